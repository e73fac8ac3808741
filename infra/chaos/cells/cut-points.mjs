// The seven moments of an operation at which a process can die, and how the wires know them.

/** @typedef {'K1' | 'K2' | 'K3' | 'K4' | 'K5' | 'K6' | 'K7'} Cut */

/**
 * @typedef {object} Cell
 * @property {string} operation
 * @property {Cut} cut
 * @property {import('../trap.mjs').Role} role
 * @property {readonly import('../trap.mjs').Stage[]} stages
 * @property {(stage: import('../acts/promised.mjs').Stage) => Promise<import('../acts/promised.mjs').Promised>} act
 * @property {((stage: import('../acts/promised.mjs').Stage) => Promise<unknown>)} [before]
 * @property {((stage: import('../acts/promised.mjs').Stage) => Promise<import('../acts/promised.mjs').Promised>)} [after] so that the operation can be done again
 */

/**
 * @typedef {object} Outside an operation with a call to the provider
 * @property {string} name
 * @property {string} kind of the operation row
 * @property {import('../trap.mjs').Role} asks who writes the intent down
 * @property {import('../trap.mjs').Role} calls
 * @property {RegExp} call
 * @property {RegExp} finish in the transaction that keeps the answer
 * @property {Cell['act']} act
 * @property {Cell['before']} [before]
 * @property {Cell['after']} [after]
 */

export const INTENT = /INSERT INTO operations/;
export const WRITTEN_DOWN = /UPDATE operations SET state/;

/** @param {import('../wires/postgres.mjs').Moment} moment @param {...(RegExp | string)} has @returns {import('../trap.mjs').Stage} */
export const commit = (moment, ...has) => ({ where: 'postgres', commit: true, moment, has });

/** @param {import('../wires/postgres.mjs').Moment} moment @param {...(RegExp | string)} has @returns {import('../trap.mjs').Stage} */
export const statement = (moment, ...has) => ({ where: 'postgres', moment, has });

/** @param {import('../wires/stripe.mjs').CallMoment} moment @param {RegExp} of @returns {import('../trap.mjs').Stage} */
export const call = (moment, of) => ({ where: 'stripe', moment, call: of });

/**
 * @param {string} operation
 * @param {Record<Cut, [import('../trap.mjs').Role, import('../trap.mjs').Stage[]]>} cuts
 * @param {Pick<Cell, 'act' | 'before' | 'after'>} how
 * @returns {Cell[]}
 */
export function cells(operation, cuts, how) {
  return Object.entries(cuts).map(([cut, [role, stages]]) => ({
    operation,
    cut: /** @type {Cut} */ (cut),
    role,
    stages,
    ...how,
  }));
}

/** @param {Outside} operation @returns {Cell[]} */
export function outside({ name, kind, asks, calls, call: of, finish, ...how }) {
  return cells(
    name,
    {
      K1: [asks, [commit('before', INTENT, kind)]],
      K2: [asks, [commit('withheld', INTENT, kind)]],
      K3: [calls, [call('received', of)]],
      K4: [calls, [call('committed', of)]],
      K5: [calls, [call('answered', of), statement('before', WRITTEN_DOWN)]],
      K6: [calls, [commit('withheld', WRITTEN_DOWN, finish)]],
      K7: [calls, [commit('after', WRITTEN_DOWN, finish)]],
    },
    how,
  );
}

/**
 * What the provider tells of is read again and applied.
 *
 * @param {string} operation
 * @param {{ event: string, reading: RegExp, applies: readonly RegExp[] }} news
 * @param {Pick<Cell, 'act' | 'before' | 'after'>} how
 * @returns {Cell[]}
 */
export function told(operation, { event, reading, applies }, how) {
  const kept = [/INSERT INTO stripe_inbox/, event];
  const applied = [/UPDATE stripe_inbox AS inbox/, ...applies];
  return cells(
    operation,
    {
      K1: ['api', [statement('before', ...kept)]],
      K2: ['api', [statement('withheld', ...kept)]],
      K3: ['worker', [call('received', reading)]],
      K4: ['worker', [call('committed', reading)]],
      K5: [
        'worker',
        [call('answered', reading), statement('before', /UPDATE stripe_inbox AS inbox/)],
      ],
      K6: ['worker', [commit('withheld', ...applied)]],
      K7: ['worker', [commit('after', ...applied)]],
    },
    how,
  );
}
