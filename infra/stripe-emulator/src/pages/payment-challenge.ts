import type { Stripe } from 'stripe';
import { idOf } from '../book/identifiers.js';
import type { Emulator } from '../emulator.js';
import { showAmount } from '../money/currencies.js';
import { completeSession } from '../resources/checkout/pay-session.js';
import { successUrl } from '../resources/checkout/session-payer.js';
import { attemptPayment, failAuthentication } from '../resources/payments/payment-attempt.js';
import { backUrl, type Challenge } from './challenge.js';

type Intent = Stripe.PaymentIntent;

/** The bank asks about a payment. */
export function paymentChallenge(emulator: Emulator, intentId: string): Challenge | null {
  const intent = emulator.book.find('payment_intent', intentId)?.object;
  if (intent?.status !== 'requires_action') return null;
  return {
    id: intentId,
    question: `The bank of this test card asks the payer to confirm ${showAmount(intent.amount, intent.currency)}.`,
    conclude: (passed) => conclude(emulator, intent, passed),
  };
}

function conclude(emulator: Emulator, intent: Intent, passed: boolean): string {
  const method = emulator.book.get('payment_method', idOf(intent.payment_method));
  const outcome = passed
    ? attemptPayment(emulator, {
        intentId: intent.id,
        method,
        offSession: false,
        authenticated: true,
        returnUrl: null,
      })
    : failAuthentication(emulator, intent.id, method);
  return next(emulator, outcome.intent, outcome.is === 'succeeded');
}

function next(emulator: Emulator, intent: Intent, succeeded: boolean): string {
  const { session: sessionId, returnUrl } = emulator.book.hidden('payment_intent', intent.id);
  if (typeof sessionId !== 'string') return backUrl('payment_intent', intent, returnUrl, succeeded);
  return succeeded ? successUrl(completeSession(emulator, sessionId)) : `/c/pay/${sessionId}`;
}
