// Seven cut points times the operations that move money. A new operation joins by a line of OPERATIONS.
import { give, withdraw } from './acts/donors.mjs';
import { giveByTransfer, returnTranche, sendTranche, sweep } from './acts/finance.mjs';

/** @typedef {'K1' | 'K2' | 'K3' | 'K4' | 'K5' | 'K6' | 'K7'} Cut */

/** @type {Record<Cut, string>} */
export const CUTS = {
  K1: 'before the intent is committed',
  K2: 'intent committed, nobody told',
  K3: 'call received, nothing done',
  K4: 'done outside, not answered',
  K5: 'answered, not written down',
  K6: 'COMMIT sent, no answer',
  K7: 'committed, work not acknowledged',
};

/**
 * @typedef {object} Cell
 * @property {string} operation
 * @property {Cut} cut
 * @property {import('./trap.mjs').Role} role
 * @property {readonly import('./trap.mjs').Stage[]} stages
 * @property {(stage: import('./acts/promised.mjs').Stage) => Promise<import('./acts/promised.mjs').Promised>} act
 * @property {((stage: import('./acts/promised.mjs').Stage) => Promise<unknown>)} [before]
 * @property {((stage: import('./acts/promised.mjs').Stage) => Promise<import('./acts/promised.mjs').Promised>)} [after] so that the operation can be done again
 * @property {boolean} takesWeek it moves the date
 */

/**
 * @typedef {object} Outside an operation with a call to the provider
 * @property {string} name
 * @property {string} kind of the operation row
 * @property {import('./trap.mjs').Role} asks who writes the intent down
 * @property {import('./trap.mjs').Role} calls
 * @property {RegExp} call
 * @property {RegExp} finish in the transaction that keeps the answer
 * @property {Cell['act']} act
 * @property {Cell['before']} [before]
 * @property {boolean} [takesWeek]
 */

const INTENT = /INSERT INTO operations/;
const WRITTEN_DOWN = /UPDATE operations SET state/;

/** @param {import('./wires/postgres.mjs').Moment} moment @param {...(RegExp | string)} has @returns {import('./trap.mjs').Stage} */
const commit = (moment, ...has) => ({ where: 'postgres', commit: true, moment, has });

/** @param {import('./wires/postgres.mjs').Moment} moment @param {...(RegExp | string)} has @returns {import('./trap.mjs').Stage} */
export const statement = (moment, ...has) => ({ where: 'postgres', moment, has });

/** @param {import('./wires/stripe.mjs').CallMoment} moment @param {RegExp} of @returns {import('./trap.mjs').Stage} */
const call = (moment, of) => ({ where: 'stripe', moment, call: of });

/** @param {Outside} operation @returns {Cell[]} */
function outside({ name, kind, asks, calls, call: of, finish, act, before, takesWeek = false }) {
  /** @type {Record<Cut, [import('./trap.mjs').Role, import('./trap.mjs').Stage[]]>} */
  const cuts = {
    K1: [asks, [commit('before', INTENT, kind)]],
    K2: [asks, [commit('withheld', INTENT, kind)]],
    K3: [calls, [call('received', of)]],
    K4: [calls, [call('committed', of)]],
    K5: [calls, [call('answered', of), statement('before', WRITTEN_DOWN)]],
    K6: [calls, [commit('withheld', WRITTEN_DOWN, finish)]],
    K7: [calls, [commit('after', WRITTEN_DOWN, finish)]],
  };
  return cells(name, cuts, { act, takesWeek, ...(before ? { before } : {}) });
}

/**
 * @param {string} operation
 * @param {Record<Cut, [import('./trap.mjs').Role, import('./trap.mjs').Stage[]]>} cuts
 * @param {Pick<Cell, 'act' | 'before' | 'after' | 'takesWeek'>} how
 * @returns {Cell[]}
 */
function cells(operation, cuts, how) {
  return Object.entries(cuts).map(([cut, [role, stages]]) => ({
    operation,
    cut: /** @type {Cut} */ (cut),
    role,
    stages,
    ...how,
  }));
}

