import type { Stripe } from 'stripe';
import { idOf, newId } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import {
  belowMinimum,
  exclusiveParameters,
  parameterMissing,
} from '../../errors/parameter-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { readCurrency } from '../../money/currencies.js';
import { priceObject, productObject, type Offer } from '../catalog/catalog-objects.js';
import { recurrenceOf } from '../catalog/catalog.js';

type LineParam = Stripe.Checkout.SessionCreateParams.LineItem;
type PriceData = NonNullable<LineParam['price_data']>;

export interface Line extends Offer {
  readonly quantity: number;
  /** The price that exists already, or null when the line brings its own. */
  readonly price: Stripe.Price | null;
}

function readInline(data: PriceData, path: string): Offer {
  if (!data.product_data) throw parameterMissing(`${path}[product_data]`);
  if (data.unit_amount === undefined) throw parameterMissing(`${path}[unit_amount]`);
  if (data.unit_amount < 0) throw belowMinimum(`${path}[unit_amount]`, 0);
  const { name, description, images, metadata } = data.product_data;
  return {
    name,
    description: description ?? null,
    images: images ?? [],
    metadata: mergeMetadata(null, metadata as Record<string, string> | undefined),
    currency: readCurrency(data.currency),
    unitAmount: data.unit_amount,
    recurrence: recurrenceOf(data.recurring),
  };
}

function offerOf(emulator: Emulator, price: Stripe.Price): Offer {
  const product = emulator.book.get('product', idOf(price.product));
  const { recurring } = price;
  return {
    name: product.name,
    description: product.description,
    images: product.images,
    metadata: {},
    currency: price.currency,
    unitAmount: price.unit_amount ?? 0,
    recurrence: recurring && { interval: recurring.interval, count: recurring.interval_count },
  };
}

function readLine(emulator: Emulator, line: LineParam, index: number): Line {
  const path = `line_items[${index}]`;
  if (line.price !== undefined && line.price_data !== undefined)
    throw exclusiveParameters(`${path}[price]`, `${path}[price_data]`);
  const price =
    line.price === undefined ? null : emulator.book.refer('price', line.price, `${path}[price]`);
  if (!price && line.price_data === undefined) throw parameterMissing(`${path}[price_data]`);
  const offer = price
    ? offerOf(emulator, price)
    : readInline(line.price_data as PriceData, `${path}[price_data]`);
  if (line.quantity === undefined) throw parameterMissing(`${path}[quantity]`);
  if (line.quantity < 1) throw belowMinimum(`${path}[quantity]`, 1);
  return { ...offer, quantity: line.quantity, price };
}

/** @throws Stripe's refusals of lines that cannot be sold in this mode. */
export function readLines(emulator: Emulator, params: Stripe.Checkout.SessionCreateParams): Line[] {
  const lines = (params.line_items ?? []).map((line, at) => readLine(emulator, line, at));
  const [first] = lines;
  if (!first) throw parameterMissing('line_items');
  if (lines.some((line) => line.currency !== first.currency))
    throw invalidRequest('All prices on a Checkout Session must use the same currency.', {
      param: 'line_items',
    });
  checkRecurrence(lines, params.mode === 'subscription');
  return lines;
}

function checkRecurrence(lines: readonly Line[], isSubscription: boolean): void {
  const recurring = lines.some(({ recurrence }) => recurrence !== null);
  if (recurring && !isSubscription)
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      { param: 'line_items' },
    );
  if (!recurring && isSubscription)
    throw invalidRequest(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      { param: 'line_items' },
    );
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
  if (line.price) return lineItemObject(line, line.price);
  const product = emulator.book.put('product', productObject(line, false, emulator.now));
  const { currency, unitAmount, recurrence } = line;
  const facts = { currency, unitAmount, recurrence, product: product.id, active: false };
  return lineItemObject(line, emulator.book.put('price', priceObject(facts, emulator.now)));
}
