import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { clientOf, startEmulator, type ChildEmulator } from './testing/child-emulator.js';

const PARAMS = { email: 'ana@example.org' };

let emulator: ChildEmulator;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startEmulator();
  stripe = emulator.stripe;
});

afterAll(async () => {
  await emulator.stop();
});

beforeEach(async () => {
  await emulator.control('POST', 'held/release');
  await emulator.control('POST', 'reset');
});

function order(fault: object): Promise<Record<string, unknown>> {
  return emulator.control('POST', 'faults', fault);
}

async function customerCount(): Promise<unknown> {
  return ((await emulator.control('GET', 'health'))['objects'] as Record<string, unknown>)[
    'customer'
  ];
}

async function struck(): Promise<unknown> {
  return (await emulator.control('GET', 'health'))['faults'];
}

/** Which of many calls fail, as a pattern of letters. */
async function pattern(calls: number): Promise<string> {
  let seen = '';
  for (let count = 0; count < calls; count += 1)
    seen += await stripe.customers.create(PARAMS).then(
      () => '.',
      () => 'x',
    );
  return seen;
}

describe('an ordered fault', () => {
  it('429 asks to come back, does nothing, and is kept under no key', async () => {
    await order({ kind: '429', retryAfter: 7 });
    const key = { idempotencyKey: 'k-429' };
    await expect(stripe.customers.create(PARAMS, key)).rejects.toMatchObject({
      type: 'StripeRateLimitError',
      statusCode: 429,
      headers: { 'retry-after': '7' },
    });
    expect(await customerCount()).toBe(0);
    expect((await stripe.customers.create(PARAMS, key)).object).toBe('customer');
  });

  it('409 says that the key is in use, although it is not', async () => {
    await order({ kind: '409' });
    const key = { idempotencyKey: 'k-409' };
    await expect(stripe.customers.create(PARAMS, key)).rejects.toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
    });
    await stripe.customers.create(PARAMS, key);
    expect(await customerCount()).toBe(1);
  });

  it.each(['html', 'truncated', 'reset'])(
    '%s after the work leaves the work done, and the same key finds it',
    async (kind) => {
      await order({ kind, when: 'after', times: 1 });
      const key = { idempotencyKey: `k-${kind}` };
      const client = clientOf(emulator.url);
      const [first] = await Promise.allSettled([client.customers.create(PARAMS, key)]);
      const again = await stripe.customers.create(PARAMS, key);
      expect(await customerCount()).toBe(1);
      // The SDK itself asks a second time when the connection breaks.
      if (first.status === 'fulfilled') expect(first.value.id).toBe(again.id);
    },
  );

  it('html before the work leaves nothing done', async () => {
    await order({ kind: 'html' });
    await expect(stripe.customers.create(PARAMS)).rejects.toThrow();
    expect(await customerCount()).toBe(0);
  });

  it('error_body is an error although its status is 200', async () => {
    await order({ kind: 'error_body', when: 'after' });
    await expect(stripe.customers.create(PARAMS)).rejects.toMatchObject({
      message: 'An unknown error occurred',
    });
    expect(await customerCount()).toBe(1);
  });

  it('no_envelope is what the SDK takes for a success', async () => {
    await order({ kind: 'no_envelope' });
    const answer = await stripe.customers.create(PARAMS);
    expect(answer).toMatchObject({ message: 'Not Found' });
    expect(answer.object).toBeUndefined();
  });

  it('altered speaks of something else; the truth is still in the book', async () => {
    await order({ kind: 'altered', members: { id: 'cus_other', livemode: true } });
    const answer = await stripe.customers.create(PARAMS);
    expect(answer).toMatchObject({ id: 'cus_other', livemode: true, email: PARAMS.email });
    const [kept] = (await stripe.customers.list()).data;
    expect(kept?.livemode).toBe(false);
    expect(kept?.id).not.toBe('cus_other');
  });

  it('slow answers later than its time', async () => {
    await order({ kind: 'slow', ms: 300 });
    const started = Date.now();
    await stripe.customers.create(PARAMS);
    expect(Date.now() - started).toBeGreaterThanOrEqual(300);
  });

  it('slow after the work lets the webhook arrive before the answer', async () => {
    await order({ kind: 'slow', when: 'after', ms: 400 });
    const call = stripe.customers.create(PARAMS);
    const other = clientOf(emulator.url);
    await until(async () => (await other.events.list()).data.length === 1);
    expect((await struck()) as object).toEqual({ slow: 1 });
    await call;
  });

  it('hold after the work lets a test stop the caller in between', async () => {
    await order({ kind: 'hold', when: 'after' });
    const key = 'k-hold';
    const caller = new AbortController();
    const body = new URLSearchParams(PARAMS);
    const headers = { authorization: 'Bearer sk_test_of_the_specs', 'idempotency-key': key };
    const url = `${emulator.url}/v1/customers`;
    const call = fetch(url, { method: 'POST', body, headers, signal: caller.signal });
    const ended = expect(call).rejects.toThrow();
    await until(async () => (await held()).length === 1);
    expect(await held()).toMatchObject([{ call: 'POST /v1/customers', when: 'after' }]);
    caller.abort();
    await ended;
    await until(async () => (await held()).length === 0);
    const again = await stripe.customers.create(PARAMS, { idempotencyKey: key });
    expect(again.lastResponse.statusCode).toBe(200);
    expect(await customerCount()).toBe(1);
  });

  it('hold before the work: a second call with the key waits its turn with 409', async () => {
    await order({ kind: 'hold' });
    const key = { idempotencyKey: 'k-held' };
    const first = stripe.customers.create(PARAMS, key);
    await until(async () => (await held()).length === 1);
    await expect(stripe.customers.create(PARAMS, key)).rejects.toMatchObject({ statusCode: 409 });
    expect(await emulator.control('POST', 'held/release')).toMatchObject({ released: 1 });
    expect((await first).object).toBe('customer');
  });

  it('strikes as often as ordered, only where ordered, and is counted', async () => {
    await order({ kind: '429', times: 2, only: 'POST /v1/customers' });
    await stripe.customers.list();
    expect(await pattern(4)).toBe('xx..');
    expect(await struck()).toEqual({ '429': 2 });
  });

  it.each([
    { kind: 'lightning' },
    { kind: '500', when: 'during' },
    { kind: '500', rate: 0 },
    { kind: '500', times: 0 },
    { kind: 'altered', members: 7 },
    { kind: '500', sometimes: true },
  ])('is refused when it makes no sense: %j', async (fault) => {
    expect(await order(fault)).toMatchObject({ status: 400 });
  });
});

describe('a storm', () => {
  async function storm(seed: number): Promise<string> {
    await emulator.control('POST', 'reset');
    await emulator.control('POST', 'knobs', { seed });
    await order({ kind: '429', times: null, rate: 0.5 });
    return pattern(24);
  }

  it('hits a share of the calls, the same ones for the same seed', async () => {
    const [first, again, other] = [await storm(7), await storm(7), await storm(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    const hits = first.split('x').length - 1;
    expect(hits).toBeGreaterThan(4);
    expect(hits).toBeLessThan(20);
  });

  it('ends when it is called off', async () => {
    await order({ kind: '500', times: null });
    expect(await pattern(2)).toBe('xx');
    await emulator.control('DELETE', 'faults');
    expect(await pattern(2)).toBe('..');
  });
});

async function held(): Promise<unknown[]> {
  return (await emulator.control('GET', 'held'))['held'] as unknown[];
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
