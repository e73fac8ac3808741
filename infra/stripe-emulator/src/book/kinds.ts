import type { Stripe } from 'stripe';

/** Some things have no id on Stripe; the book needs one. */
export type AccountLink = Stripe.V2.Core.AccountLink & { readonly id: string };
export type KeptSettings = Stripe.BalanceSettings & { readonly id: string };

/** An event of API v2 as it can be fetched. */
export type ThinEvent = Stripe.V2.Core.EventBase & {
  readonly related_object?: { readonly id: string; readonly type: string; readonly url: string };
  readonly data?: object;
};

/** What the book keeps, by the `object` value Stripe gives it. Types only: nothing of the SDK runs in here. */
export interface Kinds {
  balance_settings: KeptSettings;
  balance_transaction: Stripe.BalanceTransaction;
  charge: Stripe.Charge;
  'checkout.session': Stripe.Checkout.Session;
  customer: Stripe.Customer;
  dispute: Stripe.Dispute;
  event: Stripe.Event;
  file: Stripe.File;
  invoice: Stripe.Invoice;
  invoice_payment: Stripe.InvoicePayment;
  mandate: Stripe.Mandate;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  payout: Stripe.Payout;
  price: Stripe.Price;
  product: Stripe.Product;
  refund: Stripe.Refund;
  setup_intent: Stripe.SetupIntent;
  subscription: Stripe.Subscription;
  topup: Stripe.Topup;
  transfer: Stripe.Transfer;
  transfer_reversal: Stripe.TransferReversal;
  'v2.core.account': Stripe.V2.Core.Account;
  'v2.core.account_link': AccountLink;
  'v2.core.event': ThinEvent;
  'v2.core.event_destination': Stripe.V2.Core.EventDestination;
  webhook_endpoint: Stripe.WebhookEndpoint;
}

export type Kind = keyof Kinds;

/** How Stripe names a kind when it cannot find one. */
export const LABELS: Readonly<Record<Kind, string>> = {
  balance_settings: 'balance settings',
  balance_transaction: 'balance transaction',
  charge: 'charge',
  'checkout.session': 'checkout.session',
  customer: 'customer',
  dispute: 'dispute',
  event: 'event',
  file: 'file upload',
  invoice: 'invoice',
  invoice_payment: 'invoice_payment',
  mandate: 'mandate',
  payment_intent: 'payment_intent',
  payment_method: 'PaymentMethod',
  payout: 'payout',
  price: 'price',
  product: 'product',
  refund: 'refund',
  setup_intent: 'setupintent',
  subscription: 'subscription',
  topup: 'topup',
  transfer: 'transfer',
  transfer_reversal: 'transfer reversal',
  'v2.core.account': 'account',
  'v2.core.account_link': 'account link',
  'v2.core.event': 'event',
  'v2.core.event_destination': 'event destination',
  webhook_endpoint: 'webhook endpoint',
};

/** Kinds of which every account has its own; all others are the platform's. */
export const PER_ACCOUNT: ReadonlySet<Kind> = new Set<Kind>([
  'balance_transaction',
  'charge',
  'event',
  'payout',
  'refund',
]);

/** What happens to an object by itself when the virtual clock reaches an instant. */
export interface Due {
  readonly atMs: number;
  readonly act: string;
}

/** What the emulator must remember about an object and Stripe never shows. */
export interface Hidden {
  readonly due?: Due;
  /** The connected account it belongs to; absent for the platform's own. */
  readonly account?: string;
  readonly [name: string]: unknown;
}

export interface Entry<K extends Kind = Kind> {
  readonly kind: K;
  readonly object: Kinds[K];
  readonly hidden: Hidden;
  /** Order of creation; it never changes. */
  readonly position: number;
}
