import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { callRaw, operationIds, takesId } from './testing/operations.js';
import { sessionParams } from './testing/payer.js';

/**
 * "Obliging emulator": for every operation one unknown, one missing and one mistyped parameter are sent, and Stripe's
 * error is expected. Where an operation requires nothing, the thing its address or cursor names is what is missing.
 */
interface Refusal {
  readonly params: object;
  readonly error: object;
}

interface Case {
  readonly operation: string;
  readonly mistyped: Refusal;
  readonly missing: Refusal;
}

const REQUIRED = (param: string): object => ({
  code: 'parameter_missing',
  param,
  message: `Missing required param: ${param}.`,
});
const INTEGER = (param: string, value: string): object => ({
  code: 'parameter_invalid_integer',
  param,
  message: `Invalid integer: ${value}`,
});
const NOT_FOUND = (label: string, param = 'id'): Refusal => ({
  params: {},
  error: {
    statusCode: 404,
    code: 'resource_missing',
    param,
    message: `No such ${label}: 'nothing_1'`,
  },
});
const NO_CURSOR = (label: string): Refusal => ({
  params: { starting_after: 'nothing_1' },
  error: {
    code: 'resource_missing',
    param: 'starting_after',
    message: `No such ${label}: 'nothing_1'`,
  },
});
const BAD_EXPAND: Refusal = {
  params: { expand: 'everything' },
  error: { param: 'expand', message: 'Invalid array' },
};
const BAD_LIMIT: Refusal = { params: { limit: 'many' }, error: INTEGER('limit', 'many') };
const BAD_CREATED: Refusal = {
  params: { created: { gte: 'yesterday' } },
  error: INTEGER('created[gte]', 'yesterday'),
};

function without(params: object, name: string): object {
  return Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
}

