import { headerOf, sendJson, type Exchange } from '../http/exchange.js';
import { ControlError, type ControlRoute } from './control-route.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Answers `/_emu/*`: the levers of a test or a demonstration. Never part of Stripe, only for the own machine. */
export class Control {
  readonly #routes: ReadonlyMap<string, ControlRoute>;

  constructor(routes: Readonly<Record<string, ControlRoute>>) {
    this.#routes = new Map(Object.entries(routes));
  }

  async answer(exchange: Exchange): Promise<void> {
    const { response } = exchange;
    try {
      const result = await this.#run(exchange);
      if (result !== undefined) sendJson(response, 200, `${JSON.stringify(result)}\n`);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      sendJson(response, error.status, `${JSON.stringify({ error: error.message })}\n`);
    }
  }

  #run(exchange: Exchange): Promise<object | undefined> | object | undefined {
    checkLocal(exchange);
    const route = this.#routes.get(`${exchange.method} ${exchange.path}`);
    if (!route)
      throw new ControlError(404, `No control route ${exchange.method} ${exchange.path}.`);
    return route(readBody(exchange), new URLSearchParams(exchange.query), exchange);
  }
}

/** A page open in some browser of this machine must not pull the levers, hence no foreign Origin. */
function checkLocal({ request }: Exchange): void {
  if (!LOOPBACK.has(request.socket.remoteAddress ?? ''))
    throw new ControlError(403, 'The control routes answer on loopback only.');
  const origin = headerOf(request, 'origin');
  if (origin !== null && origin !== `http://${request.headers.host ?? ''}`)
    throw new ControlError(403, 'The control routes do not answer other sites.');
}

function readBody({ body }: Exchange): Record<string, unknown> {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    throw new ControlError(400, 'The body must be JSON.');
  }
  throw new ControlError(400, 'The body must be a JSON object.');
}
