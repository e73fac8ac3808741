import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import type { Due } from '../../book/kinds.js';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';
import { SETTLEMENT_CURRENCY } from '../../money/currencies.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';

export interface Fee {
  /** Euro cents; negative when a fee is given back. */
  readonly amount: number;
  readonly description: string;
}

export interface MoneyMove {
  readonly type: Stripe.BalanceTransaction.Type;
  /** Where the type alone does not tell. */
  readonly reportingCategory?: string;
  readonly source: string;
  /** Euro cents, negative when money leaves. */
  readonly amount: number;
  readonly fees: readonly Fee[];
  readonly exchangeRate: number | null;
  readonly description: string | null;
  /** Null when the money counts at once. */
  readonly availableOn: number | null;
}

const DAY_S = 86_400;

const REPORTING: Readonly<Record<string, string>> = {
  charge: 'charge',
  refund: 'refund',
  refund_failure: 'refund_failure',
  payment: 'charge',
  payment_refund: 'refund',
  payout: 'payout',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  topup: 'topup',
  topup_reversal: 'topup_reversal',
  transfer: 'transfer',
  transfer_refund: 'transfer_reversal',
};

export function balanceTransactionObject(move: MoneyMove, now: number): Stripe.BalanceTransaction {
  const availableOn = move.availableOn ?? now;
  const fees = move.fees.filter(({ amount }) => amount !== 0);
  const fee = fees.reduce((sum, { amount }) => sum + amount, 0);
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: move.amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: now,
    currency: SETTLEMENT_CURRENCY,
    description: move.description,
    exchange_rate: move.exchangeRate,
    fee,
    fee_details: fees.map(feeDetail),
    net: move.amount - fee,
    reporting_category: move.reportingCategory ?? REPORTING[move.type] ?? move.type,
    source: move.source,
    status: availableOn > now ? 'pending' : 'available',
    type: move.type,
  };
}

function feeDetail({ amount, description }: Fee): Stripe.BalanceTransaction.FeeDetail {
  return {
    amount,
    application: null,
    currency: SETTLEMENT_CURRENCY,
    description,
    type: 'stripe_fee',
  };
}

/** Books a movement of the balance. One whose money is not yet there becomes available when the virtual clock says so. */
export function addBalanceTransaction(
  emulator: Emulator,
  move: MoneyMove,
): Stripe.BalanceTransaction {
  const transaction = balanceTransactionObject(move, emulator.now);
  const due: Due | undefined =
    transaction.status === 'pending'
      ? { atMs: transaction.available_on * 1000, act: 'balance_transaction.become_available' }
      : undefined;
  return emulator.book.put('balance_transaction', transaction, due ? { due } : {});
}

/** Midnight UTC some days on: a day's charges become available together. */
export function midnightAfter(now: number, days: number): number {
  return Math.floor(now / DAY_S) * DAY_S + days * DAY_S;
}

export function becomeAvailable(emulator: Emulator, id: string): void {
  emulator.book.change('balance_transaction', id, { status: 'available' }, { due: undefined });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.BalanceTransactionListParams>(call);
  const currency = params.currency?.toLowerCase();
  if (params.payout !== undefined) {
    call.emulator.book.refer('payout', params.payout, 'payout');
    throw refused(
      'Balance transaction history can only be filtered on automatic transfers, not manual.',
      undefined,
      'payout',
    );
  }
  return pageOf(call.emulator, 'balance_transaction', params, {
    url: '/v1/balance_transactions',
    matches: (transaction) =>
      (currency === undefined || transaction.currency === currency) &&
      (params.type === undefined || transaction.type === params.type) &&
      (params.source === undefined || transaction.source === params.source),
  });
}

export const balanceTransactions: Handlers = {
  'balanceTransactions.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator, id }) => emulator.book.get('balance_transaction', id),
  },
  'balanceTransactions.list': {
    honours: [...LIST, ...CREATED, 'currency', 'payout', 'source', 'type'],
    forAccounts: true,
    run: list,
  },
};
