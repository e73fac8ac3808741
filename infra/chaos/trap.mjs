// An exact moment at which a process dies. One trap is set at a time; it strikes once.

/**
 * @typedef {'api' | 'worker'} Role
 *
 * @typedef {object} PostgresStage
 * @property {'postgres'} where
 * @property {import('./wires/postgres.mjs').Moment} moment
 * @property {boolean} [commit] the COMMIT of a transaction, rather than one statement
 * @property {readonly (RegExp | string)[]} has all of them are in the statement, or among those of the transaction
 *
 * @typedef {object} StripeStage
 * @property {'stripe'} where
 * @property {import('./wires/stripe.mjs').CallMoment} moment
 * @property {RegExp} call
 *
 * @typedef {PostgresStage | StripeStage} Stage
 *
 * @typedef {object} Strike
 * @property {string} process
 * @property {number} at
 */

export class Trap {
  /**
   * @param {Role} role
   * @param {readonly Stage[]} stages passed one after the other by one process; at the last it dies
   * @param {(process: string) => void} kill
   */
  constructor(role, stages, kill) {
    this.role = role;
    this.stages = stages;
    this.kill = kill;
    /** How far each process has come. @type {Map<string, number>} */
    this.reached = new Map();
    /** @type {Strike | null} */
    this.strike = null;
    /** @type {(strike: Strike) => void} */
    this.tell = () => undefined;
    /** @type {Promise<Strike>} */
    this.struck = new Promise((done) => (this.tell = done));
  }

  /** @param {string} process @returns {Stage | undefined} */
  stageOf(process) {
    if (this.strike !== null || !process.startsWith(this.role)) return undefined;
    return this.stages[this.reached.get(process) ?? 0];
  }

  /** @param {string} process @returns {boolean} whether it is dead now */
  advance(process) {
    const reached = (this.reached.get(process) ?? 0) + 1;
    this.reached.set(process, reached);
    if (reached < this.stages.length) return false;
    this.kill(process);
    this.strike = { process, at: performance.now() };
    this.tell(this.strike);
    return true;
  }

  /**
   * @param {string} process
   * @param {import('./wires/postgres.mjs').Moment} moment
   * @param {import('./wires/postgres.mjs').Step} step
   */
  wantsStep(process, moment, step) {
    const stage = this.stageOf(process);
    if (stage?.where !== 'postgres' || stage.moment !== moment) return false;
    if ((stage.commit ?? false) !== step.isCommit) return false;
    return stage.has.every((part) =>
      typeof part === 'string' ? step.text.includes(part) : part.test(step.text),
    );
  }

  /**
   * @param {string} process
   * @param {import('./wires/stripe.mjs').CallMoment} moment
   * @param {string} call
   */
  wantsCall(process, moment, call) {
    const stage = this.stageOf(process);
    return stage?.where === 'stripe' && stage.moment === moment && stage.call.test(call);
  }
}
