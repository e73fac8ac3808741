import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { belowMinimum, notEmulated, parameterMissing } from '../../errors/parameter-errors.js';
import { noSuchObject } from '../../errors/request-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { readCurrency } from '../../money/currencies.js';
import { priceObject } from '../catalog/catalog-objects.js';
import { recurrenceOf } from '../catalog/catalog.js';
import { cardFailure } from '../methods/card-refusals.js';
import { checkOwned } from '../methods/owners.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { addInvoice, collect, methodFor } from './invoicing.js';
import { endSubscription, scheduleRenewal } from './renewals.js';
import { itemsOf, subscriptionObject, type Sold } from './subscription-object.js';

type Subscription = Stripe.Subscription;
type CreateParams = Stripe.SubscriptionCreateParams;
type UpdateParams = Stripe.SubscriptionUpdateParams;
type ItemParam = NonNullable<CreateParams['items']>[number];

const DETAILS = ['default_payment_method', 'description', 'expand', 'metadata', 'metadata.*'];

function soldOf(emulator: Emulator, item: ItemParam, at: number): Sold {
  const path = `items[${at}]`;
  const quantity = item.quantity ?? 1;
  if (quantity < 0) throw belowMinimum(`${path}[quantity]`, 0);
  const price = priceOf(emulator, item, path);
  if (!price.recurring)
    throw invalidRequest(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      { param: `${path}[price]` },
    );
  return { price, quantity };
}

function priceOf(emulator: Emulator, item: ItemParam, path: string): Stripe.Price {
  if (item.price !== undefined) return emulator.book.refer('price', item.price, `${path}[price]`);
  const data = item.price_data;
  if (!data) throw parameterMissing(`${path}[price]`);
  const product = emulator.book.refer('product', data.product, `${path}[price_data][product]`);
  return emulator.book.put(
    'price',
    priceObject(
      {
        product: product.id,
        currency: readCurrency(data.currency),
        unitAmount: data.unit_amount ?? 0,
        recurrence: recurrenceOf(data.recurring),
        active: false,
      },
      emulator.now,
    ),
  );
}

function checkCreate(emulator: Emulator, params: CreateParams): string {
  const { customer, default_payment_method: method, payment_behavior: behaviour } = params;
  if (customer === undefined) throw parameterMissing('customer');
  emulator.book.refer('customer', customer, 'customer');
  if (method !== undefined) checkOwned(emulator, method, customer, 'default_payment_method');
  if (!params.items?.length) throw parameterMissing('items');
  if (behaviour === 'pending_if_incomplete') throw notEmulated([`payment_behavior=${behaviour}`]);
  return customer;
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  const customer = checkCreate(emulator, params);
  const sold = (params.items ?? []).map((item, at) => soldOf(emulator, item, at));
  const metadata = params.metadata as Record<string, string> | undefined;
  const subscription = emulator.book.put(
    'subscription',
    subscriptionObject({
      customer,
      method: params.default_payment_method ?? null,
      sold,
      description: params.description ?? null,
      metadata: mergeMetadata(null, metadata),
      status: 'incomplete',
      created: emulator.now,
    }),
  );
  emulator.emit('customer.subscription.created', subscription);
  billFirst(emulator, subscription, params);
  scheduleRenewal(emulator, subscription.id);
  return emulator.book.get('subscription', subscription.id);
}

/** The first period is collected at once, unless the caller wants to do so with the payer. */
function billFirst(emulator: Emulator, subscription: Subscription, params: CreateParams): void {
  const invoice = addInvoice(emulator, subscription, 'subscription_create', null);
  const method = methodFor(emulator, subscription);
  if (params.payment_behavior === 'default_incomplete' || method === null) return;
  const outcome = collect(emulator, invoice.id, method, params.off_session === true);
  if (outcome.is !== 'declined') return;
  emulator.emit('invoice.payment_failed', emulator.book.get('invoice', invoice.id));
  if (params.payment_behavior !== 'error_if_incomplete') return;
  const { code = 'card_declined', message = '', decline_code: declineCode } = outcome.error;
  throw cardFailure({ code, message, ...(declineCode !== undefined && { declineCode }) }, {});
}

function changedItems(
  emulator: Emulator,
  subscription: Subscription,
  params: UpdateParams,
): Subscription['items'] {
  if (params.items && params.proration_behavior !== 'none')
    throw notEmulated(['items without proration_behavior=none']);
  const data = itemsOf(subscription).map((item) => {
    const change = params.items?.find(({ id }) => id === item.id);
    if (!change) return item;
    const price =
      change.price === undefined
        ? item.price
        : emulator.book.refer('price', change.price, 'items[0][price]');
    return { ...item, price, quantity: change.quantity ?? item.quantity ?? 1 };
  });
  return { ...subscription.items, data };
}

function openOf(emulator: Emulator, id: string): Subscription {
  const subscription = emulator.book.get('subscription', id);
  if (subscription.status === 'canceled') throw noSuchObject('subscription', id);
  return subscription;
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<UpdateParams>(call);
  const old = openOf(emulator, id);
  const { default_payment_method: method, cancel_at_period_end: atEnd, description } = params;
  if (method !== undefined)
    checkOwned(emulator, method, idOf(old.customer), 'default_payment_method');
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  return emulator.changeAndEmit('customer.subscription.updated', 'subscription', id, {
    ...(method !== undefined && { default_payment_method: method }),
    ...(description !== undefined && { description: description || null }),
    ...(atEnd !== undefined && {
      cancel_at_period_end: atEnd,
      canceled_at: atEnd ? emulator.now : null,
    }),
    ...(params.items && { items: changedItems(emulator, old, params) }),
    metadata: mergeMetadata(old.metadata, metadata),
  });
}

function cancel(call: Call): object {
  const { emulator, id } = call;
  const { cancellation_details: details } = paramsOf<Stripe.SubscriptionCancelParams>(call);
  openOf(emulator, id);
  return endSubscription(emulator, id, 'cancellation_requested', {
    comment: details?.comment || null,
    feedback: details?.feedback || null,
  });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.SubscriptionListParams>(call);
  const { status, customer, price } = params;
  return pageOf(call.emulator, 'subscription', params, {
    url: '/v1/subscriptions',
    matches: (subscription) =>
      (status === undefined
        ? subscription.status !== 'canceled'
        : status === 'all' || subscription.status === status) &&
      (customer === undefined || subscription.customer === customer) &&
      (price === undefined || itemsOf(subscription).some((item) => item.price.id === price)),
  });
}

export const subscriptions: Handlers = {
  'subscriptions.create': {
    honours: [
      ...DETAILS,
      'customer',
      'items.price',
      'items.price_data.currency',
      'items.price_data.product',
      'items.price_data.recurring.interval',
      'items.price_data.recurring.interval_count',
      'items.price_data.unit_amount',
      'items.quantity',
      'off_session',
      'payment_behavior',
    ],
    run: create,
  },
  'subscriptions.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('subscription', id),
  },
  'subscriptions.update': {
    honours: [
      ...DETAILS,
      'cancel_at_period_end',
      'items.id',
      'items.price',
      'items.quantity',
      'proration_behavior',
    ],
    run: update,
  },
  'subscriptions.cancel': {
    honours: ['cancellation_details.comment', 'cancellation_details.feedback', 'expand'],
    run: cancel,
  },
  'subscriptions.list': {
    honours: [...LIST, ...CREATED, 'customer', 'price', 'status'],
    run: list,
  },
};
