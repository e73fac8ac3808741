import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import {
  belowMinimum,
  exclusiveParameters,
  parameterMissing,
} from '../../errors/parameter-errors.js';
import { noSuchReference } from '../../errors/request-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { readCurrency } from '../../money/currencies.js';

type LineParam = Stripe.Checkout.SessionCreateParams.LineItem;
type PriceData = NonNullable<LineParam['price_data']>;

export interface Line {
  readonly name: string;
  readonly description: string | null;
  readonly images: string[];
  readonly metadata: Record<string, string>;
  readonly currency: string;
  readonly unitAmount: number;
  readonly quantity: number;
}

function priceDataOf(line: LineParam, path: string): PriceData {
  if (line.price !== undefined && line.price_data !== undefined)
    throw exclusiveParameters(`${path}[price]`, `${path}[price_data]`);
  if (line.price !== undefined) throw noSuchReference('price', line.price, `${path}[price]`);
  if (line.price_data === undefined) throw parameterMissing(`${path}[price_data]`);
  return line.price_data;
}

function readLine(line: LineParam, index: number): Line {
  const path = `line_items[${index}]`;
  const data = priceDataOf(line, path);
  if (!data.product_data) throw parameterMissing(`${path}[price_data][product_data]`);
  if (data.unit_amount === undefined) throw parameterMissing(`${path}[price_data][unit_amount]`);
  if (data.unit_amount < 0) throw belowMinimum(`${path}[price_data][unit_amount]`, 0);
  if (line.quantity === undefined) throw parameterMissing(`${path}[quantity]`);
  if (line.quantity < 1) throw belowMinimum(`${path}[quantity]`, 1);
  return {
    name: data.product_data.name,
    description: data.product_data.description ?? null,
    images: data.product_data.images ?? [],
    metadata: mergeMetadata(null, data.product_data.metadata as Record<string, string> | undefined),
    currency: readCurrency(data.currency),
    unitAmount: data.unit_amount,
    quantity: line.quantity,
  };
}

/** @throws Stripe's refusals of lines that cannot be sold. */
export function readLines(params: Stripe.Checkout.SessionCreateParams): Line[] {
  const lines = (params.line_items ?? []).map(readLine);
  const [first] = lines;
  if (!first) throw parameterMissing('line_items');
  if (lines.some((line) => line.currency !== first.currency))
    throw invalidRequest('All prices on a Checkout Session must use the same currency.', {
      param: 'line_items',
    });
  return lines;
}

export function productObject(line: Line, created: number): Stripe.Product {
  return {
    id: newId('prod', 14),
    object: 'product',
    active: false,
    created,
    default_price: null,
    description: line.description,
    images: line.images,
    livemode: false,
    marketing_features: [],
    metadata: line.metadata,
    name: line.name,
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

export function priceObject(line: Line, product: string, created: number): Stripe.Price {
  return {
    id: newId('price'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created,
    currency: line.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: line.unitAmount,
    // The SDK turns this text into its Decimal on arrival; on the wire it is a string.
    unit_amount_decimal: String(line.unitAmount) as unknown as Stripe.Price['unit_amount_decimal'],
  };
}

export function lineItemObject(line: Line, price: Stripe.Price): Stripe.LineItem {
  const total = line.unitAmount * line.quantity;
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: line.currency,
    description: line.name,
    metadata: {},
    price,
    quantity: line.quantity,
  };
}

/** Makes the product and the price that inline price data stands for. */
export function addLine(emulator: Emulator, line: Line): Stripe.LineItem {
  const product = emulator.book.put('product', productObject(line, emulator.now));
  const price = emulator.book.put('price', priceObject(line, product.id, emulator.now));
  return lineItemObject(line, price);
}
