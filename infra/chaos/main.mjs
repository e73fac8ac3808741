// node infra/local/bin.mjs chaos [--seed N] [--rounds N] [--storms N] [--only cells,storms,bugs] [--short]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot } from '../local/paths.mjs';
import { BUGS } from './bugs.mjs';
import { allCells } from './cells/all-cells.mjs';
import { ALL_FAULTS, KILL_POSTGRES, KILL_WORKER, STRIPE_FAULTS, WIPE_REDIS } from './faults.mjs';
import { huntBug } from './play-bug.mjs';
import { playCell } from './play-cell.mjs';
import { Random } from './random.mjs';
import { playStorm } from './storm.mjs';
import { Tally } from './tally.mjs';
import { Theatre } from './theatre.mjs';

const FAULTS_OF_A_STORM = 8;
const SIGN_LENGTH = 120;
/** Cut points that are met every time; the long form has them all. */
const SHORT_CELLS = ['charge create K6', 'refund K4'];
const SHORT_BUG = 'a key per attempt';

/**
 * @typedef {object} Plan
 * @property {number} seed
 * @property {readonly (readonly import('./cells/cut-points.mjs').Cell[])[]} rounds of cells, each on the same evening
 * @property {readonly (readonly import('./faults.mjs').Fault[])[]} storms
 * @property {readonly import('./bugs.mjs').Bug[]} bugs
 * @property {boolean} isShort
 */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '1' },
    storms: { type: 'string', default: '5' },
    only: { type: 'string', default: 'cells,storms,bugs' },
    find: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});

/** @returns {Plan} */
function planned() {
  const seed = Number(values.seed);
  if (values.short) {
    const called = (/** @type {import('./cells/cut-points.mjs').Cell} */ { operation, cut }) =>
      SHORT_CELLS.includes(`${operation} ${cut}`);
    const storm = [KILL_WORKER, WIPE_REDIS, ...STRIPE_FAULTS.slice(0, 2), KILL_POSTGRES];
    return {
      seed,
      rounds: [allCells().filter(called)],
      storms: [storm],
      bugs: BUGS.filter(({ name }) => name === SHORT_BUG),
      isShort: true,
    };
  }
  const random = new Random(seed);
  const wants = (/** @type {string} */ part) => values.only.split(',').includes(part);
  const isFound = (/** @type {string} */ name) => name.includes(values.find);
  const cells = allCells().filter(({ operation, cut }) => isFound(`${operation} ${cut}`));
  const storms = dealt(random, Number(values.storms));
  return {
    seed,
    rounds: wants('cells') ? Array.from({ length: Number(values.rounds) }, () => cells) : [],
    storms: wants('storms') ? storms : [],
    bugs: wants('bugs') ? BUGS.filter(({ name }) => isFound(name)) : [],
    isShort: false,
  };
}

/**
 * As cards are dealt: none comes again before each has come, so that three storms have them all.
 *
 * @param {Random} random
 * @param {number} storms
 * @returns {(readonly import('./faults.mjs').Fault[])[]}
 */
function dealt(random, storms) {
  const decks = Math.ceil((storms * FAULTS_OF_A_STORM) / ALL_FAULTS.length);
  const cards = Array.from({ length: decks }, () => random.shuffled(ALL_FAULTS)).flat();
  return Array.from({ length: storms }, (_, storm) =>
    cards.slice(storm * FAULTS_OF_A_STORM, (storm + 1) * FAULTS_OF_A_STORM),
  );
}

const began = performance.now();

/** @param {string} line */
const say = (line) =>
  process.stdout.write(
    `${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}\n`,
  );

/** @param {Theatre} theatre @param {Plan} plan @param {Tally} tally */
async function playAll(theatre, plan, tally) {
  await theatre.open(inRoot('api/dist'), { hasGrant: !plan.isShort });
  if (plan.rounds.length > 1 || (plan.bugs.length > 0 && !plan.isShort)) await theatre.keep();
  say(`the stage is set: two api, two workers, seed ${plan.seed}`);
  let { seed } = plan;
  for (const faults of plan.storms) {
    const storm = await playStorm(theatre, { seed: seed++, faults, donors: 4 });
    tally.storms.push(storm);
    sayStorm(storm);
  }
  for (const [index, cells] of plan.rounds.entries()) {
    // A round takes weeks and uses up what was promised.
    if (index > 0) await theatre.restore();
    seed = await playRound(theatre, cells, { tally, seed, isShort: plan.isShort });
  }
  for (const bug of plan.bugs) {
    const hunt = await huntBug(theatre, bug, { seed: seed++, isLast: plan.isShort });
    tally.hunts.push(hunt);
    const outcome = hunt.isCaught ? 'caught' : 'NOT CAUGHT';
    say(`planted: ${hunt.name}: ${outcome}: ${hunt.sign.slice(0, SIGN_LENGTH)}`);
  }
}

/**
 * @param {Theatre} theatre
 * @param {readonly import('./cells/cut-points.mjs').Cell[]} cells
 * @param {{ tally: Tally, seed: number, isShort: boolean }} how
 * @returns {Promise<number>} the next seed
 */
async function playRound(theatre, cells, { tally, seed, isShort }) {
  let next = seed;
  for (const cell of cells) {
    const run = await playCell(theatre, cell, { seed: next++, company: isShort ? 0 : 1 });
    tally.addRun(run, cell.role);
    const outcome = run.fired ? `done after ${run.resumedMs} ms` : 'NOT FIRED';
    say(`${run.name}, ${outcome} ${signOf(run)}`);
  }
  return next;
}

/** @param {import('./storm.mjs').Storm} storm */
function sayStorm(storm) {
  say(`storm ${storm.seed}: ${storm.acts} promises ${signOf(storm)}`);
  for (const { name, fired, progressMs } of storm.struck) {
    const progress = progressMs === null ? '' : `, progress after ${progressMs} ms`;
    say(`    ${name}${fired ? progress : ' MET NOTHING'}`);
  }
}

/** @param {{ verdict: import('./verdict.mjs').Verdict, trouble: string | null }} played */
function signOf({ verdict, trouble }) {
  const { lost, repeated, unexplainedMinor, broken } = verdict;
  const found = [
    ...lost.map((what) => `lost ${what}`),
    ...repeated.map((what) => `twice ${what}`),
    ...(unexplainedMinor === 0 ? [] : [`${unexplainedMinor} cents unexplained`]),
    ...broken,
    ...(trouble === null ? [] : [trouble]),
  ];
  return found.length === 0 ? '' : `RED ${found.join('; ').slice(0, 600)}`;
}

const plan = planned();
const tally = new Tally();
const theatre = new Theatre();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => void theatre.close().then(() => process.exit(130)));
}
let crash = null;
try {
  await playAll(theatre, plan, tally);
} catch (error) {
  crash = error;
  say(String(/** @type {Error} */ (error).stack));
} finally {
  await theatre.close();
}
const figures = tally.figures();
process.stdout.write(
  `\nSeed ${plan.seed}; the same seed brings the same people and the same faults.\n`,
);
for (const { name, value, isGood } of figures) {
  process.stdout.write(`${isGood ? '  ' : '✗ '}${name.padEnd(48)} ${value}\n`);
}
const isGood = crash === null && figures.every((figure) => figure.isGood);
if (values.report) {
  const judged = figures.map((figure) => figure.isGood).concat(crash === null);
  writeFileSync(values.report, JSON.stringify({ judged }));
}
// A connection somebody left half open must not keep the run alive.
process.exit(isGood ? 0 : 1);
