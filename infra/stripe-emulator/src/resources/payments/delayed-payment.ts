import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { DECLINES } from '../../cards/declines.js';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';
import { behaviourOf } from '../methods/card-methods.js';
import { lastError } from '../methods/card-refusals.js';
import { tellSucceeded } from './announce-charge.js';

type Intent = Stripe.PaymentIntent;

/** The bank has taken the order and says days later whether there was money. */
export function submitDebit(emulator: Emulator, intentId: string, charge: Stripe.Charge): Intent {
  const atMs = emulator.clock.nowMs() + emulator.knobs.debitOutcomeAfterSeconds * 1000;
  const intent = emulator.book.change(
    'payment_intent',
    intentId,
    {
      status: 'processing',
      payment_method: charge.payment_method,
      latest_charge: charge.id,
      last_payment_error: null,
      next_action: null,
    },
    { due: { atMs, act: 'payment_intent.conclude' } },
  );
  emulator.emit('charge.pending', charge);
  emulator.emit('payment_intent.processing', intent);
  return intent;
}

/** The time has come: the account decides. */
export function concludeByAccount(emulator: Emulator, intentId: string): void {
  const intent = emulator.book.get('payment_intent', intentId);
  const { delayed } = behaviourOf(emulator, idOf(intent.payment_method));
  concludeDebit(emulator, intentId, delayed !== 'fails');
}

/** @throws when the intent does not wait for a bank. */
export function concludeDebit(emulator: Emulator, intentId: string, succeeds: boolean): Intent {
  const { status } = emulator.book.refer('payment_intent', intentId, 'payment_intent');
  if (status !== 'processing') throw refused(`This PaymentIntent is ${status}.`);
  emulator.book.change('payment_intent', intentId, {}, { due: undefined });
  const intent = succeeds ? succeed(emulator, intentId) : fail(emulator, intentId);
  tellSession(emulator, intentId, succeeds);
  return intent;
}

function succeed(emulator: Emulator, intentId: string): Intent {
  const { amount, latest_charge: chargeId } = emulator.book.get('payment_intent', intentId);
  const charge = emulator.book.change('charge', idOf(chargeId), {
    status: 'succeeded',
    paid: true,
    captured: true,
    amount_captured: amount,
  });
  const intent = emulator.book.change('payment_intent', intentId, {
    status: 'succeeded',
    amount_received: amount,
  });
  tellSucceeded(emulator, charge);
  emulator.emit('payment_intent.succeeded', intent);
  emulator.onIntentSucceeded(intent.id);
  return intent;
}

function fail(emulator: Emulator, intentId: string): Intent {
  const before = emulator.book.get('payment_intent', intentId);
  const method = emulator.book.get('payment_method', idOf(before.payment_method));
  const decline = DECLINES.debit_failed;
  const charge = emulator.book.change('charge', idOf(before.latest_charge), {
    status: 'failed',
    failure_code: decline.code,
    failure_message: decline.message,
  });
  const intent = emulator.book.change('payment_intent', intentId, {
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: { ...lastError(decline, method), charge: charge.id },
  });
  emulator.emit('charge.failed', charge);
  emulator.emit('payment_intent.payment_failed', intent);
  return intent;
}

/** A hosted session was complete when the order was taken; now it hears how it ended. */
function tellSession(emulator: Emulator, intentId: string, succeeded: boolean): void {
  const { session: id } = emulator.book.hidden('payment_intent', intentId);
  if (typeof id !== 'string') return;
  if (!succeeded) {
    const session = emulator.book.get('checkout.session', id);
    emulator.emit('checkout.session.async_payment_failed', session);
    return;
  }
  const session = emulator.book.change('checkout.session', id, { payment_status: 'paid' });
  emulator.emit('checkout.session.async_payment_succeeded', session);
}
