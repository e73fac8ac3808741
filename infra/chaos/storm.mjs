// Many faults at once on one evening, drawn from a seed, while people give, take back and are paid.
import { setTimeout as pause } from 'node:timers/promises';
import { give, withdraw } from './acts/donors.mjs';
import { giveByTransfer } from './acts/finance.mjs';
import { letMinutesPass } from './acts/time.mjs';
import { isUnderWay, untilProgress } from './progress.mjs';
import { judge } from './verdict.mjs';
import { POLITE } from './wires/post-office.mjs';

const PAUSE_MS = 350;
const KEPT_MS_MAX = 90_000;
/** Lost news is asked for once a minute. */
const QUIET_MS_MAX = 150_000;
const POLL_MS = 60;

/** @typedef {import('./theatre.mjs').Theatre} Theatre */
/** @typedef {import('./acts/promised.mjs').Promised} Promised */

/**
 * @typedef {object} Struck one fault of a storm
 * @property {string} name
 * @property {boolean} fired something was under way when it struck
 * @property {number | null} progressMs from the fault until something was finished again
 *
 * @typedef {object} Storm
 * @property {number} seed
 * @property {readonly Struck[]} struck
 * @property {number} acts promised to people
 * @property {import('./verdict.mjs').Verdict} verdict
 * @property {string | null} trouble
 * @property {PostCount} post
 *
 * @typedef {{ told: number, lost: number, copies: number, forged: number, forgedAccepted: number }} PostCount
 */

/**
 * @param {Theatre} theatre
 * @param {{ seed: number, faults: readonly import('./faults.mjs').Fault[], donors: number }} how
 * @returns {Promise<Storm>}
 */
export async function playStorm(theatre, { seed, faults, donors }) {
  const { fleet, books, office } = theatre;
  const stage = theatre.stage(seed);
  const before = { ...office.counts };
  /** @type {Promised[]} */
  const promises = [];
  /** @type {Struck[]} */
  const struck = [];
  let trouble = null;
  const isOver = { value: false };
  office.manners = { lose: 0.05, copies: 4, delayMs: 1_500, forge: 0.2 };
  const crowd = Promise.all(
    Array.from({ length: donors }, (_, place) => keepGiving(stage, { place, promises, isOver })),
  );
  try {
    for (const fault of faults) struck.push(await strike(theatre, stage.random, fault));
  } catch (error) {
    trouble = String(error);
  }
  isOver.value = true;
  office.manners = POLITE;
  await fleet.heal();
  await books.control('/faults');
  try {
    await crowd;
    await untilAllKept(promises);
    await books.untilQuiet({ limitMs: QUIET_MS_MAX, mayBeLost: true });
    // Calls of dead processes may have come late; the product goes after them of itself.
    await letMinutesPass(stage);
    await books.untilQuiet({ limitMs: QUIET_MS_MAX, mayBeLost: true });
  } catch (error) {
    trouble ??= String(error);
  }
  const verdict = await judge(books, promises);
  const post = difference(office.counts, before);
  return { seed, struck, acts: promises.length, verdict, trouble, post };
}

/**
 * One of the crowd: gives, and every third time wants it back.
 *
 * @param {import('./acts/promised.mjs').Stage} stage
 * @param {{ place: number, promises: Promised[], isOver: { value: boolean } }} how
 */
async function keepGiving(stage, { place, promises, isOver }) {
  for (let turn = place; !isOver.value; turn += 1) {
    if (turn % 4 === 3 && place === 0) {
      promises.push(await giveByTransfer(stage));
      continue;
    }
    const given = await give(stage);
    promises.push(given);
    if (turn % 3 === 2) promises.push(await withdraw(stage, given.given));
  }
}

/**
 * @param {Theatre} theatre
 * @param {import('./random.mjs').Random} random
 * @param {import('./faults.mjs').Fault} fault
 * @returns {Promise<Struck>}
 */
async function strike(theatre, random, { name, begin }) {
  const wasBusy = await isUnderWay(theatre.books);
  const began = performance.now();
  const { hasStruck, heal, isMeasured } = await begin(theatre, random);
  const progressMs = isMeasured ? await untilProgress(theatre.books, began) : null;
  await pause(PAUSE_MS);
  const fired = wasBusy && ((await hasStruck?.()) ?? true);
  await heal?.();
  return { name, fired, progressMs };
}

/** @param {readonly Promised[]} promises */
async function untilAllKept(promises) {
  const until = Date.now() + KEPT_MS_MAX;
  for (const { isKept } of promises) {
    while (!(await isKept())) {
      if (Date.now() > until) return;
      await pause(POLL_MS);
    }
  }
}

/** @param {PostCount} now @param {PostCount} before @returns {PostCount} */
function difference(now, before) {
  const names = /** @type {(keyof PostCount)[]} */ (Object.keys(now));
  return /** @type {PostCount} */ (
    Object.fromEntries(names.map((name) => [name, now[name] - before[name]]))
  );
}
