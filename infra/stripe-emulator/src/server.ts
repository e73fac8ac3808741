import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Control } from './control/control.js';
import { somethingWentWrong } from './errors/request-errors.js';
import { StripeFailure } from './errors/stripe-failure.js';
import type { Api } from './http/api.js';
import { readBody, sendJson, type Exchange } from './http/exchange.js';
import type { HostedPages } from './pages/hosted.js';
import type { OnboardingPages } from './pages/onboarding.js';

export interface Parts {
  readonly api: Api;
  readonly pages: HostedPages;
  readonly onboarding: OnboardingPages;
  readonly control: Control;
}

const KEEP_ALIVE_MS = 65_000;

async function readExchange(request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    body: await readBody(request),
  };
}

function dispatch(parts: Parts, exchange: Exchange): Promise<void> {
  if (exchange.path.startsWith('/_emu/')) return parts.control.answer(exchange);
  if (exchange.path.startsWith('/c/')) return parts.pages.answer(exchange);
  if (exchange.path.startsWith('/onboarding/')) return parts.onboarding.answer(exchange);
  return parts.api.answer(exchange);
}

async function handle(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await dispatch(parts, await readExchange(request, response));
  } catch (error) {
    if (response.destroyed || response.headersSent) return;
    const failure = error instanceof StripeFailure ? error : somethingWentWrong();
    if (!(error instanceof StripeFailure)) console.error(error);
    sendJson(response, failure.status, JSON.stringify({ error: failure.body }, null, 2));
  }
}

export function createEmulatorServer(parts: Parts): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void handle(parts, request, response);
  });
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  return server;
}

export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
