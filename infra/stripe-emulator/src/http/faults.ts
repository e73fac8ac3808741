import { chance } from '../control/chance.js';
import type { Fault, FaultKind } from '../control/fault.js';
import type { Knobs } from '../control/knobs.js';
import { sendPage, type Exchange } from './exchange.js';

/** Draws the trouble of each call and counts what has struck. */
export class Faults {
  readonly #knobs: Knobs;
  readonly #calls = new Map<string, number>();
  readonly #struck = new Map<FaultKind, number>();

  constructor(knobs: Knobs) {
    this.#knobs = knobs;
  }

  /** How often each kind has struck, so that a test can tell whether it met any trouble at all. */
  get struck(): Record<string, number> {
    return Object.fromEntries(this.#struck);
  }

  clear(): void {
    this.#calls.clear();
    this.#struck.clear();
  }

  /** Takes the next ordered trouble that fits this call, and uses it up. */
  take(call: string): Fault | null {
    const ordinal = (this.#calls.get(call) ?? 0) + 1;
    this.#calls.set(call, ordinal);
    const { faults, seed } = this.#knobs;
    const fault = faults.find(
      ({ only, rate, kind }) =>
        call.startsWith(only) && chance(seed, 'fault', kind, call, ordinal) < rate,
    );
    if (!fault) return null;
    this.#struck.set(fault.kind, (this.#struck.get(fault.kind) ?? 0) + 1);
    if (fault.remaining !== null) fault.remaining -= 1;
    if (fault.remaining === 0) faults.splice(faults.indexOf(fault), 1);
    return fault;
  }

  /** Recorded time before a call is answered. */
  latencyMs(call: string): number {
    const { latencyMs, latencyJitterMs, seed } = this.#knobs;
    if (latencyJitterMs === 0) return latencyMs;
    const ordinal = this.#calls.get(call) ?? 0;
    return latencyMs + Math.floor(chance(seed, 'latency', call, ordinal) * latencyJitterMs);
  }
}

const SPOILS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'reset',
  'hang',
  'html',
  'error_body',
  'no_envelope',
]);

/** Whether the caller gets something else than an answer, and the work is not even begun. */
export function isWorkless(fault: Fault | null): boolean {
  return fault?.when === 'before' && SPOILS.has(fault.kind);
}

function sendText({ response }: Exchange, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Sends the headers of a whole answer and half of its body. */
function sendHalf({ request, response }: Exchange, body: string): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.write(body.slice(0, Math.floor(body.length / 2)), () => request.socket.destroy());
}

const SPOILERS: Readonly<Partial<Record<FaultKind, (exchange: Exchange, body: string) => void>>> = {
  reset: ({ request }) => request.socket.destroy(),
  hang: () => undefined,
  truncated: sendHalf,
  html: ({ response }) => {
    sendPage(response, 200, '<html><body>502 Bad Gateway</body></html>');
  },
  error_body: (exchange) => {
    sendText(exchange, 200, '{"error":{"type":"api_error","message":"An unknown error occurred"}}');
  },
  no_envelope: (exchange) => {
    sendText(exchange, 404, '{"message":"Not Found"}');
  },
};

/** Breaks an answer on its way. Gives back false when there is nothing to break and it is to be sent as it is. */
export function spoil(exchange: Exchange, fault: Fault | null, body: string): boolean {
  const spoiler = fault && SPOILERS[fault.kind];
  if (!spoiler) return false;
  spoiler(exchange, body);
  return true;
}

/** An answer that speaks of something else than was asked about. */
export function altered(fault: Fault | null, body: string): string {
  if (fault?.kind !== 'altered') return body;
  const answer = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify({ ...answer, ...fault.members }, null, 2);
}
