// One run: people give as usual, one operation is cut at one point, and all is judged afterwards.
import { setTimeout as pause } from 'node:timers/promises';
import { give } from './acts/donors.mjs';
import { Trap } from './trap.mjs';
import { judge } from './verdict.mjs';

const STRIKE_MS_MAX = 20_000;
/** How long a promise may take, and how long until nothing is open any more. */
const PATIENCE = { keptMs: 60_000, quietMs: 90_000 };
const POLL_MS = 40;

/**
 * @typedef {object} Run
 * @property {string} name
 * @property {number} seed
 * @property {boolean} fired
 * @property {number | null} resumedMs from the death of the process until the promise was kept
 * @property {import('./verdict.mjs').Verdict} verdict
 * @property {string | null} trouble the run itself could not go on
 */

/**
 * @typedef {object} How
 * @property {number} seed
 * @property {number} company how many others give meanwhile
 * @property {'kill' | 'cut' | 'late'} [by] the process dies, only its connections to PostgreSQL, or the process with its call on the way
 * @property {typeof PATIENCE} [patience]
 *
 * @param {import('./theatre.mjs').Theatre} theatre
 * @param {import('./cells/cut-points.mjs').Cell} cell
 * @param {How} how
 * @returns {Promise<Run>}
 */
export async function playCell(theatre, cell, { seed, company, by = 'kill', patience = PATIENCE }) {
  const { fleet, books } = theatre;
  const stage = theatre.stage(seed);
  const name = `${cell.operation} ${cell.cut}`;
  /** @type {import('./acts/promised.mjs').Promised[]} */
  const promises = [];
  const trap = new Trap(cell.role, cell.stages, (process) => fleet[by](process));
  let resumedMs = null;
  let trouble = null;
  try {
    await cell.before?.(stage);
    await books.untilQuiet({ limitMs: patience.quietMs });
    fleet.trap = trap;
    /** @type {Promise<import('./acts/promised.mjs').Promised>[]} */
    const acting = [cell.act(stage)];
    for (let number = 0; number < company; number += 1) acting.push(give(stage));
    const acted = Promise.all(acting);
    acted.catch(() => undefined);
    if (cell.stages.length > 0) {
      await Promise.race([trap.struck, pause(STRIKE_MS_MAX, null, { ref: false })]);
    }
    fleet.trap = null;
    promises.push(...(await acted));
    resumedMs = await untilKept(promises, trap, patience.keptMs);
    await fleet.heal();
    await books.untilQuiet({ limitMs: patience.quietMs });
    const undone = await cell.after?.(stage);
    if (undone) promises.push(undone);
    await books.untilQuiet({ limitMs: patience.quietMs });
  } catch (error) {
    trouble = String(error);
    fleet.trap = null;
    await fleet.heal();
  }
  const verdict = await judge(books, promises);
  return { name, seed, fired: trap.strike !== null, resumedMs, verdict, trouble };
}

/**
 * @param {readonly import('./acts/promised.mjs').Promised[]} promises
 * @param {Trap} trap
 * @param {number} limitMs
 */
async function untilKept(promises, trap, limitMs) {
  const until = Date.now() + limitMs;
  for (const { isKept } of promises) {
    while (!(await isKept())) {
      if (Date.now() > until) return null;
      await pause(POLL_MS);
    }
  }
  return trap.strike && Math.round(performance.now() - trap.strike.at);
}
