import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';

export interface Recurrence {
  readonly interval: Stripe.Price.Recurring.Interval;
  readonly count: number;
}

/** What is sold, and for how much. */
export interface Offer {
  readonly name: string;
  readonly description: string | null;
  readonly images: string[];
  readonly metadata: Record<string, string>;
  readonly currency: string;
  readonly unitAmount: number;
  readonly recurrence: Recurrence | null;
}

type ProductFacts = Pick<Offer, 'name' | 'description' | 'images' | 'metadata'>;

/** Inline products and prices are made for one sale and cannot be sold again; ordered ones can. */
export function productObject(
  facts: ProductFacts,
  active: boolean,
  created: number,
): Stripe.Product {
  return {
    id: newId('prod', 14),
    object: 'product',
    active,
    created,
    default_price: null,
    description: facts.description,
    images: facts.images,
    livemode: false,
    marketing_features: [],
    metadata: facts.metadata,
    name: facts.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: created,
    url: null,
  };
}

export interface PriceFacts extends Pick<Offer, 'currency' | 'unitAmount' | 'recurrence'> {
  readonly product: string;
  readonly active: boolean;
  readonly metadata?: Record<string, string>;
  readonly nickname?: string | null;
}

export function priceObject(facts: PriceFacts, created: number): Stripe.Price {
  const { recurrence } = facts;
  return {
    id: newId('price'),
    object: 'price',
    active: facts.active,
    billing_scheme: 'per_unit',
    created,
    currency: facts.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: facts.metadata ?? {},
    nickname: facts.nickname ?? null,
    product: facts.product,
    recurring: recurrence && {
      interval: recurrence.interval,
      interval_count: recurrence.count,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurrence ? 'recurring' : 'one_time',
    unit_amount: facts.unitAmount,
    unit_amount_decimal: decimalOf(facts.unitAmount),
  };
}

/** The SDK turns this text into its Decimal on arrival; on the wire it is a string. */
export function decimalOf(amount: number): Stripe.Price['unit_amount_decimal'] {
  return String(amount) as unknown as Stripe.Price['unit_amount_decimal'];
}

/** The older name of a recurring price, which subscription items still show. */
export function planObject(price: Stripe.Price): Stripe.Plan {
  const { recurring } = price;
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: recurring?.interval ?? 'month',
    interval_count: recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
