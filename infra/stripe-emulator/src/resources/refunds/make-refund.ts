import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum, exclusiveParameters } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { showAmount } from '../../money/currencies.js';
import { settle } from '../../money/fees.js';
import { rateOfDay } from '../../money/rates.js';
import { addBalanceTransaction } from '../balance/balance-transactions.js';
import { isDebit, settleCharge } from '../balance/settlement.js';
import { isChargedBack } from '../disputes/dispute-lifecycle.js';
import { behaviourOf } from '../methods/card-methods.js';
import { refundObject } from './refund-object.js';

export type RefundOrder = Pick<
  Stripe.RefundCreateParams,
  'amount' | 'charge' | 'metadata' | 'payment_intent' | 'reason'
>;
type Outcome = 'succeeds' | 'fails';

function chargeOf(emulator: Emulator, order: RefundOrder): Stripe.Charge {
  if (order.charge !== undefined && order.payment_intent !== undefined)
    throw exclusiveParameters('payment_intent', 'charge');
  if (order.charge !== undefined) return emulator.book.refer('charge', order.charge, 'charge');
  if (order.payment_intent === undefined)
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      { code: 'parameter_missing', param: 'payment_intent' },
    );
  const intent = emulator.book.refer('payment_intent', order.payment_intent, 'payment_intent');
  if (intent.status !== 'succeeded' || typeof intent.latest_charge !== 'string')
    throw refused(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      'payment_intent_unexpected_state',
      'payment_intent',
    );
  return emulator.book.get('charge', intent.latest_charge);
}

function checkRefundable(emulator: Emulator, charge: Stripe.Charge): void {
  if (charge.status === 'pending')
    throw refused(
      `Charge ${charge.id} is pending and cannot be refunded until it has succeeded.`,
      undefined,
      'charge',
    );
  if (!charge.paid)
    throw refused(
      `Charge ${charge.id} is a failed charge and cannot be refunded.`,
      undefined,
      'charge',
    );
  if (!charge.captured)
    throw refused(
      `Charge ${charge.id} has not been captured; cancel its PaymentIntent instead.`,
      undefined,
      'charge',
    );
  if (isChargedBack(emulator, charge.id))
    throw refused(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      'charge_disputed',
    );
  if (charge.refunded)
    throw refused(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
}

function amountOf(charge: Stripe.Charge, asked: number | undefined): number {
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
 * The euro cents a refund takes back, at the rate of its own day. Each is the step between the cumulated sums, so that
 * refunds in parts at one rate together return what the charge brought at that rate.
 */
function settledShare(
  emulator: Emulator,
  charge: Stripe.Charge,
  amount: number,
): [number, number | null] {
  const rate = rateOfDay(emulator, charge.currency);
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

/** Gives money back to the payer: asked for over the API, or by somebody in Stripe's dashboard. */
export function makeRefund(emulator: Emulator, order: RefundOrder): Stripe.Refund {
  const found = chargeOf(emulator, order);
  checkRefundable(emulator, found);
  const amount = amountOf(found, order.amount);
  // A refund moves money, so the charge's own movement has to be in the book before it.
  settleCharge(emulator, found.id);
  const charge = emulator.book.get('charge', found.id);
  const { pending, later } = outcomeOf(emulator, charge);
  const refund = refundObject({
    charge,
    amount,
    reason: order.reason ?? null,
    metadata: mergeMetadata(null, order.metadata as Record<string, string> | undefined),
    pending,
    created: emulator.now,
  });
  const booked = { ...refund, balance_transaction: takeBack(emulator, charge, refund) };
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

function takeBack(emulator: Emulator, charge: Stripe.Charge, refund: Stripe.Refund): string {
  const [share, rate] = settledShare(emulator, charge, refund.amount);
  return addBalanceTransaction(emulator, {
    type: isDebit(charge) ? 'payment_refund' : 'refund',
    source: refund.id,
    amount: -share,
    fees: [],
    exchangeRate: rate,
    description: `REFUND FOR ${isDebit(charge) ? 'PAYMENT' : 'CHARGE'}${charge.description ? ` (${charge.description})` : ''}`,
    availableOn: null,
  }).id;
}

/** The members of a charge that say how much of it went back. */
export function refundedBy(charge: Stripe.Charge, amount: number): Partial<Stripe.Charge> {
  const refunded = charge.amount_refunded + amount;
  return { amount_refunded: refunded, refunded: refunded === charge.amount };
}
