import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { eventTypes } from '../../testing/event-types.js';
import { openPage, postForm } from '../../testing/payer.js';

const CHALLENGE_UNLESS_SET_UP = 'pm_card_authenticationRequiredOnSetup';
const CHALLENGE_ALWAYS = 'pm_card_authenticationRequired';
const SAVED_BUT_DECLINED = 'pm_card_chargeCustomerFail';
const NO_FUNDS_LATER = 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds';

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

function setUp(paymentMethod: string): Promise<Stripe.SetupIntent> {
  return stripe.setupIntents.create({
    customer,
    confirm: true,
    payment_method: paymentMethod,
    return_url: 'http://127.0.0.1:9/back?a=1',
  });
}

/** Saves a method and passes the bank's question when there is one. */
async function saved(paymentMethod: string): Promise<string> {
  const intent = await setUp(paymentMethod);
  const url = intent.next_action?.redirect_to_url?.url;
  if (url) await postForm(url, { result: 'complete' });
  const done = await stripe.setupIntents.retrieve(intent.id);
  expect(done.status).toBe('succeeded');
  return done.payment_method as string;
}

function chargeLater(method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return stripe.paymentIntents.create({
    amount: 2_500,
    currency: 'eur',
    customer,
    payment_method: method,
    confirm: true,
    off_session: true,
    ...more,
  });
}

describe('a setup intent', () => {
  it('goes from nothing over a method to success, and the customer has the card', async () => {
    const intent = await stripe.setupIntents.create({
      customer,
      description: 'A pledge',
      metadata: { pledge: 'p-1' },
    });
    expect(intent).toMatchObject({ status: 'requires_payment_method', usage: 'off_session' });
    const chosen = await stripe.setupIntents.update(intent.id, {
      payment_method: 'pm_card_visa',
      metadata: { step: '2' },
    });
    expect(chosen).toMatchObject({
      status: 'requires_confirmation',
      metadata: { pledge: 'p-1', step: '2' },
    });
    const done = await stripe.setupIntents.confirm(intent.id, {
      return_url: 'http://127.0.0.1:9/',
      expand: ['payment_method'],
    });
    expect(done).toMatchObject({ status: 'succeeded', payment_method: { customer } });
    expect(await eventTypes(stripe, 'setup_intent.')).toEqual([
      'setup_intent.created',
      'setup_intent.succeeded',
    ]);
    expect(await eventTypes(stripe, 'payment_method.')).toEqual(['payment_method.attached']);
  });

  it('asks for authentication and sends the payer back with the outcome', async () => {
    const intent = await setUp(CHALLENGE_UNLESS_SET_UP);
    expect(intent.status).toBe('requires_action');
    const url = intent.next_action?.redirect_to_url?.url ?? '';
    expect((await openPage(url)).html).toContain('later payments');
    const { location } = await postForm(url, { result: 'complete' });
    const back = new URL(location ?? '');
    expect(back.searchParams.get('setup_intent')).toBe(intent.id);
    expect(back.searchParams.get('redirect_status')).toBe('succeeded');
    expect((await stripe.setupIntents.retrieve(intent.id)).status).toBe('succeeded');
    expect((await openPage(url)).status).toBe(410);
  });

  it('that the payer does not authenticate saves nothing', async () => {
    const intent = await setUp(CHALLENGE_ALWAYS);
    await postForm(intent.next_action?.redirect_to_url?.url ?? '', { result: 'fail' });
    expect(await stripe.setupIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    });
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([]);
  });

  it('of a card the bank refuses answers 402 with the intent and the reason', async () => {
    await expect(setUp('pm_card_chargeDeclinedInsufficientFunds')).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      setup_intent: { status: 'requires_payment_method' },
    });
    expect(await eventTypes(stripe, 'setup_intent.')).toContain('setup_intent.setup_failed');
  });

  it('can be cancelled while it is open, and only then', async () => {
    const { id } = await stripe.setupIntents.create({ customer });
    const canceled = await stripe.setupIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const code = 'setup_intent_unexpected_state';
    await expect(stripe.setupIntents.cancel(id)).rejects.toMatchObject({ code });
    await expect(
      stripe.setupIntents.confirm(id, { payment_method: 'pm_card_visa' }),
    ).rejects.toMatchObject({ code });
  });

  it('is listed by customer and by method', async () => {
    const method = await saved('pm_card_visa');
    const other = await stripe.customers.create({});
    await stripe.setupIntents.create({ customer: other.id });
    expect((await stripe.setupIntents.list({ customer })).data).toHaveLength(1);
    expect((await stripe.setupIntents.list({ payment_method: method })).data).toHaveLength(1);
    expect((await stripe.setupIntents.list()).data).toHaveLength(2);
  });
});

