import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import type { Due } from '../../book/kinds.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum, notEmulated } from '../../errors/parameter-errors.js';
import { noSuchReference, refused } from '../../errors/request-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { readCurrency, SETTLEMENT_CURRENCY } from '../../money/currencies.js';
import { addBalanceTransaction, midnightAfter } from './balance-transactions.js';
import { balanceTotals } from './balance.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { isInRange, pageOf, type ListParams } from '../pages.js';

type Payout = Stripe.Payout;
type CreateParams = Stripe.PayoutCreateParams;

/** The one bank account of the emulated platform. */
export const BANK_ACCOUNT = 'ba_emulatedbankaccount000000';
const DESCRIPTOR_MAX = 22;

export interface PayoutFacts {
  readonly params: CreateParams;
  readonly metadata: Record<string, string>;
  readonly created: number;
  readonly arrivalDate: number;
}

export function payoutObject({ params, metadata, created, arrivalDate }: PayoutFacts): Payout {
  return {
    id: newId('po'),
    object: 'payout',
    amount: params.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: arrivalDate,
    automatic: false,
    balance_transaction: null,
    created,
    currency: SETTLEMENT_CURRENCY,
    description: params.description ?? null,
    destination: BANK_ACCOUNT,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata,
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: params.statement_descriptor ?? null,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  };
}

function checkWhere(params: CreateParams): void {
  const currency = readCurrency(params.currency);
  if (currency !== SETTLEMENT_CURRENCY)
    throw refused(
      `Sorry, you don't have any external accounts in that currency (${currency}).`,
      undefined,
      'currency',
    );
  if (params.destination !== undefined && params.destination !== BANK_ACCOUNT)
    throw noSuchReference('external account', params.destination, 'destination');
  if (params.method === 'instant') throw notEmulated(['method=instant']);
  if (params.source_type !== undefined && params.source_type !== 'card')
    throw notEmulated([`source_type=${params.source_type}`]);
  if ((params.statement_descriptor?.length ?? 0) > DESCRIPTOR_MAX)
    throw invalidRequest(`The statement descriptor must be at most ${DESCRIPTOR_MAX} characters.`, {
      param: 'statement_descriptor',
    });
}

function checkFunds(emulator: Emulator, amount: number): void {
  if (amount > balanceTotals(emulator).available)
    throw refused(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
      'balance_insufficient',
      'amount',
    );
}

/** In transit from the next midnight, in the bank on the day of arrival. */
function nextDue(payout: Payout, nowMs: number): Due {
  const submitMs = midnightAfter(payout.created, 1) * 1000;
  const arriveMs = payout.arrival_date * 1000;
  return submitMs < arriveMs && submitMs > nowMs
    ? { atMs: submitMs, act: 'payout.submit' }
    : { atMs: arriveMs, act: 'payout.arrive' };
}

function move(
  emulator: Emulator,
  payout: Payout,
  type: 'payout' | 'payout_cancel' | 'payout_failure',
): string {
  return addBalanceTransaction(emulator, {
    type,
    source: payout.id,
    amount: type === 'payout' ? -payout.amount : payout.amount,
    fees: [],
    exchangeRate: null,
    description: payout.description ?? 'STRIPE PAYOUT',
    availableOn: null,
  }).id;
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  if (params.amount < 1) throw belowMinimum('amount', 1);
  checkWhere(params);
  checkFunds(emulator, params.amount);
  const payout = payoutObject({
    params,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    created: emulator.now,
    arrivalDate: midnightAfter(emulator.now, emulator.knobs.payoutArrivalDays),
  });
  const fails = emulator.knobs.failNextPayouts > 0;
  if (fails) emulator.knobs.failNextPayouts -= 1;
  const booked = { ...payout, balance_transaction: move(emulator, payout, 'payout') };
  emulator.book.put('payout', booked, { fails, due: nextDue(payout, emulator.clock.nowMs()) });
  emulator.emit('payout.created', booked);
  return booked;
}

export function submitPayout(emulator: Emulator, id: string): void {
  const payout = emulator.changeAndEmit('payout.updated', 'payout', id, { status: 'in_transit' });
  emulator.book.change('payout', id, {}, { due: nextDue(payout, emulator.clock.nowMs()) });
}

export function arrivePayout(emulator: Emulator, id: string): void {
  const { fails } = emulator.book.hidden('payout', id);
  emulator.book.change('payout', id, {}, { due: undefined });
  if (fails) failPayout(emulator, id);
  else
    emulator.changeAndEmit('payout.paid', 'payout', id, {
      status: 'paid',
      trace_id: { status: 'supported', value: `FP${id.slice(3, 15).toUpperCase()}` },
    });
}

function failPayout(emulator: Emulator, id: string): void {
  const back = move(emulator, emulator.book.get('payout', id), 'payout_failure');
  emulator.changeAndEmit('payout.failed', 'payout', id, {
    status: 'failed',
    failure_balance_transaction: back,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
  });
}

function cancel({ emulator, id }: Call): object {
  const payout = emulator.book.get('payout', id);
  if (payout.status !== 'pending')
    throw refused(
      `Payout ${id} cannot be canceled because its status is ${payout.status}. Only pending payouts can be canceled.`,
    );
  const back = move(emulator, payout, 'payout_cancel');
  emulator.book.change('payout', id, {}, { due: undefined });
  return emulator.changeAndEmit('payout.canceled', 'payout', id, {
    status: 'canceled',
    failure_balance_transaction: back,
  });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.PayoutListParams>(call);
  return pageOf(call.emulator, 'payout', params, {
    url: '/v1/payouts',
    matches: (payout) =>
      (params.status === undefined || payout.status === params.status) &&
      (params.destination === undefined || payout.destination === params.destination) &&
      isInRange(payout.arrival_date, params.arrival_date),
  });
}

export const payouts: Handlers = {
  'payouts.create': {
    honours: [
      'amount',
      'currency',
      'description',
      'destination',
      'expand',
      'metadata.*',
      'method',
      'source_type',
      'statement_descriptor',
    ],
    run: create,
  },
  'payouts.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('payout', id),
  },
  'payouts.cancel': { honours: ['expand'], run: cancel },
  'payouts.list': {
    honours: [...LIST, ...CREATED, 'arrival_date', 'arrival_date.*', 'destination', 'status'],
    run: list,
  },
};
