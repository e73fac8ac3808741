import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { addMethod, type NewMethod } from '../methods/new-method.js';
import { attemptSetup, type SetupOutcome } from '../setup/setup-attempt.js';
import { payerDetails, withCustomer } from './session-payer.js';

type Session = Stripe.Checkout.Session;

/** The payer has submitted what is to be kept for later. */
export function setUpSession(
  emulator: Emulator,
  sessionId: string,
  submitted: NewMethod,
): SetupOutcome {
  const session = withCustomer(
    emulator,
    emulator.book.get('checkout.session', sessionId),
    submitted,
  );
  const intentId = idOf(session.setup_intent);
  const customer = idOf(session.customer) || null;
  emulator.book.change('setup_intent', intentId, { customer });
  const outcome = attemptSetup(emulator, {
    intentId,
    method: addMethod(emulator, submitted),
    authenticated: false,
    returnUrl: session.success_url,
  });
  if (outcome.is === 'succeeded') completeSetup(emulator, sessionId);
  return outcome;
}

/** The card is saved; nothing was to be paid. */
export function completeSetup(emulator: Emulator, sessionId: string): Session {
  const session = emulator.book.get('checkout.session', sessionId);
  const intent = emulator.book.get('setup_intent', idOf(session.setup_intent));
  const details = payerDetails(emulator, session, idOf(intent.payment_method));
  const done = emulator.book.change(
    'checkout.session',
    sessionId,
    { status: 'complete', customer_details: details, url: null },
    { due: undefined },
  );
  emulator.emit('checkout.session.completed', done);
  return done;
}
