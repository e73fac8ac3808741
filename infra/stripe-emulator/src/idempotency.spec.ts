import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { API_KEY, clientOf, startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { pay } from './testing/payer.js';

let emulator: ChildEmulator;
let count = 0;
let key = '';

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.stop();
});

beforeEach(() => {
  count += 1;
  key = `spec-${count}`;
});

function post(path: string, form: Record<string, string>): Promise<Response> {
  return fetch(`${emulator.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'idempotency-key': key },
    body: new URLSearchParams(form),
  });
}

describe('the same key', () => {
  it('with the same parameters gives the first answer again, byte for byte', async () => {
    const first = await post('customers', { email: 'a@example.org', name: 'A' });
    const second = await post('customers', { name: 'A', email: 'a@example.org' });
    expect(await second.text()).toBe(await first.text());
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect((await emulator.stripe.customers.list({ email: 'a@example.org' })).data).toHaveLength(1);
  });

  it('with other parameters is refused', async () => {
    const { stripe } = emulator;
    await stripe.customers.create({ name: 'B' }, { idempotencyKey: key });
    await expect(
      stripe.customers.create({ name: 'C' }, { idempotencyKey: key }),
    ).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  });

  it('on another endpoint is refused', async () => {
    await post('customers', {});
    const response = await post('payment_intents', { amount: '1000', currency: 'eur' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'idempotency_error' } });
  });

  it('while the first request is still running answers 409', async () => {
    await emulator.control('POST', 'knobs', { latencyMs: 200 });
    const [first, second] = await Promise.all([
      post('customers', { name: 'D' }),
      new Promise((resolve) => setTimeout(resolve, 50)).then(() =>
        post('customers', { name: 'D' }),
      ),
    ]);
    await emulator.control('POST', 'knobs', { latencyMs: 0 });
    expect([first.status, second.status]).toEqual([200, 409]);
    expect(await second.json()).toMatchObject({
      error: { type: 'idempotency_error', code: 'idempotency_key_in_use' },
    });
    const third = await post('customers', { name: 'D' });
    expect(await third.text()).toBe(await first.text());
  });

  it('replays a refusal that came after the work had begun', async () => {
    const form = {
      amount: '1000',
      currency: 'eur',
      confirm: 'true',
      payment_method: 'pm_card_chargeDeclined',
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
    };
    const first = await post('payment_intents', form);
    const second = await post('payment_intents', form);
    expect([first.status, second.status]).toEqual([402, 402]);
    expect(await second.text()).toBe(await first.text());
    expect((await emulator.stripe.paymentIntents.list({ limit: 100 })).data).toHaveLength(1);
  });

  it('is free again after a request that failed validation', async () => {
    expect((await post('payment_intents', { amount: '10', currency: 'eur' })).status).toBe(400);
    expect((await post('payment_intents', { amount: '1000', currency: 'eur' })).status).toBe(200);
  });

  it('is forgotten after 24 hours of recorded time, which a test may bring about', async () => {
    const first = (await (await post('customers', { name: 'E' })).json()) as { id: string };
    await emulator.control('DELETE', 'idempotency-keys');
    const second = (await (await post('customers', { name: 'E' })).json()) as { id: string };
    expect(second.id).not.toBe(first.id);
  });

  it('is not forgotten because virtual time has moved', async () => {
    const first = await post('customers', { name: 'F' });
    await emulator.control('POST', 'clock', { advanceSeconds: 3 * 86_400 });
    const second = await post('customers', { name: 'F' });
    expect(await second.text()).toBe(await first.text());
  });

  it('may have 255 characters and not one more', async () => {
    key = 'x'.repeat(255);
    expect((await post('customers', {})).status).toBe(200);
    key = 'x'.repeat(256);
    expect((await post('customers', {})).status).toBe(400);
  });
});

describe('trouble on the way', () => {
  it('a connection closed after the work: the retry gets the answer, and there is one refund', async () => {
    const { charge } = await pay(emulator, '4242424242424242');
    await emulator.control('POST', 'faults', {
      kind: 'reset',
      when: 'after',
      only: 'POST /v1/refunds',
    });
    const client = clientOf(emulator.url, [], 2);
    const refund = await client.refunds.create({ charge: charge.id }, { idempotencyKey: key });
    const { data } = await emulator.stripe.refunds.list({ charge: charge.id });
    expect(data.map(({ id }) => id)).toEqual([refund.id]);
    const headers = new Headers(refund.lastResponse.headers);
    expect(headers.get('idempotent-replayed')).toBe('true');
  });

  it('a connection closed before the work leaves nothing behind', async () => {
    const { charge } = await pay(emulator, '4242424242424242');
    await emulator.control('POST', 'faults', {
      kind: 'reset',
      when: 'before',
      times: 2,
      only: 'POST /v1/refunds',
    });
    await expect(
      emulator.stripe.refunds.create({ charge: charge.id }, { idempotencyKey: key }),
    ).rejects.toMatchObject({ type: 'StripeConnectionError' });
    await emulator.control('DELETE', 'faults');
    expect((await emulator.stripe.refunds.list({ charge: charge.id })).data).toEqual([]);
    const refund = await emulator.stripe.refunds.create(
      { charge: charge.id },
      { idempotencyKey: key },
    );
    expect(refund.status).toBe('succeeded');
  });

  it('a 500 after the work is kept under the key and replayed, as on Stripe', async () => {
    await emulator.control('POST', 'faults', { kind: '500', when: 'after' });
    const first = await post('customers', { name: 'G' });
    const second = await post('customers', { name: 'G' });
    expect([first.status, second.status]).toEqual([500, 500]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    const { data } = await emulator.stripe.customers.list({ limit: 100 });
    expect(data.filter(({ name }) => name === 'G')).toHaveLength(1);
  });

  it('a 500 before the work that is not kept lets the same key do it later', async () => {
    await emulator.control('POST', 'faults', { kind: '500', when: 'before', stored: false });
    expect((await post('customers', { name: 'H' })).status).toBe(500);
    expect((await post('customers', { name: 'H' })).status).toBe(200);
  });

  it.each(['hang', 'truncated'])(
    '%s: the retry under the same key gets the whole answer',
    async (kind) => {
      await emulator.control('POST', 'faults', { kind, when: 'after' });
      const lost = fetch(`${emulator.url}/v1/customers`, {
        method: 'POST',
        headers: { authorization: `Bearer ${API_KEY}`, 'idempotency-key': key },
        body: new URLSearchParams({ name: kind }),
        signal: AbortSignal.timeout(300),
      }).then((response) => response.json());
      await expect(lost).rejects.toThrow();
      const retried = await post('customers', { name: kind });
      expect(retried.headers.get('idempotent-replayed')).toBe('true');
      expect(await retried.json()).toMatchObject({ object: 'customer', name: kind });
    },
  );

  it('a 429 comes before the keys and is never kept', async () => {
    await emulator.control('POST', 'faults', { kind: '429' });
    const limited = await post('customers', { name: 'I' });
    expect(limited.status).toBe(429);
    expect(await limited.json()).toMatchObject({ error: { code: 'rate_limit' } });
    expect((await post('customers', { name: 'I' })).status).toBe(200);
  });

  it('an order that makes no sense is refused', async () => {
    const answers = await Promise.all([
      emulator.control('POST', 'faults', { kind: '418' }),
      emulator.control('POST', 'faults', { kind: '500', times: 0 }),
      emulator.control('POST', 'knobs', { latency: 1 }),
      emulator.control('POST', 'knobs', { webhookDropRate: 2 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });
});
