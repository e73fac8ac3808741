import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { eventTypes } from '../../testing/event-types.js';
import { openPage, payOnPage, postForm, SUCCESS_URL } from '../../testing/payer.js';

let emulator: ChildEmulator;
let stripe: Stripe;
let customer: string;

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
  customer = (await stripe.customers.create({ email: 'ana@example.org' })).id;
});

describe('a hosted page that saves a card', () => {
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'setup',
    currency: 'eur',
    success_url: SUCCESS_URL,
    setup_intent_data: { metadata: { pledge: 'p-1' } },
  };

  it('charges nothing, saves the card for the customer and says so', async () => {
    const session = await stripe.checkout.sessions.create({ ...params, customer });
    expect(session).toMatchObject({
      mode: 'setup',
      payment_status: 'no_payment_required',
      amount_total: null,
      status: 'open',
    });
    const url = session.url ?? '';
    expect((await openPage(url)).html).toContain('Nothing is charged now');
    expect((await payOnPage(url)).status).toBe(303);
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['setup_intent.payment_method'],
    });
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      setup_intent: {
        status: 'succeeded',
        metadata: { pledge: 'p-1' },
        payment_method: { customer },
      },
    });
    expect((await openPage(url)).html).toContain('This card is saved');
    expect(await eventTypes(stripe, 'checkout.session.')).toEqual(['checkout.session.completed']);
    expect((await stripe.charges.list()).data).toEqual([]);
    const intent = done.setup_intent as Stripe.SetupIntent;
    const method = intent.payment_method as Stripe.PaymentMethod;
    const later = await stripe.paymentIntents.create({
      amount: 2_500,
      currency: 'eur',
      customer,
      payment_method: method.id,
      confirm: true,
      off_session: true,
    });
    expect(later.status).toBe('succeeded');
  });

  it('makes a customer, asks the bank, and shows why a card was refused', async () => {
    const session = await stripe.checkout.sessions.create({
      ...params,
      customer_creation: 'always',
    });
    const url = session.url ?? '';
    const refused = await payOnPage(url, { cardNumber: '4000000000000002' });
    expect([refused.status, refused.alert]).toEqual([402, 'Your card was declined.']);
    const asked = await payOnPage(url, { cardNumber: '4000002500003155' });
    const failed = await postForm(`${emulator.url}${pathOf(asked.location)}`, { result: 'fail' });
    expect(failed.location).toBe(`/c/pay/${session.id}`);
    expect((await openPage(url)).alert).toContain('unable to authenticate');
    const again = await payOnPage(url, { cardNumber: '4000002500003155' });
    const passed = await postForm(`${emulator.url}${pathOf(again.location)}`, {
      result: 'complete',
    });
    expect(passed.location).toContain('thanks');
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] });
    expect(done).toMatchObject({ status: 'complete', customer: { email: 'ana@example.org' } });
  });

  it('takes its intent with it when it expires', async () => {
    const session = await stripe.checkout.sessions.create(params);
    await stripe.checkout.sessions.expire(session.id);
    const intent = await stripe.setupIntents.retrieve(session.setup_intent as string);
    expect(intent).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
  });

  it('refuses what only a payment has, and wants a currency', async () => {
    const line = { quantity: 1, price: 'price_1' };
    await expect(
      stripe.checkout.sessions.create({ ...params, line_items: [line] }),
    ).rejects.toMatchObject({ message: 'You can not pass `line_items` in `setup` mode.' });
    await expect(
      stripe.checkout.sessions.create({ mode: 'setup', success_url: SUCCESS_URL }),
    ).rejects.toMatchObject({ code: 'parameter_missing', param: 'currency' });
  });
});

function pathOf(location: string | null): string {
  const url = new URL(location ?? '', emulator.url);
  return url.pathname;
}
