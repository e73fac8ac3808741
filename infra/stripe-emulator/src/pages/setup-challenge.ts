import type { Stripe } from 'stripe';
import { idOf } from '../book/identifiers.js';
import type { Emulator } from '../emulator.js';
import { successUrl } from '../resources/checkout/session-payer.js';
import { completeSetup } from '../resources/checkout/set-up-session.js';
import { attemptSetup, failSetupAuthentication } from '../resources/setup/setup-attempt.js';
import { backUrl, type Challenge } from './challenge.js';

type Intent = Stripe.SetupIntent;

/** The bank asks whether a card may be kept for later payments. */
export function setupChallenge(emulator: Emulator, intentId: string): Challenge | null {
  const intent = emulator.book.find('setup_intent', intentId)?.object;
  if (intent?.status !== 'requires_action') return null;
  return {
    id: intentId,
    question: 'The bank of this test card asks whether it may be used for later payments.',
    conclude: (passed) => conclude(emulator, intent, passed),
  };
}

function conclude(emulator: Emulator, intent: Intent, passed: boolean): string {
  const method = emulator.book.get('payment_method', idOf(intent.payment_method));
  const outcome = passed
    ? attemptSetup(emulator, { intentId: intent.id, method, authenticated: true, returnUrl: null })
    : failSetupAuthentication(emulator, intent.id, method);
  return next(emulator, outcome.intent, outcome.is === 'succeeded');
}

function next(emulator: Emulator, intent: Intent, succeeded: boolean): string {
  const { session: sessionId, returnUrl } = emulator.book.hidden('setup_intent', intent.id);
  if (typeof sessionId !== 'string') return backUrl('setup_intent', intent, returnUrl, succeeded);
  return succeeded ? successUrl(completeSetup(emulator, sessionId)) : `/c/pay/${sessionId}`;
}
