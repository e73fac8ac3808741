import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { openPage, payOnPage, postForm, quiet, sessionParams } from './testing/payer.js';

const NO_REDIRECTS = { enabled: true, allow_redirects: 'never' } as const;

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

function createIntent(more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return stripe.paymentIntents.create({
    amount: 3_000,
    currency: 'eur',
    automatic_payment_methods: NO_REDIRECTS,
    ...more,
  });
}

describe('an intent confirmed over the API', () => {
  it('goes from nothing over a method to success', async () => {
    const intent = await createIntent({ metadata: { gift: 'g-1' } });
    expect(intent.status).toBe('requires_payment_method');
    const chosen = await stripe.paymentIntents.update(intent.id, {
      payment_method: 'pm_card_visa',
      description: 'A gift',
    });
    expect(chosen.status).toBe('requires_confirmation');
    const paid = await stripe.paymentIntents.confirm(intent.id, { expand: ['latest_charge'] });
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 3_000,
      latest_charge: { metadata: { gift: 'g-1' }, description: 'A gift', paid: true },
    });
  });

  it('answers a decline with 402, the intent and the reason', async () => {
    const declined = createIntent({
      confirm: true,
      payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
    });
    await expect(declined).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
      payment_intent: { status: 'requires_payment_method' },
    });
  });

  it('asks for authentication, and sends the payer back with the outcome', async () => {
    const intent = await createIntent({
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'http://127.0.0.1:9/back?a=1',
    });
    expect(intent.status).toBe('requires_action');
    const url = intent.next_action?.redirect_to_url?.url ?? '';
    expect((await openPage(url)).status).toBe(200);
    const { location } = await postForm(url, { result: 'complete' });
    const back = new URL(location ?? '');
    expect(back.searchParams.get('a')).toBe('1');
    expect(back.searchParams.get('payment_intent')).toBe(intent.id);
    expect(back.searchParams.get('redirect_status')).toBe('succeeded');
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('off session is declined instead of asking nobody', async () => {
    const declined = createIntent({
      confirm: true,
      off_session: true,
      payment_method: 'pm_card_authenticationRequired',
    });
    await expect(declined).rejects.toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
    });
  });

  it('must say where to come back to when a method may redirect', async () => {
    const params = {
      amount: 3_000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
    };
    await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({
      param: 'return_url',
    });
  });
});

describe('an intent that is over', () => {
  it('succeeded: cannot be confirmed, cancelled or changed in amount, but may get metadata', async () => {
    const { id } = await createIntent({ confirm: true, payment_method: 'pm_card_visa' });
    const code = 'payment_intent_unexpected_state';
    await expect(stripe.paymentIntents.confirm(id)).rejects.toMatchObject({ code });
    await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ code });
    await expect(stripe.paymentIntents.update(id, { amount: 4_000 })).rejects.toMatchObject({
      code,
    });
    const noted = await stripe.paymentIntents.update(id, { metadata: { note: 'x' } });
    expect(noted.metadata).toEqual({ note: 'x' });
  });

  it('cancelled: is told and cannot be confirmed', async () => {
    const { id } = await createIntent();
    const cancelled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(cancelled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const { data } = await stripe.events.list({ type: 'payment_intent.canceled' });
    expect(data).toHaveLength(1);
    await expect(
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
    ).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
  });
});

it('an intent of a checkout is not cancelled by itself', async () => {
  const session = await stripe.checkout.sessions.create(sessionParams());
  await payOnPage(session.url ?? '', { cardNumber: '4000000000000002' });
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id);
  await expect(stripe.paymentIntents.cancel(intent as string)).rejects.toMatchObject({
    message:
      "You can't cancel the PaymentIntent for a Checkout Session. Expire the Checkout Session instead.",
  });
});

describe('an intent that is captured by hand', () => {
  const HELD = { confirm: true, payment_method: 'pm_card_visa', capture_method: 'manual' } as const;

  it('brings nothing until it is captured, and then no more than was asked', async () => {
    const held = await createIntent({ ...HELD, expand: ['latest_charge'] });
    expect(held).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 3_000,
      amount_received: 0,
      latest_charge: { captured: false, paid: true, balance_transaction: null },
    });
    const charge = (held.latest_charge as Stripe.Charge).id;
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ statusCode: 400 });
    await expect(
      stripe.paymentIntents.capture(held.id, { amount_to_capture: 3_001 }),
    ).rejects.toMatchObject({ code: 'amount_too_large' });
    const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 2_000 });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 2_000 });
    await quiet(emulator);
    const kept = await stripe.charges.retrieve(charge, { expand: ['balance_transaction'] });
    expect(kept).toMatchObject({
      captured: true,
      amount_captured: 2_000,
      amount_refunded: 1_000,
      balance_transaction: { amount: 2_000 },
    });
    await expect(stripe.paymentIntents.capture(held.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('is let go when it is cancelled, and by itself after a week', async () => {
    const [first, second] = [await createIntent(HELD), await createIntent(HELD)];
    expect((await stripe.paymentIntents.cancel(first.id)).status).toBe('canceled');
    await emulator.control('POST', 'clock', { advanceSeconds: 8 * 86_400 });
    const late = await stripe.paymentIntents.retrieve(second.id, { expand: ['latest_charge'] });
    expect(late).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
      amount_capturable: 0,
      latest_charge: { refunded: true, balance_transaction: null },
    });
  });
});
