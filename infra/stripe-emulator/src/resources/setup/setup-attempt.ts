import type { Stripe } from 'stripe';
import { idOf, newId } from '../../book/identifiers.js';
import { AUTHENTICATION_FAILED, type DeclineText } from '../../cards/declines.js';
import type { Emulator } from '../../emulator.js';
import { behaviourOf } from '../methods/card-methods.js';
import { lastError, savingDecline } from '../methods/card-refusals.js';
import { mandateOf } from '../methods/debit-methods.js';
import { markSetUp } from '../methods/owners.js';

type SetupIntent = Stripe.SetupIntent;

export interface SetupAttempt {
  readonly intentId: string;
  readonly method: Stripe.PaymentMethod;
  /** The payer has just completed the authentication page. */
  readonly authenticated: boolean;
  readonly returnUrl: string | null;
}

export type SetupOutcome =
  | { readonly is: 'succeeded'; readonly intent: SetupIntent }
  | { readonly is: 'requires_action'; readonly intent: SetupIntent; readonly url: string }
  | {
      readonly is: 'declined';
      readonly intent: SetupIntent;
      readonly error: Stripe.SetupIntent.LastSetupError;
    };

/** Tries to save a card for later payments: the one path for the API and for the hosted page. */
export function attemptSetup(emulator: Emulator, attempt: SetupAttempt): SetupOutcome {
  const behaviour = behaviourOf(emulator, attempt.method.id);
  emulator.book.change('setup_intent', attempt.intentId, { latest_attempt: newId('setatt') });
  const challenged = behaviour.challenge && behaviour.challenge !== 'on_session';
  if (challenged && !attempt.authenticated) return challenge(emulator, attempt);
  const decline = savingDecline(behaviour);
  return decline
    ? refuse(emulator, attempt.intentId, attempt.method, decline)
    : succeed(emulator, attempt);
}

function challenge(emulator: Emulator, attempt: SetupAttempt): SetupOutcome {
  const { intentId, method, returnUrl } = attempt;
  const url = `${emulator.publicUrl}/c/challenge/${intentId}`;
  const intent = emulator.book.change(
    'setup_intent',
    intentId,
    {
      status: 'requires_action',
      payment_method: method.id,
      last_setup_error: null,
      next_action: {
        type: 'redirect_to_url',
        redirect_to_url: { return_url: returnUrl, url },
      },
    },
    { returnUrl },
  );
  emulator.emit('setup_intent.requires_action', intent);
  return { is: 'requires_action', intent, url };
}

function succeed(emulator: Emulator, { intentId, method }: SetupAttempt): SetupOutcome {
  const { customer } = emulator.book.get('setup_intent', intentId);
  markSetUp(emulator, method.id, idOf(customer) || null);
  const intent = emulator.book.change('setup_intent', intentId, {
    status: 'succeeded',
    payment_method: method.id,
    mandate: mandateOf(emulator, method),
    last_setup_error: null,
    next_action: null,
  });
  emulator.emit('setup_intent.succeeded', intent);
  return { is: 'succeeded', intent };
}

function refuse(
  emulator: Emulator,
  intentId: string,
  method: Stripe.PaymentMethod,
  decline: Pick<DeclineText, 'code' | 'declineCode' | 'message'>,
): SetupOutcome {
  const error: Stripe.SetupIntent.LastSetupError = lastError(decline, method);
  const intent = emulator.book.change('setup_intent', intentId, {
    status: 'requires_payment_method',
    payment_method: null,
    last_setup_error: error,
    next_action: null,
  });
  emulator.emit('setup_intent.setup_failed', intent);
  return { is: 'declined', intent, error };
}

const SETUP_AUTHENTICATION_FAILED = {
  ...AUTHENTICATION_FAILED,
  code: 'setup_intent_authentication_failure',
};

/** The payer failed or left the authentication page. */
export function failSetupAuthentication(
  emulator: Emulator,
  intentId: string,
  method: Stripe.PaymentMethod,
): SetupOutcome {
  return refuse(emulator, intentId, method, SETUP_AUTHENTICATION_FAILED);
}
