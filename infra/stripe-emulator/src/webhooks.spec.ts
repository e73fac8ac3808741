import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { pay, quiet } from './testing/payer.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

const SECRET = 'whsec_of_the_specs';

let emulator: ChildEmulator;
let receiver: WebhookReceiver;
let url: string;

beforeEach(async () => {
  receiver = new WebhookReceiver(SECRET);
  url = await receiver.listen();
  emulator = await startEmulator({ EMULATOR_WEBHOOK_URL: url, EMULATOR_WEBHOOK_SECRET: SECRET });
});

afterEach(async () => {
  await emulator.stop();
  await receiver.close();
});

async function webhookCounts(): Promise<Record<string, number>> {
  return (await emulator.control('GET', 'idle'))['webhooks'] as Record<string, number>;
}

describe('events', () => {
  it('are signed so that the SDK verifies them, and tell the whole story of a payment', async () => {
    const { session, charge } = await pay(emulator, '4242424242424242');
    await quiet(emulator);
    expect(receiver.refusedSignatures).toBe(0);
    expect(receiver.types().sort()).toEqual([
      'charge.succeeded',
      'charge.updated',
      'checkout.session.completed',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
    const completed = receiver.received.find(
      ({ event }) => event.type === 'checkout.session.completed',
    )?.event;
    expect(completed).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      data: { object: { id: session.id, payment_status: 'paid' } },
    });
    const updated = receiver.received.find(({ event }) => event.type === 'charge.updated')?.event;
    expect(updated?.data).toMatchObject({
      object: { id: charge.id, balance_transaction: expect.stringMatching(/^txn_/) as unknown },
      previous_attributes: { balance_transaction: null },
    });
  });

  it('name the API call that made them', async () => {
    await emulator.stripe.customers.create({}, { idempotencyKey: 'made-here' });
    await quiet(emulator);
    const [created] = receiver.received;
    expect(created?.event.request).toMatchObject({
      id: expect.stringMatching(/^req_/) as unknown,
      idempotency_key: 'made-here',
    });
  });

  it('can be listed and read again, the way they were sent', async () => {
    await emulator.stripe.customers.create({ name: 'A' });
    await quiet(emulator);
    const { data } = await emulator.stripe.events.list({ type: 'customer.created' });
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ pending_webhooks: 0, data: { object: { name: 'A' } } });
    const again = await emulator.stripe.events.retrieve(data[0]?.id ?? '');
    expect(again.data).toEqual(receiver.received[0]?.event.data);
    const undelivered = await emulator.stripe.events.list({ delivery_success: false });
    expect(undelivered.data).toEqual([]);
  });

  it('keep the object as it was, although the object changes later', async () => {
    const customer = await emulator.stripe.customers.create({ name: 'before' });
    await emulator.stripe.customers.update(customer.id, { name: 'after' });
    await quiet(emulator);
    const names = receiver.received.map(
      ({ event }) => (event.data.object as { name: string }).name,
    );
    expect(names.sort()).toEqual(['after', 'before']);
  });
});

describe('deliveries', () => {
  it('are repeated until the endpoint accepts them', async () => {
    await emulator.control('POST', 'knobs', { webhookBackoffMs: [10, 20] });
    receiver.nextStatuses.push(500, 503, 302);
    await emulator.stripe.customers.create({});
    await quiet(emulator);
    const ids = receiver.received.map(({ event }) => event.id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
    expect(await webhookCounts()).toMatchObject({ delivered: 1, failedAttempts: 3 });
  });

  it('are given up after the last attempt, and the event then says that it did not arrive', async () => {
    await emulator.control('POST', 'knobs', { webhookBackoffMs: [5], webhookAttemptsMax: 3 });
    receiver.nextStatuses.push(500, 500, 500);
    await emulator.stripe.customers.create({});
    await quiet(emulator);
    expect(await webhookCounts()).toMatchObject({ givenUp: 1, delivered: 0, failedAttempts: 3 });
    const { data } = await emulator.stripe.events.list({ delivery_success: false });
    expect(data).toHaveLength(1);
  });

  it('can be doubled', async () => {
    await emulator.control('POST', 'knobs', { webhookCopies: 3 });
    await emulator.stripe.customers.create({});
    await quiet(emulator);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
    expect(receiver.received).toHaveLength(3);
  });

  it('can be dropped, and the event is still in the list', async () => {
    await emulator.control('POST', 'knobs', { webhookDropRate: 1 });
    await emulator.stripe.customers.create({});
    await quiet(emulator);
    expect(receiver.received).toEqual([]);
    const { data } = await emulator.stripe.events.list({ delivery_success: false });
    expect(data.map(({ type }) => type)).toEqual(['customer.created']);
  });

  it('can be held back and let go', async () => {
    await emulator.control('POST', 'knobs', { webhookDelayMs: null });
    await emulator.stripe.customers.create({});
    expect((await emulator.control('GET', 'idle?wait_ms=100'))['idle']).toBe(false);
    expect(receiver.received).toEqual([]);
    await emulator.control('POST', 'knobs', { webhookDelayMs: 0 });
    await quiet(emulator);
    expect(receiver.received).toHaveLength(1);
  });

  it('can carry a signature that must not be accepted', async () => {
    await emulator.control('POST', 'knobs', { webhookBadSignatureRate: 1, webhookAttemptsMax: 1 });
    await emulator.stripe.customers.create({});
    await quiet(emulator);
    expect([receiver.refusedSignatures, receiver.received.length]).toEqual([1, 0]);
  });

  it('run side by side over few connections', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, at) => emulator.stripe.customers.create({ name: `n${at}` })),
    );
    await quiet(emulator);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(200);
    expect(receiver.connections).toBeLessThanOrEqual(16);
  });
});

it('while a secret is replaced every event is signed with the old and the new one', async () => {
  await emulator.stop();
  emulator = await startEmulator({
    EMULATOR_WEBHOOK_URL: url,
    EMULATOR_WEBHOOK_SECRET: `whsec_old,${SECRET}`,
  });
  await emulator.stripe.customers.create({});
  await quiet(emulator);
  const [sent] = receiver.received;
  expect(sent?.signature.match(/v1=/g)).toHaveLength(2);
  const { webhooks } = emulator.stripe;
  for (const secret of ['whsec_old', SECRET])
    expect(webhooks.constructEvent(sent?.payload ?? '', sent?.signature ?? '', secret).id).toBe(
      sent?.event.id,
    );
});

describe('endpoints', () => {
  it('get what they asked for, signed with their own secret, which is shown once', async () => {
    const second = new WebhookReceiver('');
    const secondUrl = await second.listen();
    const { stripe } = emulator;
    const endpoint = await stripe.webhookEndpoints.create({
      url: secondUrl,
      enabled_events: ['customer.updated'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    Object.assign(second, { secret: endpoint.secret });
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    const customer = await stripe.customers.create({});
    await stripe.customers.update(customer.id, { name: 'x' });
    await quiet(emulator);
    expect(second.types()).toEqual(['customer.updated']);
    expect(receiver.types().sort()).toEqual(['customer.created', 'customer.updated']);

    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await stripe.customers.update(customer.id, { name: 'y' });
    await quiet(emulator);
    expect(second.received).toHaveLength(1);
    await stripe.webhookEndpoints.del(endpoint.id);
    const { data } = await stripe.webhookEndpoints.list();
    expect(data.map(({ url: known }) => known)).toEqual([url]);
    expect(emulator.faults).toEqual([]);
    await second.close();
  });
});
