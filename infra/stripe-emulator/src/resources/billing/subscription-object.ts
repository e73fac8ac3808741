import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import { planObject, type Recurrence } from '../catalog/catalog-objects.js';
import { periodEnd } from './periods.js';

type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

export interface Sold {
  readonly price: Stripe.Price;
  readonly quantity: number;
}

export interface SubscriptionFacts {
  readonly customer: string;
  readonly method: string | null;
  readonly sold: readonly Sold[];
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly status: Stripe.Subscription.Status;
  readonly created: number;
}

/** What a subscription without any of Stripe's extras always answers. */
const PLAIN = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: null, type: 'classic' },
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
  trial_end: null,
  trial_settings: {
    end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
  },
  trial_start: null,
} satisfies Partial<Subscription>;

export function subscriptionObject(facts: SubscriptionFacts): Subscription {
  const id = newId('sub');
  const items = facts.sold.map((sold) => itemObject(id, sold, facts.created));
  return {
    ...PLAIN,
    id,
    object: 'subscription',
    billing_cycle_anchor: facts.created,
    created: facts.created,
    currency: facts.sold[0]?.price.currency ?? 'eur',
    customer: facts.customer,
    default_payment_method: facts.method,
    description: facts.description,
    items: {
      object: 'list',
      data: items,
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    metadata: facts.metadata,
    start_date: facts.created,
    status: facts.status,
  };
}

function itemObject(subscription: string, { price, quantity }: Sold, created: number): Item {
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created,
    current_period_end: periodEnd(created, recurrenceIn(price), 1),
    current_period_start: created,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planObject(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  };
}

export function recurrenceIn({ recurring }: Stripe.Price): Recurrence {
  return { interval: recurring?.interval ?? 'month', count: recurring?.interval_count ?? 1 };
}

export function itemsOf(subscription: Subscription): readonly Item[] {
  return subscription.items.data;
}

/** All items of a subscription share one rhythm. */
export function periodOf(subscription: Subscription): { start: number; end: number } {
  const [item] = itemsOf(subscription);
  return {
    start: item?.current_period_start ?? subscription.created,
    end: item?.current_period_end ?? subscription.created,
  };
}

/** The items of the period that begins where this one ends. */
export function inNextPeriod(subscription: Subscription): Subscription['items'] {
  const { end } = periodOf(subscription);
  const anchor = subscription.billing_cycle_anchor;
  const data = itemsOf(subscription).map((item) => {
    const recurrence = recurrenceIn(item.price);
    let periods = 1;
    while (periodEnd(anchor, recurrence, periods) <= end) periods += 1;
    return {
      ...item,
      current_period_start: end,
      current_period_end: periodEnd(anchor, recurrence, periods),
    };
  });
  return { ...subscription.items, data };
}
