import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_KEY, startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { callRaw } from './testing/operations.js';
import { sessionParams } from './testing/payer.js';

let emulator: ChildEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.stop();
});

function createSession(more: object): Promise<unknown> {
  return callRaw(emulator.stripe, 'checkout.sessions.create', [], {
    ...sessionParams(),
    ...more,
  });
}

function lineOf(price: object, more: object = {}): object {
  const product = { product_data: { name: 'x' } };
  return {
    line_items: [{ quantity: 1, price_data: { currency: 'eur', ...product, ...price }, ...more }],
  };
}

describe('nested parameters are checked like the outer ones', () => {
  it.each([
    [
      lineOf({ unit_amount: 100, colour: 'red' }),
      'line_items[0][price_data][colour]',
      'parameter_unknown',
    ],
    [
      { payment_intent_data: { invoice: 'in_1' } },
      'payment_intent_data[invoice]',
      'parameter_unknown',
    ],
    [lineOf({ product_data: {} }), 'line_items[0][price_data][product_data]', 'parameter_missing'],
    [
      {
        line_items: [
          { quantity: 1, price_data: { unit_amount: 100, product_data: { name: 'x' } } },
        ],
      },
      'line_items[0][price_data][currency]',
      'parameter_missing',
    ],
    [
      lineOf({ unit_amount: -1 }),
      'line_items[0][price_data][unit_amount]',
      'parameter_invalid_integer',
    ],
    [
      lineOf({ unit_amount: 100 }, { quantity: 0 }),
      'line_items[0][quantity]',
      'parameter_invalid_integer',
    ],
    [lineOf({ unit_amount: 49 }), 'line_items', 'amount_too_small'],
    [
      lineOf({ unit_amount: 99, currency: 'jpy', quantity: 1 }),
      'line_items[0][price_data][quantity]',
      'parameter_unknown',
    ],
    [{ success_url: '/thanks' }, 'success_url', 'url_invalid'],
    [{ success_url: '' }, 'success_url', 'parameter_invalid_empty'],
    [{ mode: 'gift' }, 'mode', undefined],
    [{ customer: 'cus_nobody' }, 'customer', 'resource_missing'],
    [{ customer_email: 'nobody' }, 'customer_email', 'email_invalid'],
    [{ expires_at: Math.floor(Date.now() / 1000) + 60 }, 'expires_at', undefined],
    [
      { payment_method_types: ['card'] },
      'payment_method_types',
      'payment_method_types_no_longer_supported',
    ],
  ])('%j is refused at %s', async (more, param, code) => {
    await expect(createSession(more)).rejects.toMatchObject({ statusCode: 400, param, code });
  });

  it('an empty nested object is not a value', async () => {
    const body = new URLSearchParams({ mode: 'payment', 'payment_intent_data[metadata]': 'x' });
    const response = await fetch(`${emulator.url}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}` },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { message: 'Invalid object', param: 'payment_intent_data[metadata]' },
    });
  });
});

describe('metadata', () => {
  it.each([
    [{ ['k'.repeat(41)]: 'v' }, /^Metadata keys can have up to 40 characters/],
    [{ key: 'v'.repeat(501) }, /^Metadata values can have up to 500 characters/],
    [
      Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 'v'])),
      /^Metadata can have up to 50 keys/,
    ],
  ])('outside its limits is refused', async (metadata, message) => {
    await expect(createSession({ metadata })).rejects.toMatchObject({
      param: 'metadata',
      message: expect.stringMatching(message) as unknown,
    });
  });

  it('is merged by an update: an empty value removes a key, an empty map all of them', async () => {
    const { stripe } = emulator;
    const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } });
    const merged = await stripe.customers.update(id, { metadata: { a: '', c: 3 } });
    expect(merged.metadata).toEqual({ b: '2', c: '3' });
    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
  });
});

describe('what Stripe takes and the emulator would ignore', () => {
  it.each([
    [{ ui_mode: 'embedded_page' }, 'ui_mode=embedded_page'],
    [{ allow_promotion_codes: true }, 'allow_promotion_codes'],
    [
      { payment_intent_data: { transfer_data: { destination: 'acct_1' } } },
      'payment_intent_data.transfer_data.destination',
    ],
  ])('%j is refused instead', async (more, param) => {
    await expect(createSession(more)).rejects.toMatchObject({
      statusCode: 400,
      code: 'emulator_parameter_not_supported',
      param,
    });
  });
});

describe('amounts of an intent', () => {
  it.each([
    [{ amount: 49, currency: 'eur' }, 'amount_too_small', 'Amount must be at least €0.50 eur'],
    [{ amount: 49, currency: 'jpy' }, 'amount_too_small', 'Amount must be at least ¥50 jpy'],
    [
      { amount: 0, currency: 'eur' },
      'parameter_invalid_integer',
      'This value must be greater than or equal to 1.',
    ],
    [
      { amount: 100_000_000, currency: 'eur' },
      'amount_too_large',
      'Amount must be no more than €999,999.99',
    ],
    [{ amount: 1_000, currency: 'xyz' }, undefined, undefined],
  ])('%j', async (params, code, message) => {
    await expect(emulator.stripe.paymentIntents.create(params)).rejects.toMatchObject({
      statusCode: 400,
      code,
      ...(message && { message }),
    });
  });
});

describe('lists', () => {
  it('refuse a limit outside 1 to 100', async () => {
    await expect(emulator.stripe.charges.list({ limit: 101 })).rejects.toMatchObject({
      param: 'limit',
      message: 'This value must be less than or equal to 100.',
    });
    await expect(emulator.stripe.charges.list({ limit: 0 })).rejects.toMatchObject({
      param: 'limit',
    });
  });

  it('refuse to expand what is no reference', async () => {
    await emulator.stripe.customers.create({ email: 'a@example.org' });
    await expect(emulator.stripe.customers.list({ expand: ['data.email'] })).rejects.toMatchObject({
      message:
        'This property cannot be expanded (data.email). You may want to try expanding the parent.',
    });
  });
});
