// Between one process and the provider: sees each call arrive, be carried out and be answered.
import { Agent, createServer, request as send } from 'node:http';

/**
 * @typedef {'received' | 'committed' | 'answered'} CallMoment
 *
 * @typedef {object} CallJudge
 * @property {(moment: CallMoment, call: string) => boolean} strikes true = the process is dead now
 */

export class StripeWire {
  /** @param {number} farPort @param {CallJudge} judge */
  constructor(farPort, judge) {
    this.farPort = farPort;
    this.judge = judge;
    this.agent = new Agent({ keepAlive: true });
    this.isFrozen = false;
    this.delayMs = 0;
    /** What arrives at 'received' and strikes is held here, instead of being lost. */
    this.isSlowRoad = false;
    /** @type {(() => Promise<unknown>)[]} */
    this.onTheRoad = [];
    this.port = 0;
    this.server = createServer((request, response) => void this.carry(request, response));
    this.server.keepAliveTimeout = 60_000;
  }

  /** @returns {Promise<number>} */
  listen() {
    return new Promise((done) => {
      this.server.listen(0, '127.0.0.1', () => {
        const address = this.server.address();
        this.port = typeof address === 'object' && address ? address.port : 0;
        done(this.port);
      });
    });
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async carry(request, response) {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const call = `${request.method} ${path}`;
    // Moving the provider's clock is no call of the product's business.
    const isControl = path.startsWith('/_emu');
    const isOver = (/** @type {CallMoment} */ moment) =>
      !isControl && (this.isFrozen || this.judge.strikes(moment, call));
    try {
      const body = await bytesOf(request);
      if (isOver('received')) {
        if (this.isSlowRoad) this.onTheRoad.push(() => this.ask(request, body));
        return;
      }
      if (this.delayMs > 0) await new Promise((done) => setTimeout(done, this.delayMs));
      const answer = await this.ask(request, body);
      if (isOver('committed')) return;
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body, () => void isOver('answered'));
    } catch {
      // The provider hung up: so do we, whatever the process makes of it.
      request.socket.destroy();
    }
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {Buffer} body
   * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }>}
   */
  ask({ method, url, headers }, body) {
    const options = { host: '127.0.0.1', port: this.farPort, method, path: url, headers };
    return new Promise((done, failed) => {
      const asking = send({ ...options, agent: this.agent }, (answer) => {
        bytesOf(answer).then((content) => {
          done({ status: answer.statusCode ?? 502, headers: answer.headers, body: content });
        }, failed);
      });
      asking.once('error', failed);
      asking.end(body);
    });
  }

  /** Calls whose senders are dead by now arrive after all. */
  async arrive() {
    this.isSlowRoad = false;
    const late = this.onTheRoad.splice(0);
    await Promise.all(late.map((send) => send()));
  }

  heal() {
    this.delayMs = 0;
    if (!this.isFrozen) return;
    this.isFrozen = false;
    this.server.closeAllConnections();
  }

  async close() {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** @param {import('node:http').IncomingMessage} message @returns {Promise<Buffer>} */
export async function bytesOf(message) {
  const pieces = [];
  for await (const piece of message) pieces.push(piece);
  return Buffer.concat(pieces);
}