describe('a saved card', () => {
  it.each(['pm_card_visa', CHALLENGE_UNLESS_SET_UP])(
    '%s is charged while the payer is away',
    async (alias) => {
      const paid = await chargeLater(await saved(alias));
      expect(paid).toMatchObject({ status: 'succeeded', amount_received: 2_500, customer });
    },
  );

  it('needs the payer when it was never set up, or always, and then pays on session', async () => {
    const attached = await stripe.paymentMethods.attach(CHALLENGE_UNLESS_SET_UP, { customer });
    for (const method of [attached.id, await saved(CHALLENGE_ALWAYS)]) {
      const away = chargeLater(method);
      await expect(away).rejects.toMatchObject({
        type: 'StripeCardError',
        statusCode: 402,
        code: 'authentication_required',
        decline_code: 'authentication_required',
        payment_intent: { status: 'requires_payment_method' },
      });
      const [intent] = (await stripe.paymentIntents.list({ customer, limit: 1 })).data;
      const back = await stripe.paymentIntents.confirm(intent?.id ?? '', {
        payment_method: method,
        return_url: 'http://127.0.0.1:9/back',
      });
      expect(back).toMatchObject({
        status: 'requires_action',
        next_action: { type: 'redirect_to_url' },
      });
      await postForm(back.next_action?.redirect_to_url?.url ?? '', { result: 'complete' });
      expect((await stripe.paymentIntents.retrieve(back.id)).status).toBe('succeeded');
    }
  });

  it('asks on session even when it is set up', async () => {
    const method = await saved(CHALLENGE_UNLESS_SET_UP);
    const present = await chargeLater(method, {
      off_session: false,
      return_url: 'http://127.0.0.1:9/',
    });
    expect(present.status).toBe('requires_action');
  });

  it.each([
    [SAVED_BUT_DECLINED, 'generic_decline'],
    [NO_FUNDS_LATER, 'insufficient_funds'],
  ])('%s is saved and declined later: %s', async (alias, declineCode) => {
    const method = await saved(alias);
    await expect(chargeLater(method)).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: declineCode,
    });
    const [charge] = (await stripe.charges.list({ customer })).data;
    expect(charge).toMatchObject({ status: 'failed', amount: 2_500 });
  });

  it('pays one intent once, however often it was tried: away, with another card, on session', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 2_500, currency: 'eur', customer });
    const away = async (alias: string) =>
      stripe.paymentIntents.confirm(id, { payment_method: await saved(alias), off_session: true });
    await expect(away(SAVED_BUT_DECLINED)).rejects.toMatchObject({ code: 'card_declined' });
    await expect(away(CHALLENGE_ALWAYS)).rejects.toMatchObject({
      code: 'authentication_required',
      payment_intent: { id, status: 'requires_payment_method' },
    });
    const asked = await stripe.paymentIntents.confirm(id, {
      payment_method: await saved(CHALLENGE_ALWAYS),
      return_url: 'http://127.0.0.1:9/back',
    });
    await postForm(asked.next_action?.redirect_to_url?.url ?? '', { result: 'complete' });
    const code = 'payment_intent_unexpected_state';
    await expect(away('pm_card_visa')).rejects.toMatchObject({ code });
    await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ code });
    const { data } = await stripe.charges.list({ customer });
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'failed']);
  });

  it('is kept by a payment that says so', async () => {
    const paid = await stripe.paymentIntents.create({
      amount: 2_500,
      currency: 'eur',
      customer,
      payment_method: 'pm_card_visa',
      confirm: true,
      setup_future_usage: 'off_session',
      return_url: 'http://127.0.0.1:9/',
    });
    expect(paid.setup_future_usage).toBe('off_session');
    expect((await chargeLater(paid.payment_method as string)).status).toBe('succeeded');
  });
});

describe('payment methods', () => {
  it('are attached, listed, made the default and detached', async () => {
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    expect(method.customer).toBe(customer);
    expect((await stripe.paymentMethods.list({ customer, type: 'card' })).data).toHaveLength(1);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
    const settings = { invoice_settings: { default_payment_method: method.id } };
    expect(await stripe.customers.update(customer, settings)).toMatchObject(settings);
    const detached = await stripe.paymentMethods.detach(method.id);
    expect(detached.customer).toBeNull();
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([]);
    await expect(stripe.paymentMethods.attach(method.id, { customer })).rejects.toThrow(
      'It may not be used again.',
    );
  });

  it('of a card the bank refuses are not attached', async () => {
    await expect(
      stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
  });

  it('of one customer do not pay for another', async () => {
    const method = await saved('pm_card_visa');
    const other = await stripe.customers.create({});
    for (const payer of [other.id, undefined])
      await expect(chargeLater(method, { customer: payer })).rejects.toMatchObject({
        statusCode: 400,
        param: 'payment_method',
      });
    await expect(stripe.paymentMethods.attach(method, { customer: other.id })).rejects.toThrow(
      'already been attached',
    );
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  it('that belong to nobody pay once', async () => {
    const params = { customer: undefined, off_session: false, return_url: 'http://127.0.0.1:9/' };
    const paid = await chargeLater('pm_card_visa', params);
    await expect(chargeLater(paid.payment_method as string, params)).rejects.toThrow(
      'It may not be used again.',
    );
  });

  it('go with their customer', async () => {
    const method = await saved('pm_card_visa');
    await stripe.customers.del(customer);
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBeNull();
  });
});
