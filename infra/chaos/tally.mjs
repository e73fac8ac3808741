// Adds up what happened, and says it in the figures the product promises.

/** Below this share of faults that met something, a run proves nothing. */
const FIRED_MIN = 0.95;
const RESUMED_MS_MAX = 10_000;
const REDIS_MS_MAX = 15_000;
const POSTGRES_MS_MAX = 10_000;

/** @typedef {import('./verdict.mjs').Verdict} Verdict */

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} value
 * @property {boolean} isGood
 */

export class Tally {
  constructor() {
    /** @type {import('./play-cell.mjs').Run[]} */
    this.runs = [];
    /** @type {import('./storm.mjs').Storm[]} */
    this.storms = [];
    /** @type {import('./play-bug.mjs').Hunt[]} */
    this.hunts = [];
    /** @type {number[]} from the death of a worker until what it worked on was done */
    this.resumed = [];
  }

  /** @param {import('./play-cell.mjs').Run} run @param {import('./trap.mjs').Role} role */
  addRun(run, role) {
    this.runs.push(run);
    if (role === 'worker' && run.fired && run.resumedMs !== null) this.resumed.push(run.resumedMs);
  }

  /** @returns {boolean[]} */
  fires() {
    return [
      ...this.runs.map(({ fired }) => fired),
      ...this.storms.flatMap(({ struck }) => struck.map(({ fired }) => fired)),
    ];
  }

  /** @returns {Verdict[]} */
  verdicts() {
    return [...this.runs, ...this.storms].map(({ verdict }) => verdict);
  }

  /** @param {string} fault @returns {number[]} */
  progressAfter(fault) {
    return this.storms
      .flatMap(({ struck }) => struck)
      .filter(({ name, progressMs }) => name === fault && progressMs !== null)
      .map(({ progressMs }) => /** @type {number} */ (progressMs));
  }

  /** @returns {Figure[]} */
  figures() {
    const verdicts = this.verdicts();
    const troubles = [...this.runs, ...this.storms].flatMap(({ trouble }) => trouble ?? []);
    return [
      this.firedFigure(),
      none(
        'lost acknowledged operations',
        verdicts.flatMap(({ lost }) => lost),
      ),
      none(
        'duplicate money movements',
        verdicts.flatMap(({ repeated }) => repeated),
      ),
      total(
        'unexplained difference ledger to Stripe, cents',
        verdicts.map((verdict) => verdict.unexplainedMinor),
      ),
      none(
        'invariants broken',
        verdicts.flatMap(({ broken }) => broken),
      ),
      none('work that came to no end', troubles),
      ...this.postFigures(),
      ...timed('worker killed and resumed', this.resumed, RESUMED_MS_MAX),
      ...timed('Redis wiped, first progress', this.progressAfter('redis wiped'), REDIS_MS_MAX),
      ...timed(
        'PostgreSQL killed, commits again',
        this.progressAfter('postgres killed'),
        POSTGRES_MS_MAX,
      ),
      ...this.bugFigure(),
    ];
  }

  /** @returns {Figure} */
  firedFigure() {
    const fires = this.fires();
    const fired = fires.filter(Boolean).length;
    return {
      name: 'faults fired / intended',
      value: `${fired} / ${fires.length}`,
      isGood: fires.length === 0 || fired / fires.length >= FIRED_MIN,
    };
  }

  /** @returns {Figure[]} */
  postFigures() {
    if (this.storms.length === 0) return [];
    const sum = (/** @type {keyof import('./storm.mjs').PostCount} */ name) =>
      this.storms.reduce((all, { post }) => all + post[name], 0);
    const value = `${sum('told')} told, ${sum('copies')} copies, ${sum('lost')} lost`;
    return [
      { name: 'webhooks', value, isGood: true },
      {
        name: 'forged webhooks accepted',
        value: `${sum('forgedAccepted')} of ${sum('forged')}`,
        isGood: sum('forgedAccepted') === 0,
      },
    ];
  }

  /** @returns {Figure[]} */
  bugFigure() {
    if (this.hunts.length === 0) return [];
    const caught = this.hunts.filter(({ isCaught }) => isCaught).length;
    const value = `${caught} of ${this.hunts.length}`;
    return [{ name: 'planted bugs caught', value, isGood: caught === this.hunts.length }];
  }
}

/** @param {string} name @param {readonly string[]} found @returns {Figure} */
function none(name, found) {
  const first = found[0] === undefined ? '' : `: ${found[0].slice(0, 300)}`;
  return { name, value: `${found.length}${first}`, isGood: found.length === 0 };
}

/** @param {string} name @param {readonly number[]} counts @returns {Figure} */
function total(name, counts) {
  const sum = counts.reduce((all, count) => all + count, 0);
  return { name, value: String(sum), isGood: sum === 0 };
}

/** A figure of time is shown, and never a reason for red: the machine may be busy. @param {string} name @param {readonly number[]} times @param {number} limitMs @returns {Figure[]} */
function timed(name, times, limitMs) {
  if (times.length === 0) return [];
  const slowest = Math.max(...times);
  const over = slowest > limitMs ? ', OVER' : '';
  const value = `${(slowest / 1000).toFixed(1)} s at worst of ${times.length} (promised ${limitMs / 1000} s${over})`;
  return [{ name, value, isGood: true }];
}
