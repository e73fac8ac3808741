// Stands between the provider's webhooks and the product: tells them twice, late, in another order,
// not at all, and slips forged ones in between.
import { createServer } from 'node:http';
import { bytesOf } from './stripe.mjs';

const PAUSE_MS = 150;
const TRIES_MAX = 60;

/**
 * @typedef {object} Manners
 * @property {number} lose share of events that are taken and never handed over
 * @property {number} copies up to so many of each
 * @property {number} delayMs up to so late
 * @property {number} forge share of events accompanied by one nobody signed
 */

/** @type {Manners} */
export const POLITE = { lose: 0, copies: 1, delayMs: 0, forge: 0 };

export class PostOffice {
  /**
   * @param {() => readonly string[]} addresses of the api's processes
   * @param {import('../random.mjs').Random} random
   */
  constructor(addresses, random) {
    this.addresses = addresses;
    this.random = random;
    /** @type {Manners} */
    this.manners = POLITE;
    this.counts = { told: 0, lost: 0, copies: 0, forged: 0, forgedAccepted: 0 };
    this.port = 0;
    this.turn = 0;
    this.isClosed = false;
    this.server = createServer((request, response) => void this.take(request, response));
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
  async take(request, response) {
    const body = await bytesOf(request);
    const signature = String(request.headers['stripe-signature']);
    const { lose, copies, delayMs, forge } = this.manners;
    this.counts.told += 1;
    if (this.random.chance(forge)) void this.forge(body, signature);
    if (this.random.chance(lose)) {
      this.counts.lost += 1;
      response.writeHead(200).end();
      return;
    }
    const more = this.random.between(1, copies) - 1;
    for (let copy = 0; copy < more; copy += 1) {
      this.counts.copies += 1;
      void this.later(body, signature, this.random.between(0, delayMs + PAUSE_MS));
    }
    if (delayMs === 0) {
      // Undisturbed the provider hears the answer itself, and repeats what was not taken.
      response.writeHead(await this.hand(body, signature)).end();
      return;
    }
    response.writeHead(200).end();
    void this.later(body, signature, this.random.between(0, delayMs));
  }

  /** @param {Buffer} body @param {string} signature @param {number} delayMs */
  async later(body, signature, delayMs) {
    await pause(delayMs);
    for (let tries = 0; tries < TRIES_MAX && !this.isClosed; tries += 1) {
      if ((await this.hand(body, signature)) < 300) return;
      await pause(PAUSE_MS * 2);
    }
  }

  /** The right signature over other words, and the right words under another's signature. @param {Buffer} body @param {string} signature */
  async forge(body, signature) {
    const isBody = this.random.chance(0.5);
    const words = isBody ? Buffer.concat([body, Buffer.from(' ')]) : body;
    const sign = isBody ? signature : signature.replace(/v1=./, 'v1=x');
    this.counts.forged += 1;
    if ((await this.hand(words, sign)) < 300) this.counts.forgedAccepted += 1;
  }

  /** @param {Buffer} body @param {string} signature @returns {Promise<number>} */
  async hand(body, signature) {
    const addresses = this.addresses();
    this.turn += 1;
    const address = addresses[this.turn % addresses.length];
    try {
      const answer = await fetch(`${address}/api/v1/webhooks/stripe`, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
        signal: AbortSignal.timeout(8_000),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 503;
    }
  }

  async close() {
    this.isClosed = true;
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
