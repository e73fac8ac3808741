import type { DueRunner } from '../clock/due-runner.js';
import type { Settlements } from '../clock/settlements.js';
import type { Emulator } from '../emulator.js';
import type { Api } from '../http/api.js';
import type { Outbox } from '../webhooks/outbox.js';
import { ratesOfDay } from '../money/rates.js';
import { accountCommands } from './account-commands.js';
import { readFault } from './fault.js';
import { exportBook } from './book-export.js';
import { changeKnobs, resetKnobs } from './change-knobs.js';
import { ControlError, type ControlRoute } from './control-route.js';
import { moneyCommands } from './money-commands.js';
import { readTarget } from './read-target.js';
import { webhookCommands } from './webhook-commands.js';

export interface ControlParts {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly outbox: Outbox;
  readonly settlements: Settlements;
  readonly runner: DueRunner;
  /** Puts back what the environment configured after everything was emptied. */
  readonly afterReset: () => Promise<void>;
}

const IDLE_POLL_MS = 5;
const IDLE_WAIT_MAX_MS = 60_000;

export function controlRoutes(parts: ControlParts): Readonly<Record<string, ControlRoute>> {
  return {
    'GET /_emu/health': () => ({ ok: true, ...state(parts) }),
    'GET /_emu/clock': () => clock(parts),
    'GET /_emu/rates': () => ratesOfDay(parts.emulator),
    'POST /_emu/clock': (body) => moveClock(parts, body),
    'GET /_emu/idle': (_body, query) => idle(parts, query),
    'GET /_emu/knobs': () => parts.emulator.knobs,
    'POST /_emu/knobs': (body) => turnKnobs(parts, body),
    'DELETE /_emu/knobs': () => turned(parts, resetKnobs(parts.emulator.knobs)),
    'POST /_emu/faults': (body) => addFault(parts, body),
    'DELETE /_emu/faults': () => clearFaults(parts),
    'GET /_emu/held': () => ({ held: parts.api.holds.list() }),
    'POST /_emu/held/release': () => ({ released: parts.api.holds.release() }),
    'POST /_emu/settle': () => settleNow(parts),
    'POST /_emu/webhooks/retry': () => retryWebhooks(parts),
    'DELETE /_emu/idempotency-keys': () => forgetKeys(parts),
    'GET /_emu/book': (_body, query, exchange) => {
      exportBook(parts.emulator, query, exchange);
    },
    'POST /_emu/reset': () => reset(parts),
    ...accountCommands(parts.emulator),
    ...moneyCommands(parts.emulator),
    ...webhookCommands(parts.emulator, parts.outbox),
  };
}

function clock({ emulator, runner, outbox }: ControlParts): object {
  const nowMs = emulator.clock.nowMs();
  const nextMs = earlier(runner.nextToldMs(), outbox.deliveries.nextReleaseMs());
  return {
    now: new Date(nowMs).toISOString(),
    nowMs,
    offsetMs: emulator.clock.offsetMs,
    nextDueAt: nextMs === null ? null : new Date(nextMs).toISOString(),
  };
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function state(parts: ControlParts): object {
  const { emulator, api, outbox, settlements } = parts;
  return {
    ...clock(parts),
    calls: api.counts,
    faults: api.faults.struck,
    webhooks: outbox.deliveries.counts(),
    unsettledCharges: settlements.count,
    idempotencyKeys: emulator.keys.size,
    objects: Object.fromEntries(
      emulator.book.kinds().map((kind) => [kind, emulator.book.count(kind)]),
    ),
  };
}

async function moveClock(
  parts: ControlParts,
  body: Readonly<Record<string, unknown>>,
): Promise<object> {
  const { emulator, outbox, runner, settlements } = parts;
  const targetMs = readTarget(emulator, body);
  await settlements.flush();
  const done = await runner.moveTo(targetMs);
  outbox.deliveries.releaseDue();
  return { ...clock(parts), done };
}

function isIdle({ outbox, settlements, api, emulator, runner }: ControlParts): boolean {
  const working = settlements.count + api.counts.inFlight + emulator.committing;
  return working === 0 && !runner.isBehind && outbox.deliveries.isIdle;
}

/** With `wait_ms` the answer comes when all is quiet or the time is over, whichever is first. */
async function idle(parts: ControlParts, query: URLSearchParams): Promise<object> {
  const waitMs = Math.min(Number(query.get('wait_ms') ?? 0) || 0, IDLE_WAIT_MAX_MS);
  const until = Date.now() + waitMs;
  while (!isIdle(parts) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, IDLE_POLL_MS));
  return {
    idle: isIdle(parts),
    webhooks: parts.outbox.deliveries.counts(),
    unsettledCharges: parts.settlements.count,
    callsInFlight: parts.api.counts.inFlight,
  };
}

function turnKnobs(parts: ControlParts, body: Readonly<Record<string, unknown>>): object {
  return turned(parts, changeKnobs(parts.emulator.knobs, body));
}

function turned({ outbox, settlements, emulator }: ControlParts, knobs: object): object {
  outbox.deliveries.reconsiderHeld();
  if (emulator.knobs.settlementDelayMs !== null) settlements.reconsider();
  return knobs;
}

function addFault({ emulator }: ControlParts, body: Readonly<Record<string, unknown>>): object {
  emulator.knobs.faults.push(readFault(body));
  return { faults: emulator.knobs.faults };
}

function clearFaults({ emulator }: ControlParts): object {
  emulator.knobs.faults.length = 0;
  return { faults: [] };
}

async function settleNow({ settlements }: ControlParts): Promise<object> {
  const waiting = settlements.waiting();
  await settlements.settleNow(waiting);
  return { settled: waiting.length };
}

function retryWebhooks({ outbox }: ControlParts): object {
  outbox.deliveries.retryNow();
  return outbox.deliveries.counts();
}

function forgetKeys({ emulator }: ControlParts): object {
  const forgotten = emulator.keys.size;
  emulator.keys.clear();
  return { forgotten };
}

async function reset(parts: ControlParts): Promise<object> {
  if (parts.api.counts.inFlight > 0)
    throw new ControlError(409, 'API calls are still in flight; reset when they are done.');
  parts.api.faults.clear();
  parts.settlements.clear();
  parts.outbox.deliveries.clear();
  parts.runner.stop();
  await parts.emulator.reset();
  await parts.afterReset();
  return clock(parts);
}
