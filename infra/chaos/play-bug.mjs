// One planted mistake: the harness must notice it, and by the sign it shows.
import { plant } from './plant.mjs';
import { playCell } from './play-cell.mjs';
import { POLITE } from './wires/post-office.mjs';

const KEPT_MS_MAX = 18_000;
const QUIET_MS_MAX = 12_000;

/**
 * @typedef {object} Hunt
 * @property {string} name
 * @property {boolean} isCaught
 * @property {string} sign what was noticed
 */

/**
 * @param {import('./theatre.mjs').Theatre} theatre
 * @param {import('./bugs.mjs').Bug} bug
 * @param {{ seed: number, isLast: boolean }} how after the last one the world is of no use any more
 * @returns {Promise<Hunt>}
 */
export async function huntBug(theatre, bug, { seed, isLast }) {
  const { ground, books, office } = theatre;
  const dist = plant(ground.directory, bug);
  await (isLast ? theatre.recast(dist) : theatre.restore(dist));
  if (bug.sql) await books.query(bug.sql);
  const accepted = office.counts.forgedAccepted;
  const run = await playCell(theatre, withTrouble(bug, office), {
    seed,
    company: 0,
    by: bug.by ?? 'kill',
    patience: { keptMs: bug.keptMs ?? KEPT_MS_MAX, quietMs: QUIET_MS_MAX },
  });
  office.manners = POLITE;
  const signs = signsOf(run, office.counts.forgedAccepted - accepted)[bug.shows];
  return { name: bug.name, isCaught: signs.length > 0, sign: signs[0] ?? run.trouble ?? 'nothing' };
}

/** @param {import('./play-cell.mjs').Run} run @param {number} forged @returns {Record<import('./bugs.mjs').Bug['shows'], string[]>} */
function signsOf({ verdict, trouble }, forged) {
  const { lost, repeated, unexplainedMinor } = verdict;
  return {
    lost,
    repeated,
    unexplained: unexplainedMinor === 0 ? [] : [`${unexplainedMinor} cents`],
    stuck: trouble?.startsWith('StillBusy') ? [trouble] : [],
    forged: forged > 0 ? [`${forged} believed`] : [],
  };
}

/**
 * What stands before the way is still undisturbed.
 *
 * @param {import('./bugs.mjs').Bug} bug
 * @param {import('./wires/post-office.mjs').PostOffice} office
 * @returns {import('./cells/cut-points.mjs').Cell}
 */
function withTrouble({ cell, trouble, knobs, manners }, office) {
  return {
    ...cell,
    before: async (stage) => {
      await cell.before?.(stage);
      if (knobs) await stage.books.control('/knobs', knobs);
      if (trouble) await stage.books.control('/faults', trouble);
      office.manners = { ...POLITE, ...manners };
    },
  };
}
