import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { API_KEY, startEmulator, type ChildEmulator } from './testing/child-emulator.js';

let emulator: ChildEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.stop();
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(emulator.url + path, {
    headers: { authorization: `Bearer ${API_KEY}`, ...headers },
  });
}

describe('an address Stripe does not have', () => {
  it.each(['/v1/unicorns', '/v1/charges/ch_1/nothing', '/v1/', '/', '/v2/core/vault'])(
    '%s answers 404 in the envelope, so that the SDK cannot take it for a success',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error: {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (GET: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
        },
      });
    },
  );

  it('is an error to the SDK', async () => {
    await expect(emulator.stripe.rawRequest('POST', '/v1/application_fees')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
    });
  });
});

describe('the caller', () => {
  it.each([
    [{ authorization: '' }, 401, /^You did not provide an API key/],
    [
      { authorization: 'Bearer sk_live_12345678901234567890' },
      401,
      /^Invalid API Key provided: sk_live_\*+7890$/,
    ],
    [{ authorization: 'Bearer pk_test_1234' }, 401, /^Invalid API Key provided/],
    [{ 'stripe-version': '2020-08-27' }, 400, /^Invalid Stripe API version: 2020-08-27$/],
    [{ 'stripe-account': 'acct_1' }, 403, /does not have access to account 'acct_1'/],
  ])('%j is answered with %i', async (headers, status, message) => {
    const response = await get('/v1/balance', headers);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { message: string; type: string } };
    expect(error.type).toBe('invalid_request_error');
    expect(error.message).toMatch(message);
  });

  it('may use a restricted test key or basic authentication', async () => {
    const basic = Buffer.from(`${API_KEY}:`).toString('base64');
    expect((await get('/v1/balance', { authorization: `Basic ${basic}` })).status).toBe(200);
    expect((await get('/v1/balance', { authorization: 'Bearer rk_test_1234' })).status).toBe(200);
  });
});

describe('headers', () => {
  it('name the request, the version and the key', async () => {
    const { lastResponse } = await emulator.stripe.customers.create(
      {},
      { idempotencyKey: 'envelope-1' },
    );
    expect(lastResponse.requestId).toMatch(/^req_\w{14}$/);
    expect(lastResponse.apiVersion).toBe('2026-10-28.endive');
    expect(lastResponse.idempotencyKey).toBe('envelope-1');
    expect(new Headers(lastResponse.headers).get('idempotent-replayed')).toBeNull();
  });

  it('name the request of an error as well', async () => {
    await expect(emulator.stripe.charges.retrieve('ch_none')).rejects.toMatchObject({
      requestId: expect.stringMatching(/^req_/) as unknown,
    });
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['amount=%E0%A4%A', 'Invalid request: the body is not valid URL-encoded text.'],
    ['amount[=1', 'Invalid request: cannot read the parameter name amount[.'],
    ['a=1&a[b]=2', 'Invalid request: a is both a value and an object.'],
    ['__proto__[x]=1', 'Invalid request: forbidden parameter name.'],
  ])('%s is refused', async (body, message) => {
    const response = await fetch(`${emulator.url}/v1/customers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}` },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message } });
  });

  it('is refused when it is too large', async () => {
    const response = await fetch(`${emulator.url}/v1/customers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}` },
      body: `description=${'x'.repeat(1_100_000)}`,
    });
    expect(response.status).toBe(413);
  });
});

it('speaks with the SDK over its own client, too', async () => {
  const { hostname, port } = new URL(emulator.url);
  const plain = new Stripe(API_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
  const customer = await plain.customers.create({ name: 'A' });
  expect(await plain.customers.retrieve(customer.id)).toMatchObject({ name: 'A' });
  await expect(plain.charges.retrieve('ch_none')).rejects.toMatchObject({ statusCode: 404 });
});

it('keeps the control routes to its own machine and site', async () => {
  const foreign = await fetch(`${emulator.url}/_emu/reset`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(foreign.status).toBe(403);
  expect((await emulator.control('GET', 'nothing')).status).toBe(404);
});
