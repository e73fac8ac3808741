// Operations with the payment provider at the other end.
import { give, settledGift, withdrawSettled } from '../acts/donors.mjs';
import { sweep } from '../acts/finance.mjs';
import { mendPromise } from '../acts/promises.mjs';
import { decideDispute, openDispute } from '../acts/provider.mjs';
import {
  moneyAtStripe,
  sendByStripe,
  sentInVain,
  takeBack,
  undoTransfer,
} from '../acts/stripe-rail.mjs';
import { outside, told } from './cut-points.mjs';

/** @type {import('./cut-points.mjs').Outside[]} */
const CALLS = [
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
    // Its own news may have been faster: what is always done is to look at its row.
    finish: /FROM refunds/,
    before: settledGift,
    act: withdrawSettled,
  },
  {
    name: 'promise collect',
    kind: 'contributions.charge-pledge',
    asks: 'worker',
    calls: 'worker',
    call: /^POST \/v1\/payment_intents\/\w+\/confirm$/,
    // The charge's own news may have booked it already: what is always done is to look at its gift.
    finish: /FROM contributions[^]*FOR NO KEY UPDATE/,
    act: mendPromise,
  },
  {
    name: 'transfer',
    kind: 'disbursements.send-transfer',
    asks: 'api',
    calls: 'worker',
    call: /^POST \/v1\/transfers$/,
    // Its event may have booked it already.
    finish: /FROM tranche_transfers/,
    before: moneyAtStripe,
    act: sendByStripe,
    after: undoTransfer,
  },
  {
    name: 'reversal',
    kind: 'disbursements.reverse-transfer',
    asks: 'api',
    calls: 'worker',
    call: /^POST \/v1\/transfers\/\w+\/reversals$/,
    finish: /FROM tranche_transfers/,
    before: sentInVain,
    act: takeBack,
  },
];

/** @type {import('./cut-points.mjs').Outside} */
const SWEEP = {
  name: 'payout sweep',
  kind: 'payments.create-payout',
  asks: 'worker',
  calls: 'worker',
  call: /^POST \/v1\/payouts$/,
  finish: /UPDATE payout_sweeps SET state/,
  act: sweep,
};

/** @returns {import('./cut-points.mjs').Cell[]} */
export function providerCells() {
  return [
    ...CALLS.flatMap(outside),
    ...told(
      'webhook apply',
      { event: 'charge.', reading: /^GET \/v1\/charges/, applies: [/ledger_post/] },
      { act: give },
    ),
  ];
}

/** What a bank takes back leaves the operator with costs: nothing is paid out before they are covered. @returns {import('./cut-points.mjs').Cell[]} */
export function disputeCells() {
  return told(
    'dispute post',
    {
      event: 'charge.dispute.',
      reading: /^GET \/v1\/disputes/,
      applies: [/INSERT INTO disputes/, /ledger_post/],
    },
    { before: settledGift, act: openDispute, after: decideDispute },
  );
}

/** Each takes a week. @returns {import('./cut-points.mjs').Cell[]} */
export function sweepCells() {
  return outside(SWEEP);
}
