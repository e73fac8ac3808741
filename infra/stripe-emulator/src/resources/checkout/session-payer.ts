import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { addCustomer } from '../customers/customers.js';
import type { NewMethod } from '../methods/new-method.js';

type Session = Stripe.Checkout.Session;

/** A session that always wants a customer, as every subscription does, makes one at the first submission. */
export function withCustomer(emulator: Emulator, session: Session, { facts }: NewMethod): Session {
  const wants = session.customer_creation === 'always' || session.mode === 'subscription';
  if (session.customer !== null || !wants) return session;
  const email = session.customer_email ?? facts.email;
  const customer = addCustomer(emulator, { email, name: facts.name });
  return emulator.book.change('checkout.session', session.id, { customer: customer.id });
}

/** What the payer has told the page about themselves. */
export function payerDetails(
  emulator: Emulator,
  session: Session,
  methodId: string,
): Stripe.Checkout.Session.CustomerDetails {
  const billing = emulator.book.find('payment_method', methodId)?.object.billing_details;
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