/** @type {Outside[]} */
const OPERATIONS = [
  {
    name: 'charge create',
    kind: 'contributions.create-checkout-session',
    asks: 'api',
    calls: 'api',
    call: /^POST \/v1\/checkout\/sessions$/,
    finish: /UPDATE contributions SET session_id/,
    act: give,
  },
  {
    name: 'refund',
    kind: 'contributions.create-refund',
    asks: 'api',
    calls: 'worker',
    call: /^POST \/v1\/refunds$/,
    finish: /UPDATE refunds SET stripe_refund_id/,
    before: async (stage) => (stage.given = await settledGift(stage)),
    act: (stage) =>
      withdraw(stage, /** @type {import('./acts/promised.mjs').Given} */ (stage.given)),
  },
  {
    name: 'payout sweep',
    kind: 'payments.create-payout',
    asks: 'worker',
    calls: 'worker',
    call: /^POST \/v1\/payouts$/,
    finish: /UPDATE payout_sweeps SET state/,
    act: sweep,
    takesWeek: true,
  },
];

/** @param {import('./acts/promised.mjs').Stage} stage */
async function settledGift(stage) {
  const { given, isKept, what } = await give(stage);
  await stage.scene.world.until(what, async () => ((await isKept()) ? true : null));
  return given;
}

const KEPT_EVENT = /INSERT INTO stripe_inbox/;
const READING = /^GET \/v1\/charges/;
const APPLIED = [/UPDATE stripe_inbox AS inbox/, /ledger_post/];

/** What the provider tells of is read again and applied. @returns {Cell[]} */
function webhookApply() {
  return cells(
    'webhook apply',
    {
      K1: ['api', [statement('before', KEPT_EVENT, 'charge.')]],
      K2: ['api', [statement('withheld', KEPT_EVENT, 'charge.')]],
      K3: ['worker', [call('received', READING)]],
      K4: ['worker', [call('committed', READING)]],
      K5: [
        'worker',
        [call('answered', READING), statement('before', /UPDATE stripe_inbox AS inbox/)],
      ],
      K6: ['worker', [commit('withheld', ...APPLIED)]],
      K7: ['worker', [commit('after', ...APPLIED)]],
    },
    { act: give, takesWeek: false },
  );
}

const SEND = 'disbursements.send-tranche';
const READ_AGAIN = /FROM payee_accounts/;

/** The payment file: written to the store between two transactions. @returns {Cell[]} */
function trancheSend() {
  return cells(
    'tranche send',
    {
      K1: ['api', [commit('before', INTENT, SEND)]],
      K2: ['api', [commit('withheld', INTENT, SEND)]],
      K3: ['worker', [commit('before', READ_AGAIN, /agreements/)]],
      K4: [
        'worker',
        [commit('after', READ_AGAIN, /agreements/), statement('before', /^(BEGIN|START)/)],
      ],
      K5: ['worker', [statement('before', WRITTEN_DOWN, 'payment-files/')]],
      K6: ['worker', [commit('withheld', WRITTEN_DOWN, /INSERT INTO payment_files/)]],
      K7: ['worker', [commit('after', WRITTEN_DOWN, /INSERT INTO payment_files/)]],
    },
    { act: sendTranche, after: returnTranche, takesWeek: false },
  );
}

const KEPT_LINES = /INSERT INTO bank_lines/;

/**
 * A person hands it in and waits: from the key of the request to its kept answer.
 *
 * @param {string} operation what the bank's statement says
 * @param {Pick<Cell, 'act' | 'before'>} how
 */
function statementLine(operation, how) {
  return cells(
    operation,
    {
      K1: ['api', [statement('before', /INSERT INTO idempotency_keys/)]],
      K2: ['api', [statement('withheld', /INSERT INTO idempotency_keys/)]],
      K3: ['api', [statement('before', KEPT_LINES)]],
      K4: ['api', [statement('withheld', KEPT_LINES)]],
      K5: ['api', [commit('before', KEPT_LINES)]],
      K6: ['api', [commit('withheld', KEPT_LINES)]],
      K7: ['api', [commit('after', KEPT_LINES), statement('before', /UPDATE idempotency_keys/)]],
    },
    { ...how, takesWeek: false },
  );
}

/** @returns {Cell[]} */
export function allCells() {
  return [
    ...OPERATIONS.flatMap(outside),
    ...webhookApply(),
    ...trancheSend(),
    ...statementLine('tranche return', { before: sendTranche, act: returnTranche }),
    ...statementLine('transfer gift', { act: giveByTransfer }),
  ].sort((a, b) => Number(a.takesWeek) - Number(b.takesWeek));
}
