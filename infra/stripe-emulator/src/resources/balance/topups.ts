import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { readCurrency, SETTLEMENT_CURRENCY } from '../../money/currencies.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { isInRange, pageOf, type ListParams } from '../pages.js';
import { addBalanceTransaction } from './balance-transactions.js';

type Topup = Stripe.Topup;
type CreateParams = Stripe.TopupCreateParams;

export function topupObject(
  params: CreateParams,
  metadata: Record<string, string>,
  times: { created: number; expectedOn: number; by?: 'stripe' },
): Topup {
  return {
    id: newId('tu'),
    object: 'topup',
    amount: params.amount,
    balance_transaction: null,
    created: times.created,
    currency: SETTLEMENT_CURRENCY,
    description: params.description ?? null,
    expected_availability_date: times.expectedOn,
    failure_code: null,
    failure_message: null,
    initiated_by: times.by ?? 'user',
    livemode: false,
    metadata,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    status: 'pending',
    transfer_group: params.transfer_group ?? null,
  };
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  if (params.amount < 1) throw belowMinimum('amount', 1);
  if (readCurrency(params.currency) !== SETTLEMENT_CURRENCY)
    throw refused(
      `You cannot create a top-up in ${params.currency.toLowerCase()}: there is no bank account in that currency.`,
      undefined,
      'currency',
    );
  const expectedOn = emulator.now + emulator.knobs.topupAfterSeconds;
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  const topup = topupObject(params, mergeMetadata(null, metadata), {
    created: emulator.now,
    expectedOn,
  });
  return keep(emulator, topup, expectedOn);
}

function keep(emulator: Emulator, topup: Topup, expectedOn: number): Topup {
  const fails = emulator.knobs.failNextTopups > 0;
  if (fails) emulator.knobs.failNextTopups -= 1;
  emulator.book.put('topup', topup, {
    fails,
    due: { atMs: expectedOn * 1000, act: 'topup.arrive' },
  });
  emulator.emit('topup.created', topup);
  return topup;
}

/**
 * A bank transfer to Stripe under the account's own reference: nobody asked for it over the API, and
 * the same transfer comes once.
 */
export function receiveTopup(emulator: Emulator, amount: number, reference: string): Topup {
  for (const { object } of emulator.book.newest('topup')) {
    if (object.description === reference) return object;
  }
  const expectedOn = emulator.now + emulator.knobs.topupAfterSeconds;
  const params = { amount, currency: SETTLEMENT_CURRENCY, description: reference };
  const times = { created: emulator.now, expectedOn, by: 'stripe' as const };
  return keep(emulator, topupObject(params, {}, times), expectedOn);
}

/** Stripe sends the money of a top-up back to the bank it came from. */
export function reverseTopup(emulator: Emulator, id: string): object {
  const { status, amount } = emulator.book.get('topup', id);
  if (status !== 'succeeded') throw refused(`A top-up that is ${status} cannot be reversed.`);
  addBalanceTransaction(emulator, {
    type: 'topup_reversal',
    source: id,
    amount: -amount,
    fees: [],
    exchangeRate: null,
    description: 'TOP-UP REVERSAL',
    availableOn: null,
  });
  return emulator.changeAndEmit('topup.reversed', 'topup', id, { status: 'reversed' });
}

/** The bank has sent the money, or has not. */
export function arriveTopup(emulator: Emulator, id: string): void {
  const topup = emulator.book.change('topup', id, {}, { due: undefined });
  if (emulator.book.hidden('topup', id)['fails']) {
    emulator.changeAndEmit('topup.failed', 'topup', id, {
      status: 'failed',
      failure_code: 'insufficient_funds',
      failure_message: 'The bank account has insufficient funds.',
    });
    return;
  }
  const transaction = addBalanceTransaction(emulator, {
    type: 'topup',
    source: id,
    amount: topup.amount,
    fees: [],
    exchangeRate: null,
    description: topup.description ?? 'TOP-UP',
    availableOn: null,
  });
  emulator.changeAndEmit('topup.succeeded', 'topup', id, {
    status: 'succeeded',
    balance_transaction: transaction.id,
  });
}

function cancel({ emulator, id }: Call): object {
  const { status } = emulator.book.get('topup', id);
  if (status !== 'pending') throw refused(`Top-up ${id} cannot be canceled: it is ${status}.`);
  emulator.book.change('topup', id, {}, { due: undefined });
  return emulator.changeAndEmit('topup.canceled', 'topup', id, { status: 'canceled' });
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.TopupUpdateParams>(call);
  const { metadata: old } = emulator.book.get('topup', id);
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  return emulator.book.change('topup', id, {
    ...(params.description !== undefined && { description: params.description }),
    metadata: mergeMetadata(old, metadata),
  });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.TopupListParams>(call);
  return pageOf(call.emulator, 'topup', params, {
    url: '/v1/topups',
    matches: ({ status, amount }) =>
      (params.status === undefined || status === params.status) && isInRange(amount, params.amount),
  });
}

export const topups: Handlers = {
  'topups.create': {
    honours: [
      'amount',
      'currency',
      'description',
      'expand',
      'metadata',
      'metadata.*',
      'statement_descriptor',
      'transfer_group',
    ],
    run: create,
  },
  'topups.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('topup', id),
  },
  'topups.update': { honours: ['description', 'expand', 'metadata', 'metadata.*'], run: update },
  'topups.cancel': { honours: ['expand'], run: cancel },
  'topups.list': { honours: [...LIST, ...CREATED, 'amount', 'amount.*', 'status'], run: list },
};
