import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { secretsOf } from './checkout-sessions.js';
import { addCustomer } from '../customers/customers.js';
import { attemptPayment, type AttemptOutcome } from '../payments/payment-attempt.js';
import { paymentIntentObject } from '../payments/payment-intent-object.js';
import { addCard, type CardFacts } from '../payments/payment-methods.js';

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
      automaticMethods: null,
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

/** A session that always wants a customer makes one at the first submission. */
function withCustomer(emulator: Emulator, session: Session, card: CardFacts): Session {
  if (session.customer !== null || session.customer_creation !== 'always') return session;
  const email = session.customer_email ?? card.email;
  const customer = addCustomer(emulator, { email, name: card.name });
  return emulator.book.change('checkout.session', session.id, { customer: customer.id });
}

/** The payer has submitted a card that is well-formed. */
export function paySession(emulator: Emulator, sessionId: string, card: CardFacts): AttemptOutcome {
  const session = emulator.book.get('checkout.session', sessionId);
  const method = addCard(emulator, card);
  const intent = intentOf(emulator, withCustomer(emulator, session, card));
  const outcome = attemptPayment(emulator, {
    intentId: intent.id,
    method,
    offSession: false,
    authenticated: false,
    returnUrl: session.success_url,
  });
  if (outcome.is === 'succeeded') completeSession(emulator, sessionId);
  return outcome;
}

/** Marks a session paid. */
export function completeSession(emulator: Emulator, sessionId: string): Session {
  const session = emulator.book.get('checkout.session', sessionId);
  const intent = emulator.book.get('payment_intent', idOf(session.payment_intent));
  const paid = emulator.book.change(
    'checkout.session',
    sessionId,
    {
      status: 'complete',
      payment_status: 'paid',
      customer_details: detailsOf(emulator, session, intent),
      url: null,
    },
    { due: undefined },
  );
  emulator.emit('checkout.session.completed', paid);
  return paid;
}

function detailsOf(
  emulator: Emulator,
  session: Session,
  intent: Stripe.PaymentIntent,
): Stripe.Checkout.Session.CustomerDetails {
  const method = emulator.book.find('payment_method', idOf(intent.payment_method))?.object;
  const billing = method?.billing_details;
  return {
    address: billing?.address ?? null,
    business_name: null,
    email: session.customer_email ?? billing?.email ?? null,
    individual_name: null,
    name: billing?.name ?? null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

export function successUrl(session: Session): string {
  return (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}
