// Whether something is under way, and how long until something is finished again.
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS_MAX = 5_000;
const PROGRESS_MS_MAX = 60_000;
const POLL_MS = 25;

/** Work that somebody has in hand at this moment. */
const IN_HAND = `
  SELECT (SELECT count(*) FROM operations WHERE lease_until > clock_timestamp())
       + (SELECT count(*) FROM stripe_inbox WHERE lease_until > clock_timestamp())
       + (SELECT count(*) FROM outbox WHERE lease_until > clock_timestamp())
       + (SELECT count(*) FROM idempotency_keys WHERE state = 'running') AS in_hand`;

/** A fault that meets nobody proves nothing: waits for work to be in hand. @param {import('./books.mjs').Books} books */
export async function isUnderWay(books) {
  const until = Date.now() + LOOK_MS_MAX;
  while (Date.now() < until) {
    if (Number((await books.one(IN_HAND)).in_hand) > 0) return true;
    await pause(POLL_MS);
  }
  return false;
}

/** What workers have brought to an end; it only grows. */
const FINISHED = `
  SELECT concat_ws(' ', (SELECT max(finished_at) FROM stripe_inbox),
                   (SELECT max(ordinal) FROM ledger_entry)) AS mark`;

/**
 * Milliseconds until a worker has finished something that was not finished when the fault had struck.
 *
 * @param {import('./books.mjs').Books} books
 * @param {number} began performance.now() of the fault
 * @returns {Promise<number>}
 */
export async function untilProgress(books, began) {
  const { mark } = await books.one(FINISHED);
  while (performance.now() - began < PROGRESS_MS_MAX) {
    if ((await books.one(FINISHED)).mark !== mark) break;
    await pause(POLL_MS);
  }
  return Math.round(performance.now() - began);
}
