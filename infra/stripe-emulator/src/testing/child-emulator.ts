import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { answerFaults } from './conformity.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export const API_KEY = 'sk_test_of_the_specs';

/** A running emulator, started and spoken to as the product does. */
export interface ChildEmulator {
  readonly url: string;
  readonly stripe: Stripe;
  readonly child: ChildProcess;
  /** Differences between answers and the SDK's types, over all calls so far. */
  readonly faults: string[];
  control(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The child has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const match = /ready on (\S+)/.exec(line);
    if (match?.[1]) return match[1];
  }
  throw new Error('The emulator ended before it was ready.');
}

/** An SDK client whose answers are compared with the contract on the way. */
export function clientOf(url: string, faults: string[] = [], retries = 0): Stripe {
  const { hostname, port } = new URL(url);
  const checkedFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const body: unknown = await response.clone().json();
    if (response.ok) faults.push(...answerFaults(init?.method ?? 'GET', pathname, body));
    return response;
  };
  return new Stripe(API_KEY, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: retries,
    httpClient: Stripe.createFetchHttpClient(checkedFetch),
  });
}

async function control(
  url: string,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/_emu/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, ...answer };
}

export async function startEmulator(env: NodeJS.ProcessEnv = {}): Promise<ChildEmulator> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await readyUrl(child);
  const faults: string[] = [];
  return {
    url,
    child,
    faults,
    stripe: clientOf(url, faults),
    control: (method, path, body) => control(url, method, path, body),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}
