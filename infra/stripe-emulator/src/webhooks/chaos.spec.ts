import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../testing/child-emulator.js';
import { advance } from '../testing/money-story.js';
import { quiet } from '../testing/payer.js';
import { WebhookReceiver } from '../testing/webhook-receiver.js';

const SECRET = 'whsec_first';

let emulator: ChildEmulator;
let receiver: WebhookReceiver;

beforeEach(async () => {
  receiver = new WebhookReceiver(SECRET);
  emulator = await startEmulator({
    EMULATOR_WEBHOOK_URL: await receiver.listen(),
    EMULATOR_WEBHOOK_SECRET: SECRET,
  });
});

afterEach(async () => {
  await emulator.stop();
  await receiver.close();
});

async function makeCustomers(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1)
    ids.push((await emulator.stripe.customers.create({})).id);
  return ids;
}

/** Which customers have been told, in order of arrival. */
function told(): string[] {
  return receiver.received.map(({ event }) => (event.data.object as Stripe.Customer).id);
}

describe('deliveries by chance', () => {
  async function dropped(seed: number): Promise<string> {
    await emulator.control('POST', 'reset');
    receiver.received.length = 0;
    await emulator.control('POST', 'knobs', { seed, webhookDropRate: 0.5 });
    const ids = await makeCustomers(16);
    await quiet(emulator);
    const arrived = new Set(told());
    return ids.map((id) => (arrived.has(id) ? '.' : 'x')).join('');
  }

  it('lose the same events for the same seed, and the list of events has them all', async () => {
    const [first, again, other] = [await dropped(3), await dropped(3), await dropped(4)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toContain('x');
    expect(first).toContain('.');
    const missing = await emulator.stripe.events.list({ delivery_success: false, limit: 100 });
    expect(missing.data).toHaveLength(other.split('x').length - 1);
    expect((await emulator.stripe.events.list({ limit: 100 })).data).toHaveLength(16);
  });

  it('come once to many times', async () => {
    await emulator.control('POST', 'knobs', { webhookCopiesMax: 5 });
    const ids = await makeCustomers(12);
    await quiet(emulator);
    const counts = ids.map((id) => told().filter((other) => other === id).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  it('wait for virtual time, and come in another order than they were made', async () => {
    await emulator.control('POST', 'knobs', {
      webhookDelayVirtualSeconds: 72 * 3_600,
      webhookConcurrency: 1,
    });
    const ids = await makeCustomers(10);
    await quiet(emulator);
    expect(told()).toEqual([]);
    const clock = await emulator.control('GET', 'clock');
    expect(Date.parse(String(clock['nextDueAt']))).toBeGreaterThan(Number(clock['nowMs']));
    await advance(emulator, 36 * 3_600);
    await quiet(emulator);
    const half = told();
    expect(half.length).toBeLessThan(10);
    await advance(emulator, 36 * 3_600);
    await quiet(emulator);
    expect([...told()].sort()).toEqual([...ids].sort());
    expect(told()).not.toEqual(ids);
  });
});

describe('a message that must not be believed', () => {
  it.each(['wrong_secret', 'missing', 'altered_body', 'expired'])(
    '%s is refused by the SDK',
    async (forge) => {
      await makeCustomers(1);
      await quiet(emulator);
      const [event] = (await emulator.stripe.events.list()).data;
      const sent = await emulator.control('POST', 'webhooks/send', { event: event?.id, forge });
      expect(sent).toMatchObject({ endpoint: 'we_environment', answered: 400 });
      expect(receiver.received).toHaveLength(1);
    },
  );

  it('dated in the future is accepted by the SDK, which is why a receiver must look itself', async () => {
    await makeCustomers(1);
    await quiet(emulator);
    const [event] = (await emulator.stripe.events.list()).data;
    const order = { event: event?.id, forge: 'future' };
    expect(await emulator.control('POST', 'webhooks/send', order)).toMatchObject({ answered: 200 });
    const stamp = Number(/t=(\d+)/.exec(receiver.received[1]?.signature ?? '')?.[1]);
    expect(stamp * 1000).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('of live mode is signed well and says so', async () => {
    await makeCustomers(1);
    await quiet(emulator);
    const [event] = (await emulator.stripe.events.list()).data;
    const order = { event: event?.id, members: { livemode: true, account: 'acct_stranger' } };
    await emulator.control('POST', 'webhooks/send', order);
    expect(receiver.received[1]?.event).toMatchObject({
      id: event?.id,
      livemode: true,
      account: 'acct_stranger',
    });
  });

  it('is one in so many by a knob', async () => {
    await emulator.control('POST', 'knobs', {
      webhookBadSignatureRate: 1,
      webhookBadSignature: 'expired',
      webhookAttemptsMax: 1,
    });
    await makeCustomers(3);
    await quiet(emulator);
    expect([receiver.refusedSignatures, receiver.received.length]).toEqual([3, 0]);
  });

  it.each([
    [{ event: 'evt_none' }, 404],
    [{ event: 'EVENT', forge: 'magic' }, 400],
    [{ event: 'EVENT', members: 'all' }, 400],
    [{ event: 'EVENT', endpoint: 'we_none' }, 404],
  ])('cannot be ordered as %j', async (order, status) => {
    await makeCustomers(1);
    const [event] = (await emulator.stripe.events.list()).data;
    const body = { ...order, event: order.event.replace('EVENT', event?.id ?? '') };
    expect(await emulator.control('POST', 'webhooks/send', body)).toMatchObject({ status });
  });
});

describe('secrets', () => {
  it('overlap while one replaces the other; a retired one signs nothing any more', async () => {
    const stripe = new Stripe('sk_test_receiver');
    const accepts = (secret: string): boolean[] =>
      receiver.raw.map(({ payload, signature }) => {
        try {
          stripe.webhooks.constructEvent(payload, signature, secret);
          return true;
        } catch {
          return false;
        }
      });
    const rotated = await emulator.control('POST', 'webhooks/rotate', { secret: 'whsec_second' });
    expect(rotated).toMatchObject({ endpoint: 'we_environment', secret: 'whsec_second' });
    await makeCustomers(1);
    await quiet(emulator);
    expect([accepts(SECRET), accepts('whsec_second')]).toEqual([[true], [true]]);
    await emulator.control('POST', 'knobs', { webhookAttemptsMax: 1 });
    expect(await emulator.control('POST', 'webhooks/retire')).toMatchObject({ retired: 1 });
    await makeCustomers(1);
    await quiet(emulator);
    expect([accepts(SECRET), accepts('whsec_second')]).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it('are other ones for other endpoints, also for the kinds an environment names', async () => {
    const [connect, thin] = [new WebhookReceiver('whsec_connect'), new WebhookReceiver('')];
    const more = await startEmulator({
      EMULATOR_WEBHOOK_URL: receiver.url,
      EMULATOR_WEBHOOK_SECRET: SECRET,
      EMULATOR_CONNECT_WEBHOOK_URL: await connect.listen(),
      EMULATOR_CONNECT_WEBHOOK_SECRET: 'whsec_connect',
      EMULATOR_THIN_WEBHOOK_URL: await thin.listen(),
      EMULATOR_THIN_WEBHOOK_SECRET: 'whsec_thin',
    });
    const account = await more.stripe.v2.core.accounts.create({
      contact_email: 'hall@example.org',
      identity: { country: 'ro' },
      configuration: {
        recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
      },
    });
    await more.control('POST', 'accounts/capability', { account: account.id, status: 'active' });
    await more.stripe.customers.create({});
    await quiet(more);
    expect(receiver.types()).toEqual(['customer.created']);
    expect(connect.types()).toEqual(['account.updated']);
    const stripe = new Stripe('sk_test_receiver');
    const notes = thin.raw.map(({ payload, signature }) =>
      stripe.parseEventNotification(payload, signature, 'whsec_thin'),
    );
    expect(notes.map(({ type }) => type as string)).toContain('v2.core.account.created');
    await more.stop();
    await connect.close();
    await thin.close();
  });
});

it('shows events for thirty days only', async () => {
  await makeCustomers(1);
  const [event] = (await emulator.stripe.events.list()).data;
  await advance(emulator, 31 * 86_400);
  expect((await emulator.stripe.events.list()).data).toEqual([]);
  await expect(emulator.stripe.events.retrieve(event?.id ?? '')).rejects.toMatchObject({
    statusCode: 404,
  });
});
