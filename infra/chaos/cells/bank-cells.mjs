// Operations with the bank at the other end: a file goes out, a statement comes in.
import { giveByTransfer, returnTranche, sendTranche } from '../acts/finance.mjs';
import { cells, commit, INTENT, statement, WRITTEN_DOWN } from './cut-points.mjs';

const SEND = 'disbursements.send-tranche';
const READ_AGAIN = /FROM payee_accounts/;

/** The payment file: written to the store between two transactions. */
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
    { act: sendTranche, after: returnTranche },
  );
}

const KEPT_LINES = /INSERT INTO bank_lines/;

/**
 * A person hands it in and waits: from the key of the request to its kept answer.
 *
 * @param {string} operation what the bank's statement says
 * @param {Pick<import('./cut-points.mjs').Cell, 'act' | 'before'>} how
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
    how,
  );
}

/** @returns {import('./cut-points.mjs').Cell[]} */
export function bankCells() {
  return [
    ...trancheSend(),
    ...statementLine('tranche return', { before: sendTranche, act: returnTranche }),
    ...statementLine('transfer gift', { act: giveByTransfer }),
  ];
}
