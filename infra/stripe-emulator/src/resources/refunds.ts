import type { Stripe } from 'stripe';
import { idOf } from '../book/identifiers.js';
import { mergeMetadata } from '../contract/metadata.js';
import type { Emulator } from '../emulator.js';
import { belowMinimum, exclusiveParameters } from '../errors/parameter-errors.js';
import { refused } from '../errors/request-errors.js';
import { invalidRequest } from '../errors/stripe-failure.js';
import { showAmount } from '../money/currencies.js';
import { settle } from '../money/fees.js';
import { addBalanceTransaction } from './balance-transactions.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from './operation.js';
import { pageOf, type ListParams } from './pages.js';
import { behaviourOf } from './payment-methods.js';
import { refundObject } from './refund-object.js';
import { settleCharge } from './settlement.js';

type CreateParams = Stripe.RefundCreateParams;
type Outcome = 'succeeds' | 'fails';

function chargeOf(emulator: Emulator, params: CreateParams): Stripe.Charge {
  if (params.charge !== undefined && params.payment_intent !== undefined)
    throw exclusiveParameters('payment_intent', 'charge');
  if (params.charge !== undefined) return emulator.book.refer('charge', params.charge, 'charge');
  if (params.payment_intent === undefined)
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      { code: 'parameter_missing', param: 'payment_intent' },
    );
  const intent = emulator.book.refer('payment_intent', params.payment_intent, 'payment_intent');
  if (intent.status !== 'succeeded' || typeof intent.latest_charge !== 'string')
    throw refused(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      'payment_intent_unexpected_state',
      'payment_intent',
    );
  return emulator.book.get('charge', intent.latest_charge);
}

function checkRefundable(charge: Stripe.Charge, asked: number | undefined): number {
  if (!charge.paid)
    throw refused(
      `Charge ${charge.id} is a failed charge and cannot be refunded.`,
      undefined,
      'charge',
    );
  if (charge.refunded)
    throw refused(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
  const left = charge.amount - charge.amount_refunded;
  const amount = asked ?? left;
  if (amount < 1) throw belowMinimum('amount', 1);
  if (amount > left)
    throw refused(
      `Refund amount (${showAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${showAmount(left, charge.currency)})`,
      undefined,
      'amount',
    );
  return amount;
}

/**
 * The euro cents a refund takes back. Each is the step between the cumulated sums, so that refunds in parts together
 * return exactly what the charge brought.
 */
function settledShare(
  emulator: Emulator,
  charge: Stripe.Charge,
  amount: number,
): [number, number | null] {
  const transaction = emulator.book.get('balance_transaction', idOf(charge.balance_transaction));
  const rate = transaction.exchange_rate;
  const before = settle(charge.amount_refunded, rate);
  return [settle(charge.amount_refunded + amount, rate) - before, rate];
}

function outcomeOf(
  emulator: Emulator,
  charge: Stripe.Charge,
): { pending: boolean; later: Outcome | null } {
  if (emulator.knobs.failNextRefunds > 0) {
    emulator.knobs.failNextRefunds -= 1;
    return { pending: false, later: 'fails' };
  }
  const { refund } = behaviourOf(emulator, charge.payment_method ?? '');
  if (refund === 'fails_later') return { pending: false, later: 'fails' };
  return refund === 'pending_first'
    ? { pending: true, later: 'succeeds' }
    : { pending: false, later: null };
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  const found = chargeOf(emulator, params);
  const amount = checkRefundable(found, params.amount);
  // A refund moves money, so the charge's own movement has to be in the book before it.
  settleCharge(emulator, found.id);
  const charge = emulator.book.get('charge', found.id);
  const { pending, later } = outcomeOf(emulator, charge);
  const [share, rate] = settledShare(emulator, charge, amount);
  const refund = refundObject({
    charge,
    amount,
    reason: params.reason ?? null,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    pending,
    created: emulator.now,
  });
  const transaction = addBalanceTransaction(emulator, {
    type: 'refund',
    source: refund.id,
    amount: -share,
    fee: 0,
    exchangeRate: rate,
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
    availableOn: null,
  });
  const booked = { ...refund, balance_transaction: transaction.id };
  const atMs = emulator.clock.nowMs() + emulator.knobs.refundOutcomeAfterSeconds * 1000;
  emulator.book.put(
    'refund',
    booked,
    later ? { later, due: { atMs, act: 'refund.conclude' } } : {},
  );
  emulator.emit('refund.created', booked);
  emulator.changeAndEmit('charge.refunded', 'charge', charge.id, refundedBy(charge, amount));
  return booked;
}

/** The members of a charge that say how much of it went back. */
function refundedBy(charge: Stripe.Charge, amount: number): Partial<Stripe.Charge> {
  const refunded = charge.amount_refunded + amount;
  return { amount_refunded: refunded, refunded: refunded === charge.amount };
}

/** Days after its creation a refund has reached the card, or has come back. */
export function concludeRefund(emulator: Emulator, id: string): void {
  const { later } = emulator.book.hidden('refund', id);
  emulator.book.change('refund', id, {}, { due: undefined, later: undefined });
  if (later === 'fails') failRefund(emulator, id);
  else succeedRefund(emulator, id);
}

function succeedRefund(emulator: Emulator, id: string): void {
  const { pending_reason: reason, ...refund } = emulator.book.get('refund', id);
  const succeeded = emulator.book.put('refund', { ...refund, status: 'succeeded' });
  const before = { ...refund, status: 'pending', ...(reason && { pending_reason: reason }) };
  emulator.emit('refund.updated', succeeded, before);
}

function failRefund(emulator: Emulator, id: string): void {
  const refund = emulator.book.get('refund', id);
  const { exchange_rate: rate, amount } = emulator.book.get(
    'balance_transaction',
    idOf(refund.balance_transaction),
  );
  const back = addBalanceTransaction(emulator, {
    type: 'refund_failure',
    source: id,
    amount: -amount,
    fee: 0,
    exchangeRate: rate,
    description: 'REFUND FAILURE',
    availableOn: null,
  });
  const failed = emulator.book.change('refund', id, {
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: back.id,
  });
  const charge = emulator.book.get('charge', idOf(refund.charge));
  emulator.book.change('charge', charge.id, refundedBy(charge, -refund.amount));
  emulator.emit('refund.updated', failed, refund);
  emulator.emit('refund.failed', failed);
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.RefundListParams>(call);
  return pageOf(call.emulator, 'refund', params, {
    url: '/v1/refunds',
    matches: (refund) =>
      (params.charge === undefined || refund.charge === params.charge) &&
      (params.payment_intent === undefined || refund.payment_intent === params.payment_intent),
  });
}

export const refunds: Handlers = {
  'refunds.create': {
    honours: ['amount', 'charge', 'expand', 'metadata', 'metadata.*', 'payment_intent', 'reason'],
    run: create,
  },
  'refunds.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('refund', id),
  },
  'refunds.list': { honours: [...LIST, ...CREATED, 'charge', 'payment_intent'], run: list },
};
