import type { Stripe } from 'stripe';

/** What the book keeps, by the `object` value Stripe gives it. Types only: nothing of the SDK runs in here. */
export interface Kinds {
  balance_transaction: Stripe.BalanceTransaction;
  charge: Stripe.Charge;
  'checkout.session': Stripe.Checkout.Session;
  customer: Stripe.Customer;
  dispute: Stripe.Dispute;
  event: Stripe.Event;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  payout: Stripe.Payout;
  price: Stripe.Price;
  product: Stripe.Product;
  refund: Stripe.Refund;
  setup_intent: Stripe.SetupIntent;
  webhook_endpoint: Stripe.WebhookEndpoint;
}

export type Kind = keyof Kinds;

/** How Stripe names a kind when it cannot find one. */
export const LABELS: Readonly<Record<Kind, string>> = {
  balance_transaction: 'balance transaction',
  charge: 'charge',
  'checkout.session': 'checkout.session',
  customer: 'customer',
  dispute: 'dispute',
  event: 'event',
  payment_intent: 'payment_intent',
  payment_method: 'PaymentMethod',
  payout: 'payout',
  price: 'price',
  product: 'product',
  refund: 'refund',
  setup_intent: 'setupintent',
  webhook_endpoint: 'webhook endpoint',
};

/** What happens to an object by itself when the virtual clock reaches an instant. */
export interface Due {
  readonly atMs: number;
  readonly act: string;
}

/** What the emulator must remember about an object and Stripe never shows. */
export interface Hidden {
  readonly due?: Due;
  readonly [name: string]: unknown;
}

export interface Entry<K extends Kind = Kind> {
  readonly kind: K;
  readonly object: Kinds[K];
  readonly hidden: Hidden;
  /** Order of creation; it never changes. */
  readonly position: number;
}
