import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import {
  belowMinimum,
  exclusiveParameters,
  parameterMissing,
} from '../../errors/parameter-errors.js';
import { readCurrency } from '../../money/currencies.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { priceObject, productObject, type Recurrence } from './catalog-objects.js';

type CreateParams = Stripe.PriceCreateParams;

export function recurrenceOf(
  recurring:
    { readonly interval: Recurrence['interval']; readonly interval_count?: number } | undefined,
): Recurrence | null {
  return recurring ? { interval: recurring.interval, count: recurring.interval_count ?? 1 } : null;
}

function productOf(emulator: Emulator, params: CreateParams): string {
  if (params.product !== undefined && params.product_data !== undefined)
    throw exclusiveParameters('product', 'product_data');
  if (params.product !== undefined)
    return emulator.book.refer('product', params.product, 'product').id;
  if (!params.product_data) throw parameterMissing('product');
  const { name } = params.product_data;
  const facts = { name, description: null, images: [], metadata: {} };
  const product = emulator.book.put('product', productObject(facts, true, emulator.now));
  emulator.emit('product.created', product);
  return product.id;
}

function createPrice(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  const currency = readCurrency(params.currency);
  if (params.unit_amount === undefined) throw parameterMissing('unit_amount');
  if (params.unit_amount < 0) throw belowMinimum('unit_amount', 0);
  const price = emulator.book.put(
    'price',
    priceObject(
      {
        product: productOf(emulator, params),
        currency,
        unitAmount: params.unit_amount,
        recurrence: recurrenceOf(params.recurring),
        active: true,
        metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
        nickname: params.nickname ?? null,
      },
      emulator.now,
    ),
  );
  emulator.emit('price.created', price);
  return price;
}

function listPrices(call: Call): object {
  const params = paramsOf<ListParams & Stripe.PriceListParams>(call);
  return pageOf(call.emulator, 'price', params, {
    url: '/v1/prices',
    matches: (price) =>
      (params.active === undefined || price.active === params.active) &&
      (params.product === undefined || price.product === params.product) &&
      (params.type === undefined || price.type === params.type),
  });
}

function listProducts(call: Call): object {
  const params = paramsOf<ListParams & Stripe.ProductListParams>(call);
  return pageOf(call.emulator, 'product', params, {
    url: '/v1/products',
    matches: ({ id, active }) =>
      (params.active === undefined || active === params.active) &&
      (params.ids === undefined || params.ids.includes(id)),
  });
}

export const catalog: Handlers = {
  'prices.create': {
    honours: [
      'currency',
      'expand',
      'metadata.*',
      'nickname',
      'product',
      'product_data.name',
      'recurring.interval',
      'recurring.interval_count',
      'unit_amount',
    ],
    run: createPrice,
  },
  'prices.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('price', id),
  },
  'prices.list': {
    honours: [...LIST, ...CREATED, 'active', 'product', 'type'],
    run: listPrices,
  },
  'products.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('product', id),
  },
  'products.list': { honours: [...LIST, ...CREATED, 'active', 'ids'], run: listProducts },
};
