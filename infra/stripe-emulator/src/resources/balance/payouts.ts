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
import { balanceTotals, insufficientFunds } from './balance.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { isInRange, pageOf, type ListParams } from '../pages.js';

type Payout = Stripe.Payout;
type CreateParams = Stripe.PayoutCreateParams;

/** The one bank account of the emulated platform. */
export const BANK_ACCOUNT = 'ba_emulatedbankaccount000000';
const DESCRIPTOR_MAX = 22;
const DAY_MS = 86_400_000;

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
  if (amount > balanceTotals(emulator).available) throw insufficientFunds();
}

/** A connected account pays out only while Stripe lets it. */
function checkMayPayOut({ book }: Emulator): void {
  if (book.scope === null) return;
  const { configuration } = book.get('v2.core.account', book.scope);
  const status = configuration?.recipient?.capabilities?.stripe_balance?.payouts?.status;
  if (status !== 'active')
    throw refused(
      'Cannot create payouts; this account has requirements that need to be collected.',
      'payouts_not_allowed',
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

type Fate = 'at_arrival' | 'after_paid' | null;

function fateOf({ knobs }: Emulator): Fate {
  if (knobs.failNextPayouts > 0) {
    knobs.failNextPayouts -= 1;
    return 'at_arrival';
  }
  if (knobs.returnNextPayouts === 0) return null;
  knobs.returnNextPayouts -= 1;
  return 'after_paid';
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  if (params.amount < 1) throw belowMinimum('amount', 1);
  checkMayPayOut(emulator);
  checkWhere(params);
  checkFunds(emulator, params.amount);
  const payout = payoutObject({
    params,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    created: emulator.now,
    arrivalDate: midnightAfter(emulator.now, emulator.knobs.payoutArrivalDays),
  });
  const fails = fateOf(emulator);
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
  if (fails === 'at_arrival') failPayout(emulator, id);
  else payPayout(emulator, id, fails === 'after_paid');
}

/** What was paid may still come back: banks return money days later. */
function payPayout(emulator: Emulator, id: string, comesBack: boolean): void {
  emulator.changeAndEmit('payout.paid', 'payout', id, {
    status: 'paid',
    trace_id: { status: 'supported', value: `FP${id.slice(3, 15).toUpperCase()}` },
  });
  const atMs = emulator.clock.nowMs() + emulator.knobs.payoutReturnAfterDays * DAY_MS;
  if (comesBack) emulator.book.change('payout', id, {}, { due: { atMs, act: 'payout.fail' } });
}

/** An ordered failure, also of a payout that has been paid. */
export function failPayout(emulator: Emulator, id: string): Payout {
  const { status } = emulator.book.get('payout', id);
  if (status === 'failed' || status === 'canceled')
    throw refused(`A payout that is ${status} cannot fail.`);
  emulator.book.change('payout', id, {}, { due: undefined });
  const back = move(emulator, emulator.book.get('payout', id), 'payout_failure');
  return emulator.changeAndEmit('payout.failed', 'payout', id, {
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
    forAccounts: true,
    run: create,
  },
  'payouts.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator, id }) => emulator.book.get('payout', id),
  },
  'payouts.cancel': { honours: ['expand'], forAccounts: true, run: cancel },
  'payouts.list': {
    honours: [...LIST, ...CREATED, 'arrival_date', 'arrival_date.*', 'destination', 'status'],
    forAccounts: true,
    run: list,
  },
};
