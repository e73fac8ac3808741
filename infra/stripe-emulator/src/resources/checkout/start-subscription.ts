import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { addInvoice, settleInvoice } from '../billing/invoicing.js';
import { scheduleRenewal } from '../billing/renewals.js';
import { subscriptionObject, type Sold } from '../billing/subscription-object.js';
import { secretsOf } from './create-session.js';

type Session = Stripe.Checkout.Session;

function soldOf(lines: readonly Stripe.LineItem[]): Sold[] {
  return lines.flatMap(({ price, quantity }) =>
    price?.recurring ? [{ price, quantity: quantity ?? 1 }] : [],
  );
}

/** The first period has been paid on the page: from now on the subscription collects by itself. */
export function startSubscription(
  emulator: Emulator,
  session: Session,
  intent: Stripe.PaymentIntent,
): Pick<Session, 'subscription' | 'invoice'> {
  const { lines, subscriptionData } = secretsOf(emulator, session.id);
  const metadata = subscriptionData.metadata as Record<string, string> | undefined;
  const subscription = emulator.book.put(
    'subscription',
    subscriptionObject({
      customer: idOf(intent.customer),
      method: idOf(intent.payment_method),
      sold: soldOf(lines),
      description: subscriptionData.description ?? null,
      metadata: mergeMetadata(null, metadata),
      status: 'active',
      created: emulator.now,
    }),
  );
  emulator.emit('customer.subscription.created', subscription);
  const invoice = addInvoice(emulator, subscription, 'subscription_create', intent.id);
  settleInvoice(emulator, invoice.id);
  scheduleRenewal(emulator, subscription.id);
  return { subscription: subscription.id, invoice: invoice.id };
}
