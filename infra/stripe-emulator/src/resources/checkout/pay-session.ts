import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { secretsOf } from './create-session.js';
import { payerDetails, withCustomer } from './session-payer.js';
import { startSubscription } from './start-subscription.js';
import { attemptPayment, type AttemptOutcome } from '../payments/payment-attempt.js';
import { paymentIntentObject } from '../payments/payment-intent-object.js';
import { addMethod, type NewMethod } from '../methods/new-method.js';

type Session = Stripe.Checkout.Session;

/** The payment intent of a session is made when the payer first submits, not before. */
function intentOf(emulator: Emulator, session: Session): Stripe.PaymentIntent {
  if (typeof session.payment_intent === 'string')
    return emulator.book.get('payment_intent', session.payment_intent);
  const { intentData } = secretsOf(emulator, session.id);
  const intent = paymentIntentObject(
    {
      amount: session.amount_total ?? 0,
      currency: session.currency ?? '',
      customer: customerOf(session),
      description: intentData.description,
      metadata: mergeMetadata(null, intentData.metadata as Record<string, string> | undefined),
      receiptEmail: intentData.receipt_email,
      statementDescriptor: intentData.statement_descriptor,
      statementDescriptorSuffix: intentData.statement_descriptor_suffix,
      transferGroup: intentData.transfer_group,
      setupFutureUsage: intentData.setup_future_usage,
      automaticMethods: null,
      methodTypes: session.payment_method_types,
    },
    emulator.now,
  );
  emulator.book.put('payment_intent', intent, { session: session.id });
  emulator.emit('payment_intent.created', intent);
  emulator.book.change('checkout.session', session.id, { payment_intent: intent.id });
  return intent;
}

function customerOf(session: Session): string | null {
  return typeof session.customer === 'string' ? session.customer : null;
}

/** The payer has submitted a form that is well-formed. */
export function paySession(
  emulator: Emulator,
  sessionId: string,
  submitted: NewMethod,
): AttemptOutcome {
  const session = emulator.book.get('checkout.session', sessionId);
  const method = addMethod(emulator, submitted);
  const intent = intentOf(emulator, withCustomer(emulator, session, submitted));
  const outcome = attemptPayment(emulator, {
    intentId: intent.id,
    method,
    offSession: false,
    authenticated: false,
    returnUrl: session.success_url,
  });
  if (outcome.is === 'succeeded' || outcome.is === 'processing')
    completeSession(emulator, sessionId);
  return outcome;
}

/** The payer has done everything; a bank that takes days has not yet paid. */
export function completeSession(emulator: Emulator, sessionId: string): Session {
  const session = emulator.book.get('checkout.session', sessionId);
  const intent = emulator.book.get('payment_intent', idOf(session.payment_intent));
  const started =
    session.mode === 'subscription' ? startSubscription(emulator, session, intent) : {};
  const paid = emulator.book.change(
    'checkout.session',
    sessionId,
    {
      status: 'complete',
      payment_status: intent.status === 'succeeded' ? 'paid' : 'unpaid',
      customer_details: payerDetails(emulator, session, idOf(intent.payment_method)),
      url: null,
      ...started,
    },
    { due: undefined },
  );
  emulator.emit('checkout.session.completed', paid);
  return paid;
}
