import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { payee, recipientParams } from '../../testing/payee.js';
import { quiet } from '../../testing/payer.js';
import { WebhookReceiver } from '../../testing/webhook-receiver.js';

let emulator: ChildEmulator;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startEmulator();
  stripe = emulator.stripe;
});

afterAll(async () => {
  expect(emulator.faults).toEqual([]);
  await emulator.stop();
});

beforeEach(async () => {
  await emulator.control('POST', 'reset');
});

describe('events of accounts', () => {
  let receiver: WebhookReceiver;

  beforeEach(async () => {
    receiver = new WebhookReceiver('');
    await receiver.listen();
  });

  afterEach(async () => {
    await receiver.close();
  });

  it('arrive thin, signed with the secret of their destination, and fetch what they are about', async () => {
    const destination = await stripe.v2.core.eventDestinations.create({
      name: 'accounts',
      type: 'webhook_endpoint',
      event_payload: 'thin',
      enabled_events: ['*'],
      webhook_endpoint: { url: receiver.url },
      include: ['webhook_endpoint.signing_secret'],
    });
    const secret = destination.webhook_endpoint?.signing_secret ?? '';
    const { id } = await stripe.v2.core.accounts.create(recipientParams());
    await stripe.customers.create({});
    await quiet(emulator);
    expect(receiver.raw).toHaveLength(1);
    const { payload, signature } = receiver.raw[0] ?? { payload: '', signature: '' };
    const notification = stripe.parseEventNotification(payload, signature, secret);
    expect(notification).toMatchObject({ type: 'v2.core.account.created' });
    expect(notification).not.toHaveProperty('data');
    expect(await notification.fetchEvent()).toMatchObject({ id: notification.id });
    const related = notification as Stripe.V2.Core.Events.V2CoreAccountCreatedEventNotification;
    expect((await related.fetchRelatedObject()).id).toBe(id);
    expect(() => stripe.webhooks.constructEvent(payload, signature, secret)).toThrow();
  });

  it('of the older kind go to Connect endpoints, with the account’s name on them', async () => {
    const own = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
    await payee(emulator);
    await quiet(emulator);
    expect(receiver.raw).toEqual([]);
    await stripe.webhookEndpoints.del(own.id);
    const connect = await stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['*'],
      connect: true,
    });
    const account = await payee(emulator);
    await emulator.control('POST', 'accounts/deauthorize', { account });
    await stripe.customers.create({});
    await quiet(emulator);
    const events = receiver.raw.map(({ payload, signature }) =>
      stripe.webhooks.constructEvent(payload, signature, connect.secret ?? ''),
    );
    expect(events.map(({ type }) => type).sort()).toEqual([
      'account.application.deauthorized',
      'account.updated',
    ]);
    expect(events.every((event) => event.account === account)).toBe(true);
    const platform = await stripe.events.list({ type: 'account.*' });
    expect(platform.data).toEqual([]);
  });

  it('stop at a destination that is disabled, and a ping shows that it works', async () => {
    const { id } = await stripe.v2.core.eventDestinations.create({
      name: 'accounts',
      type: 'webhook_endpoint',
      event_payload: 'thin',
      enabled_events: ['v2.core.account.created', 'v2.core.event_destination.ping'],
      webhook_endpoint: { url: receiver.url },
    });
    expect(await stripe.v2.core.eventDestinations.disable(id)).toMatchObject({
      status: 'disabled',
      status_details: { disabled: { reason: 'user' } },
    });
    await stripe.v2.core.accounts.create(recipientParams());
    await quiet(emulator);
    expect(receiver.raw).toEqual([]);
    await stripe.v2.core.eventDestinations.enable(id);
    await stripe.v2.core.eventDestinations.ping(id);
    await quiet(emulator);
    expect(receiver.raw).toHaveLength(1);
    await stripe.v2.core.eventDestinations.update(id, { name: 'renamed' });
    const { data } = await stripe.v2.core.eventDestinations.list({
      include: ['webhook_endpoint.url'],
    });
    expect(data).toMatchObject([{ name: 'renamed', webhook_endpoint: { url: receiver.url } }]);
    await stripe.v2.core.eventDestinations.del(id);
    expect((await stripe.v2.core.eventDestinations.list()).data).toEqual([]);
  });
});
