// A wire between a process of the product and a server, which can be slow, dead or cut.
import { connect, createServer } from 'node:net';

/**
 * @typedef {object} Line one connection through a wire
 * @property {import('node:net').Socket} near the process of the product
 * @property {import('node:net').Socket} far the server
 *
 * @typedef {object} Watcher sees what passes and forwards it, or does not
 * @property {(bytes: Buffer) => void} out from the process to the server
 * @property {(bytes: Buffer) => void} back
 */

export class TcpWire {
  /**
   * @param {() => number} farPort read anew for each connection: a server may come back elsewhere
   * @param {(line: Line) => Watcher} [watch]
   */
  constructor(farPort, watch = straight) {
    this.farPort = farPort;
    this.watch = watch;
    /** @type {Set<Line>} */
    this.lines = new Set();
    this.delayMs = 0;
    this.isFrozen = false;
    /** Cuts the connection after so many bytes of answers. @type {number | null} */
    this.cutAfter = null;
    this.port = 0;
    this.server = createServer((near) => this.open(near));
  }

  /** @returns {Promise<number>} the port processes connect to */
  listen() {
    return new Promise((done) => {
      this.server.listen(0, '127.0.0.1', () => {
        const address = this.server.address();
        this.port = typeof address === 'object' && address ? address.port : 0;
        done(this.port);
      });
    });
  }

  /** @param {import('node:net').Socket} near */
  open(near) {
    const far = connect(this.farPort(), '127.0.0.1');
    const line = { near, far };
    this.lines.add(line);
    const watcher = this.watch(line);
    near.setNoDelay(true);
    far.setNoDelay(true);
    near.on('data', (bytes) => this.pass(() => watcher.out(bytes)));
    far.on('data', (bytes) => this.pass(() => this.answer(line, watcher, bytes)));
    const end = () => {
      this.lines.delete(line);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.once('close', end);
    }
  }

  /** Bytes for a dead line vanish, as they do when a cable is pulled. @param {() => void} forward */
  pass(forward) {
    if (this.isFrozen) return;
    if (this.delayMs > 0) setTimeout(forward, this.delayMs);
    else forward();
  }

  /** @param {Line} line @param {Watcher} watcher @param {Buffer} bytes */
  answer(line, watcher, bytes) {
    if (this.cutAfter === null) {
      watcher.back(bytes);
      return;
    }
    const piece = bytes.subarray(0, this.cutAfter);
    this.cutAfter -= piece.length;
    if (piece.length > 0) watcher.back(piece);
    if (this.cutAfter > 0) return;
    this.cutAfter = null;
    line.near.destroy();
  }

  /** Cuts every connection as a reset does. */
  reset() {
    for (const { near, far } of this.lines) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  heal() {
    this.delayMs = 0;
    this.cutAfter = null;
    if (!this.isFrozen) return;
    this.isFrozen = false;
    // What was swallowed cannot be made up for: the connections are of no use any more.
    this.reset();
  }

  async close() {
    this.reset();
    await new Promise((done) => this.server.close(done));
  }
}

/** @param {Line} line @returns {Watcher} */
function straight({ near, far }) {
  return {
    out: (bytes) => void (far.writable && far.write(bytes)),
    back: (bytes) => void (near.writable && near.write(bytes)),
  };
}
