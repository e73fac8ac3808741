// Where the people of a run connect: hands each request to one of the api's processes and, when that
// dies or fails, asks again with the same words and the same Idempotency-Key, as a patient client does.
import { createServer } from 'node:http';
import { bytesOf } from './wires/stripe.mjs';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 120;
const ANSWER_MS_MAX = 25_000;
const DROPPED = new Set([
  'content-encoding',
  'connection',
  'transfer-encoding',
  'keep-alive',
  'content-length',
  'host',
]);

export class Front {
  /** @param {() => readonly string[]} addresses of the api's processes */
  constructor(addresses) {
    this.addresses = addresses;
    this.turn = 0;
    this.port = 0;
    /** Requests that had to be asked again. */
    this.repeated = 0;
    this.failed = 0;
    this.isClosed = false;
    this.server = createServer((request, response) => void this.carry(request, response));
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

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async carry(request, response) {
    const body = await bytesOf(request);
    const until = Date.now() + PATIENCE_MS;
    for (let tries = 0; ; tries += 1) {
      const answer = await this.ask(request, body);
      const isOver = Date.now() > until || this.isClosed;
      if (answer !== null && (isOver || !isTransient(answer))) {
        response.writeHead(answer.status, answer.headers).end(answer.body);
        return;
      }
      if (isOver) {
        this.failed += 1;
        response.writeHead(504).end();
        return;
      }
      if (tries === 0) this.repeated += 1;
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {Buffer} body
   */
  async ask(request, body) {
    const addresses = this.addresses();
    this.turn += 1;
    const address = addresses[this.turn % addresses.length];
    const { method = 'GET' } = request;
    try {
      const answer = await fetch(`${address}${request.url}`, {
        method,
        headers: headersOf(request.headers),
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
        ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
      });
      const content = Buffer.from(await answer.arrayBuffer());
      /** @type {Record<string, string | string[]>} */
      const headers = { 'set-cookie': answer.headers.getSetCookie() };
      answer.headers.forEach((value, name) => {
        if (!DROPPED.has(name) && name !== 'set-cookie') headers[name] = value;
      });
      return { status: answer.status, headers, body: content };
    } catch {
      return null;
    }
  }

  async close() {
    this.isClosed = true;
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** A failure of the moment, or the same request still under way in a process that may be dead. @param {{ status: number, body: Buffer }} answer */
function isTransient({ status, body }) {
  if (status >= 500) return true;
  return status === 409 && body.includes('http.idempotency-in-flight');
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
function headersOf(headers) {
  const kept = Object.entries(headers).filter(
    ([name, value]) => !DROPPED.has(name) && typeof value === 'string',
  );
  return /** @type {Record<string, string>} */ (Object.fromEntries(kept));
}