const CASES: readonly Case[] = [
  {
    operation: 'balance.retrieve',
    mistyped: BAD_EXPAND,
    missing: {
      params: { expand: [''] },
      error: { code: 'parameter_invalid_empty', param: 'expand[0]' },
    },
  },
  {
    operation: 'balanceTransactions.retrieve',
    mistyped: BAD_EXPAND,
    missing: NOT_FOUND('balance transaction'),
  },
  {
    operation: 'balanceTransactions.list',
    mistyped: BAD_LIMIT,
    missing: NO_CURSOR('balance transaction'),
  },
  { operation: 'charges.retrieve', mistyped: BAD_EXPAND, missing: NOT_FOUND('charge') },
  { operation: 'charges.list', mistyped: BAD_CREATED, missing: NO_CURSOR('charge') },
  {
    operation: 'checkout.sessions.create',
    mistyped: {
      params: {
        ...sessionParams(),
        line_items: [
          {
            quantity: 1,
            price_data: { currency: 'eur', unit_amount: 'ten', product_data: { name: 'x' } },
          },
        ],
      },
      error: INTEGER('line_items[0][price_data][unit_amount]', 'ten'),
    },
    missing: { params: without(sessionParams(), 'success_url'), error: REQUIRED('success_url') },
  },
  {
    operation: 'checkout.sessions.retrieve',
    mistyped: BAD_EXPAND,
    missing: NOT_FOUND('checkout.session'),
  },
  {
    operation: 'checkout.sessions.list',
    mistyped: BAD_LIMIT,
    missing: NO_CURSOR('checkout.session'),
  },
  {
    operation: 'checkout.sessions.expire',
    mistyped: BAD_EXPAND,
    missing: NOT_FOUND('checkout.session'),
  },
  {
    operation: 'checkout.sessions.listLineItems',
    mistyped: BAD_LIMIT,
    missing: NOT_FOUND('checkout.session'),
  },
  {
    operation: 'customers.create',
    mistyped: {
      params: { metadata: 'text' },
      error: { param: 'metadata', message: 'Invalid object' },
    },
    missing: {
      params: { email: '' },
      error: { code: 'parameter_invalid_empty', param: 'email' },
    },
  },
  { operation: 'customers.retrieve', mistyped: BAD_EXPAND, missing: NOT_FOUND('customer') },
  {
    operation: 'customers.update',
    mistyped: {
      params: { address: 'Main Street' },
      error: { param: 'address', message: 'Invalid object' },
    },
    missing: NOT_FOUND('customer'),
  },
  {
    operation: 'customers.del',
    // A deletion takes nothing at all, so that even a well-formed parameter is one too many.
    mistyped: { params: { expand: ['x'] }, error: { code: 'parameter_unknown', param: 'expand' } },
    missing: NOT_FOUND('customer'),
  },
  { operation: 'customers.list', mistyped: BAD_LIMIT, missing: NO_CURSOR('customer') },
  { operation: 'events.retrieve', mistyped: BAD_EXPAND, missing: NOT_FOUND('event') },
  {
    operation: 'events.list',
    mistyped: {
      params: { delivery_success: 'perhaps' },
      error: { param: 'delivery_success', message: 'Invalid boolean: perhaps' },
    },
    missing: NO_CURSOR('event'),
  },
  {
    operation: 'paymentIntents.create',
    mistyped: {
      params: { amount: '10.5', currency: 'eur' },
      error: INTEGER('amount', '10.5'),
    },
    missing: { params: { amount: 1_000 }, error: REQUIRED('currency') },
  },
  {
    operation: 'paymentIntents.retrieve',
    mistyped: BAD_EXPAND,
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
  {
    operation: 'paymentIntents.update',
    mistyped: { params: { amount: 'x' }, error: INTEGER('amount', 'x') },
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
  {
    operation: 'paymentIntents.confirm',
    mistyped: {
      params: { off_session: 'sometimes' },
      error: { param: 'off_session' },
    },
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
  {
    operation: 'paymentIntents.cancel',
    mistyped: {
      params: { cancellation_reason: 'whim' },
      error: {
        param: 'cancellation_reason',
        message:
          'Invalid cancellation_reason: must be one of abandoned, duplicate, fraudulent, or requested_by_customer',
      },
    },
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
  { operation: 'paymentIntents.list', mistyped: BAD_LIMIT, missing: NO_CURSOR('payment_intent') },
  {
    operation: 'paymentMethods.retrieve',
    mistyped: BAD_EXPAND,
    missing: NOT_FOUND('PaymentMethod'),
  },
  {
    operation: 'payouts.create',
    mistyped: { params: { amount: 'all', currency: 'eur' }, error: INTEGER('amount', 'all') },
    missing: { params: { currency: 'eur' }, error: REQUIRED('amount') },
  },
  { operation: 'payouts.retrieve', mistyped: BAD_EXPAND, missing: NOT_FOUND('payout') },
  { operation: 'payouts.cancel', mistyped: BAD_EXPAND, missing: NOT_FOUND('payout') },
  {
    operation: 'payouts.list',
    mistyped: {
      params: { arrival_date: { lt: 'soon' } },
      error: INTEGER('arrival_date[lt]', 'soon'),
    },
    missing: NO_CURSOR('payout'),
  },
  {
    operation: 'refunds.create',
    mistyped: {
      params: { charge: 'ch_1', reason: 'whim' },
      error: {
        param: 'reason',
        message: 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
      },
    },
    missing: {
      params: { amount: 100 },
      error: {
        code: 'parameter_missing',
        message:
          'One of the following params should be provided for this request: payment_intent or charge.',
      },
    },
  },
  { operation: 'refunds.retrieve', mistyped: BAD_EXPAND, missing: NOT_FOUND('refund') },
  { operation: 'refunds.list', mistyped: BAD_LIMIT, missing: NO_CURSOR('refund') },
  {
    operation: 'webhookEndpoints.create',
    mistyped: {
      params: { url: 'http://127.0.0.1:9/', enabled_events: 'all' },
      error: { param: 'enabled_events', message: 'Invalid array' },
    },
    missing: { params: { enabled_events: ['*'] }, error: REQUIRED('url') },
  },
  {
    operation: 'webhookEndpoints.retrieve',
    mistyped: BAD_EXPAND,
    missing: NOT_FOUND('webhook endpoint'),
  },
  {
    operation: 'webhookEndpoints.update',
    mistyped: {
      params: { disabled: 'maybe' },
      error: { param: 'disabled', message: 'Invalid boolean: maybe' },
    },
    missing: NOT_FOUND('webhook endpoint'),
  },
  {
    operation: 'webhookEndpoints.del',
    mistyped: { params: { expand: ['x'] }, error: { code: 'parameter_unknown', param: 'expand' } },
    missing: NOT_FOUND('webhook endpoint'),
  },
  {
    operation: 'webhookEndpoints.list',
    mistyped: BAD_LIMIT,
    missing: NO_CURSOR('webhook endpoint'),
  },
];

let emulator: ChildEmulator;
let objectsBefore: unknown;

beforeAll(async () => {
  emulator = await startEmulator();
  objectsBefore = (await emulator.control('GET', 'health'))['objects'];
});

afterAll(async () => {
  await emulator.stop();
});

function send(operation: string, params: object): Promise<unknown> {
  return callRaw(emulator.stripe, operation, takesId(operation) ? 'nothing_1' : null, params);
}

it('covers every operation of the contract', () => {
  expect(CASES.map(({ operation }) => operation).sort()).toEqual(operationIds().sort());
});

describe.each(CASES)('$operation refuses', ({ operation, mistyped, missing }) => {
  it('an unknown parameter', async () => {
    await expect(send(operation, { surprise: '1' })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      code: 'parameter_unknown',
      param: 'surprise',
      message: 'Received unknown parameter: surprise',
      doc_url: 'https://stripe.com/docs/error-codes/parameter-unknown',
    });
  });

  it('a mistyped parameter', async () => {
    await expect(send(operation, mistyped.params)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      ...mistyped.error,
    });
  });

  it('a missing parameter or object', async () => {
    await expect(send(operation, missing.params)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      ...missing.error,
    });
  });
});

it('changed nothing by all of this', async () => {
  expect((await emulator.control('GET', 'health'))['objects']).toEqual(objectsBefore);
});
