import type { Emulator } from '../emulator.js';
import { ControlError } from './control-route.js';

/** Two clocks that mean the same instant differ by the time a message takes, on a busy machine many seconds; that is not a move backwards. */
const SKEW_MS = 30_000;

function instantOf(emulator: Emulator, body: Readonly<Record<string, unknown>>): number {
  const { to, advanceSeconds } = body;
  if (typeof advanceSeconds === 'number') return emulator.clock.nowMs() + advanceSeconds * 1000;
  if (typeof to === 'number') return to;
  return typeof to === 'string' ? Date.parse(to) : NaN;
}

/** API v1 writes seconds, API v2 a date. */
function createdMs(object: object): number {
  const created: unknown = 'created' in object ? object.created : 0;
  if (typeof created === 'string') return Date.parse(created);
  return typeof created === 'number' ? created * 1000 : 0;
}

function newestMs(emulator: Emulator): number {
  let newest = 0;
  for (const kind of emulator.book.kinds()) {
    if (kind === 'webhook_endpoint' || kind === 'v2.core.event_destination') continue;
    for (const { object } of emulator.book.newest(kind)) {
      newest = Math.max(newest, createdMs(object));
      break;
    }
  }
  return newest;
}

/**
 * Reads `{to: "2026-03-01T00:00:00Z"}`, `{to: <milliseconds>}` or `{advanceSeconds: n}`.
 * @throws ControlError when time would go back behind something that has happened.
 */
export function readTarget(emulator: Emulator, body: Readonly<Record<string, unknown>>): number {
  const target = instantOf(emulator, body);
  if (!Number.isFinite(target))
    throw new ControlError(
      400,
      'Give {"to": an ISO date or milliseconds} or {"advanceSeconds": n}.',
    );
  const now = emulator.clock.nowMs();
  if (target >= now - SKEW_MS) return Math.max(target, now);
  if (target >= newestMs(emulator)) return target;
  throw new ControlError(409, 'The clock cannot go back behind an object that exists.');
}
