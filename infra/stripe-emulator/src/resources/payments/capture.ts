import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { paramsOf, type Call, type Handlers } from '../operation.js';
import { awaitSettlement } from './announce-charge.js';

type Intent = Stripe.PaymentIntent;

/** Banks keep money back for a week at most. */
const HELD_DAYS = 7;
const DAY_MS = 86_400_000;

/** The bank keeps the money back until it is captured. */
export function authorize(emulator: Emulator, intentId: string, charge: Stripe.Charge): Intent {
  const atMs = emulator.clock.nowMs() + HELD_DAYS * DAY_MS;
  const intent = emulator.book.change(
    'payment_intent',
    intentId,
    {
      status: 'requires_capture',
      amount_capturable: charge.amount,
      payment_method: charge.payment_method,
      latest_charge: charge.id,
      last_payment_error: null,
      next_action: null,
    },
    { due: { atMs, act: 'payment_intent.release' } },
  );
  emulator.emit('charge.succeeded', charge);
  emulator.emit('payment_intent.amount_capturable_updated', intent);
  return intent;
}

function amountOf(intent: Intent, asked: number | undefined): number {
  const amount = asked ?? intent.amount_capturable;
  if (amount < 1) throw belowMinimum('amount_to_capture', 1);
  if (amount > intent.amount_capturable)
    throw refused(
      `The requested capture amount is greater than the authorized amount.`,
      'amount_too_large',
      'amount_to_capture',
    );
  return amount;
}

/** What is not captured goes back to the payer, for good. */
function capture(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.PaymentIntentCaptureParams>(call);
  const intent = emulator.book.get('payment_intent', id, 'intent');
  if (intent.status !== 'requires_capture')
    throw refused(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      'payment_intent_unexpected_state',
    );
  const amount = amountOf(intent, params.amount_to_capture);
  emulator.book.change('payment_intent', id, {}, { due: undefined });
  const charge = emulator.changeAndEmit('charge.captured', 'charge', idOf(intent.latest_charge), {
    amount_captured: amount,
    amount_refunded: intent.amount - amount,
    captured: true,
  });
  const captured = emulator.changeAndEmit('payment_intent.succeeded', 'payment_intent', id, {
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: amount,
  });
  awaitSettlement(emulator, charge.id);
  emulator.onIntentSucceeded(id);
  return captured;
}

/** An authorisation that nobody captured: called off, or run out. */
export function releaseCharge(emulator: Emulator, intent: Intent): void {
  if (intent.status !== 'requires_capture') return;
  emulator.book.change('payment_intent', intent.id, {}, { due: undefined });
  emulator.book.change('payment_intent', intent.id, { amount_capturable: 0 });
  emulator.changeAndEmit('charge.refunded', 'charge', idOf(intent.latest_charge), {
    amount_refunded: intent.amount,
    refunded: true,
  });
}

export const captures: Handlers = {
  'paymentIntents.capture': { honours: ['amount_to_capture', 'expand'], run: capture },
};
