import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { AUTHENTICATION_FAILED, DECLINES, type DeclineText } from '../../cards/declines.js';
import type { Emulator } from '../../emulator.js';
import { behaviourOf } from '../methods/card-methods.js';
import { chargeDecline, lastError } from '../methods/card-refusals.js';
import { mandateOf } from '../methods/debit-methods.js';
import { isSetUp, markSetUp, markSpent } from '../methods/owners.js';
import { tellSucceeded } from './announce-charge.js';
import { authorize } from './capture.js';
import { chargeObject } from './charges.js';
import { submitDebit } from './delayed-payment.js';

export interface Attempt {
  readonly intentId: string;
  readonly method: Stripe.PaymentMethod;
  /** The payer is not there, so nobody can authenticate. */
  readonly offSession: boolean;
  /** The caller would rather be declined than send the payer to a page. */
  readonly refusesAction?: boolean;
  /** The payer has just completed the authentication page. */
  readonly authenticated: boolean;
  readonly returnUrl: string | null;
}

export type AttemptOutcome =
  | {
      readonly is: 'succeeded' | 'authorized' | 'processing';
      readonly intent: Stripe.PaymentIntent;
    }
  | { readonly is: 'requires_action'; readonly intent: Stripe.PaymentIntent; readonly url: string }
  | {
      readonly is: 'declined';
      readonly intent: Stripe.PaymentIntent;
      readonly error: Stripe.PaymentIntent.LastPaymentError;
    };

/** Tries to pay an intent: the one path for the API and for the hosted page. */
export function attemptPayment(emulator: Emulator, attempt: Attempt): AttemptOutcome {
  const behaviour = behaviourOf(emulator, attempt.method.id);
  if (behaviour.delayed) return submit(emulator, attempt);
  if (needsPayer(emulator, attempt)) return challenge(emulator, attempt);
  const decline = chargeDecline(behaviour);
  return decline ? fail(emulator, attempt, decline) : succeed(emulator, attempt);
}

/** On session a bank that may ask does ask; off session it honours what the payer agreed to before. */
function needsPayer(emulator: Emulator, attempt: Attempt): boolean {
  const { challenge: when } = behaviourOf(emulator, attempt.method.id);
  if (!when || attempt.authenticated) return false;
  if (!attempt.offSession || when === 'always') return true;
  return when === 'unless_set_up' && !isSetUp(emulator, attempt.method.id);
}

function challenge(emulator: Emulator, attempt: Attempt): AttemptOutcome {
  if (attempt.offSession || attempt.refusesAction)
    return fail(emulator, attempt, DECLINES.authentication_required);
  const url = `${emulator.publicUrl}/c/challenge/${attempt.intentId}`;
  const intent = emulator.book.change(
    'payment_intent',
    attempt.intentId,
    {
      status: 'requires_action',
      payment_method: attempt.method.id,
      last_payment_error: null,
      next_action: {
        type: 'redirect_to_url',
        redirect_to_url: { return_url: attempt.returnUrl, url },
      },
    },
    { returnUrl: attempt.returnUrl },
  );
  emulator.emit('payment_intent.requires_action', intent);
  return { is: 'requires_action', intent, url };
}

function addCharge(
  emulator: Emulator,
  attempt: Attempt,
  status: Stripe.Charge.Status,
  decline: DeclineText | null,
): Stripe.Charge {
  const charge = chargeObject({
    intent: emulator.book.get('payment_intent', attempt.intentId),
    method: attempt.method,
    mandate: mandateOf(emulator, attempt.method),
    status,
    decline,
    authenticated: attempt.authenticated,
    created: emulator.now,
  });
  return emulator.book.put('charge', charge);
}

function submit(emulator: Emulator, attempt: Attempt): AttemptOutcome {
  const charge = addCharge(emulator, attempt, 'pending', null);
  const intent = submitDebit(emulator, attempt.intentId, charge);
  keepMethod(emulator, attempt.method, intent);
  return { is: 'processing', intent };
}

function succeed(emulator: Emulator, attempt: Attempt): AttemptOutcome {
  const charge = addCharge(emulator, attempt, 'succeeded', null);
  if (!charge.captured)
    return { is: 'authorized', intent: authorize(emulator, attempt.intentId, charge) };
  const intent = emulator.book.change('payment_intent', attempt.intentId, {
    status: 'succeeded',
    amount_received: charge.amount,
    payment_method: attempt.method.id,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  });
  keepMethod(emulator, attempt.method, intent);
  tellSucceeded(emulator, charge);
  emulator.emit('payment_intent.succeeded', intent);
  emulator.onIntentSucceeded(intent.id);
  return { is: 'succeeded', intent };
}

/** A method is kept when the intent says so, and used up when it belongs to nobody. */
function keepMethod(
  emulator: Emulator,
  method: Stripe.PaymentMethod,
  intent: Stripe.PaymentIntent,
): void {
  if (intent.setup_future_usage) markSetUp(emulator, method.id, idOf(intent.customer) || null);
  else markSpent(emulator, method);
}

function fail(emulator: Emulator, attempt: Attempt, decline: DeclineText): AttemptOutcome {
  const charge = addCharge(emulator, attempt, 'failed', decline);
  const error: Stripe.PaymentIntent.LastPaymentError = {
    ...lastError(decline, attempt.method),
    charge: charge.id,
  };
  const intent = refuse(emulator, attempt.intentId, error, charge.id);
  emulator.emit('charge.failed', charge);
  emulator.emit('payment_intent.payment_failed', intent);
  return { is: 'declined', intent, error };
}

function refuse(
  emulator: Emulator,
  intentId: string,
  error: Stripe.PaymentIntent.LastPaymentError,
  chargeId: string | null,
): Stripe.PaymentIntent {
  return emulator.book.change('payment_intent', intentId, {
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: error,
    next_action: null,
    ...(chargeId && { latest_charge: chargeId }),
  });
}

/** The payer failed or left the authentication page. No charge was tried. */
export function failAuthentication(
  emulator: Emulator,
  intentId: string,
  method: Stripe.PaymentMethod,
): AttemptOutcome {
  const error: Stripe.PaymentIntent.LastPaymentError = lastError(AUTHENTICATION_FAILED, method);
  const intent = refuse(emulator, intentId, error, null);
  emulator.emit('payment_intent.payment_failed', intent);
  return { is: 'declined', intent, error };
}
