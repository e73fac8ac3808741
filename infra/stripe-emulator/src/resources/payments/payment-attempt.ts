import type { Stripe } from 'stripe';
import { AUTHENTICATION_FAILED, DECLINES, type DeclineText } from '../../cards/declines.js';
import type { CardBehaviour } from '../../cards/test-cards.js';
import type { Emulator } from '../../emulator.js';
import { chargeObject } from './charges.js';
import { behaviourOf } from './payment-methods.js';

export interface Attempt {
  readonly intentId: string;
  readonly method: Stripe.PaymentMethod;
  /** The payer is not there, so nobody can authenticate. */
  readonly offSession: boolean;
  /** The payer has just completed the authentication page. */
  readonly authenticated: boolean;
  readonly returnUrl: string | null;
}

export type AttemptOutcome =
  | { readonly is: 'succeeded'; readonly intent: Stripe.PaymentIntent }
  | { readonly is: 'requires_action'; readonly intent: Stripe.PaymentIntent; readonly url: string }
  | {
      readonly is: 'declined';
      readonly intent: Stripe.PaymentIntent;
      readonly error: Stripe.PaymentIntent.LastPaymentError;
    };

/** Tries to pay an intent with a card: the one path for the API and for the hosted page. */
export function attemptPayment(emulator: Emulator, attempt: Attempt): AttemptOutcome {
  const behaviour = behaviourOf(emulator, attempt.method.id);
  if (behaviour.challenge && !attempt.authenticated) return challenge(emulator, attempt);
  const decline = declineOf(behaviour);
  return decline ? fail(emulator, attempt, decline) : succeed(emulator, attempt);
}

function declineOf(behaviour: CardBehaviour): DeclineText | null {
  if (behaviour.outcome !== 'declined') return null;
  return DECLINES[behaviour.decline ?? 'generic_decline'];
}

function challenge(emulator: Emulator, attempt: Attempt): AttemptOutcome {
  if (attempt.offSession) return fail(emulator, attempt, DECLINES.authentication_required);
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
  decline: DeclineText | null,
): Stripe.Charge {
  const charge = chargeObject({
    intent: emulator.book.get('payment_intent', attempt.intentId),
    method: attempt.method,
    decline,
    declineCode: decline?.declineCode ?? null,
    authenticated: attempt.authenticated,
    created: emulator.now,
  });
  return emulator.book.put('charge', charge);
}

function succeed(emulator: Emulator, attempt: Attempt): AttemptOutcome {
  const charge = addCharge(emulator, attempt, null);
  const intent = emulator.book.change('payment_intent', attempt.intentId, {
    status: 'succeeded',
    amount_received: charge.amount,
    payment_method: attempt.method.id,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  });
  emulator.emit('charge.succeeded', charge);
  emulator.emit('payment_intent.succeeded', intent);
  emulator.onUnsettledCharge(charge.id);
  return { is: 'succeeded', intent };
}

function fail(emulator: Emulator, attempt: Attempt, decline: DeclineText): AttemptOutcome {
  const charge = addCharge(emulator, attempt, decline);
  const error: Stripe.PaymentIntent.LastPaymentError = {
    type: 'card_error',
    code: decline.code,
    ...(decline.declineCode && { decline_code: decline.declineCode }),
    charge: charge.id,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    message: decline.message,
    payment_method: attempt.method,
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
  const error: Stripe.PaymentIntent.LastPaymentError = {
    type: 'card_error',
    code: AUTHENTICATION_FAILED.code,
    doc_url: `https://stripe.com/docs/error-codes/${AUTHENTICATION_FAILED.code.replaceAll('_', '-')}`,
    message: AUTHENTICATION_FAILED.message,
    payment_method: method,
  };
  const intent = refuse(emulator, intentId, error, null);
  emulator.emit('payment_intent.payment_failed', intent);
  return { is: 'declined', intent, error };
}
