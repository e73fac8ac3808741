import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { idOf } from './book/identifiers.js';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import {
  CANCEL_URL,
  openPage,
  pay,
  payOnPage,
  postForm,
  quiet,
  sessionParams,
} from './testing/payer.js';

let emulator: ChildEmulator;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startEmulator();
  stripe = emulator.stripe;
});

afterAll(async () => {
  await emulator.stop();
});

async function openSession(
  amount = 2_500,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<{ id: string; url: string }> {
  const { id, url } = await stripe.checkout.sessions.create(sessionParams(amount, more));
  return { id, url: url ?? '' };
}

async function intentOf(sessionId: string): Promise<Stripe.PaymentIntent> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ['payment_intent.latest_charge'],
  });
  return session.payment_intent as Stripe.PaymentIntent;
}

describe('a hosted checkout', () => {
  it('is open and unpaid, without an intent, until somebody pays', async () => {
    const session = await stripe.checkout.sessions.create(
      sessionParams(4_000, {
        client_reference_id: 'c-1',
        metadata: { a: '1' },
        submit_type: 'donate',
      }),
    );
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 4_000,
      currency: 'eur',
      client_reference_id: 'c-1',
      metadata: { a: '1' },
      livemode: false,
    });
    expect(session.url).toBe(`${emulator.url}/c/pay/${session.id}`);
    expect(session.expires_at - session.created).toBe(86_400);
  });

  it('shows a labelled page with amount, lines, form and the way back, and no script', async () => {
    const { url } = await openSession(1_234_50, { submit_type: 'donate' });
    const { status, html } = await openPage(url);
    expect(status).toBe(200);
    expect(html).toContain('Stripe emulator');
    expect(html).toContain('€1,234.50');
    expect(html).toContain('A gift');
    for (const field of ['cardNumber', 'cardExpiry', 'cardCvc', 'billingName', 'email'])
      expect(html).toContain(`name="${field}"`);
    expect(html).toContain(`href="${CANCEL_URL.replaceAll('&', '&amp;')}"`);
    expect(html).not.toMatch(/<script|<img|<link/);
  });

  it('escapes what a merchant wrote', async () => {
    const { url } = await openSession(2_500, {
      custom_text: { submit: { message: '<b>"bold"</b>' } },
    });
    expect((await openPage(url)).html).toContain('&lt;b&gt;&quot;bold&quot;&lt;/b&gt;');
  });

  it('takes the payment and sends the payer on with the session id in the address', async () => {
    const { id, url } = await openSession();
    const answer = await payOnPage(url);
    expect(answer.status).toBe(303);
    expect(answer.location).toBe(`http://127.0.0.1:9/thanks?session=${id}`);
    const session = await stripe.checkout.sessions.retrieve(id);
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: 'ana@example.org', name: 'Ana Rusu' },
    });
  });

  it('copies the metadata of payment_intent_data to the intent and to the charge', async () => {
    const { charge } = await pay(emulator, '4242424242424242', 2_500, {
      payment_intent_data: { metadata: { contribution: 'c-77' }, transfer_group: 'p-1' },
    });
    expect(charge.metadata).toEqual({ contribution: 'c-77' });
    expect(charge.transfer_group).toBe('p-1');
    const intent = await stripe.paymentIntents.retrieve(idOf(charge.payment_intent));
    expect(intent).toMatchObject({ metadata: { contribution: 'c-77' }, status: 'succeeded' });
  });

  it('makes a customer when the session asks for one', async () => {
    const { session, charge } = await pay(emulator, '4242424242424242', 2_500, {
      customer_creation: 'always',
    });
    expect(charge.customer).toBe(session.customer);
    const customer = await stripe.customers.retrieve(idOf(session.customer));
    expect(customer).toMatchObject({ email: 'ana@example.org', name: 'Ana Rusu' });
  });

  it('does not ask for an address it knows', async () => {
    const { url, id } = await openSession(2_500, { customer_email: 'known@example.org' });
    expect((await openPage(url)).html).not.toContain('name="email"');
    await payOnPage(url, { email: '' });
    const { customer_details: details } = await stripe.checkout.sessions.retrieve(id);
    expect(details?.email).toBe('known@example.org');
  });

  it('cannot be paid twice', async () => {
    const { url } = await openSession();
    await payOnPage(url);
    const before = (await stripe.charges.list({ limit: 100 })).data.length;
    const again = await payOnPage(url);
    expect(again.status).toBe(200);
    expect(again.html).toContain('This payment is complete');
    expect((await stripe.charges.list({ limit: 100 })).data).toHaveLength(before);
  });

  it('lists its lines with the price they were made from', async () => {
    const { id } = await openSession(1_250);
    const lines = await stripe.checkout.sessions.listLineItems(id);
    expect(lines.data).toHaveLength(1);
    expect(lines.data[0]).toMatchObject({
      description: 'A gift',
      amount_total: 1_250,
      quantity: 1,
      price: { unit_amount: 1_250, type: 'one_time' },
    });
  });
});

describe('a card that does not pay', () => {
  it.each([
    ['4000000000000002', 'Your card was declined.', 'card_declined', 'generic_decline'],
    [
      '4000000000009995',
      'Your card has insufficient funds.',
      'card_declined',
      'insufficient_funds',
    ],
    ['4000000000000069', 'Your card has expired.', 'expired_card', 'expired_card'],
    [
      '4000000000000127',
      "Your card's security code is incorrect.",
      'incorrect_cvc',
      'incorrect_cvc',
    ],
    [
      '4000000000000119',
      'An error occurred while processing your card. Try again in a little bit.',
      'processing_error',
      'processing_error',
    ],
  ])('%s shows "%s" and leaves a failed charge', async (cardNumber, text, code, declineCode) => {
    const { id, url } = await openSession();
    const answer = await payOnPage(url, { cardNumber });
    expect(answer.status).toBe(402);
    expect(answer.alert).toBe(text);
    const intent = await intentOf(id);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code, decline_code: declineCode },
      latest_charge: { status: 'failed', paid: false, failure_code: code },
    });
  });

  it('may be followed by one that does, on the same intent', async () => {
    const { id, url } = await openSession();
    await payOnPage(url, { cardNumber: '4000000000000002' });
    const first = await intentOf(id);
    await payOnPage(url);
    const second = await intentOf(id);
    expect(second.id).toBe(first.id);
    expect(second.status).toBe('succeeded');
    const charges = await stripe.charges.list({ payment_intent: second.id });
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });

  it.each([
    [{ cardNumber: '4242424242424241' }, 'Your card number is invalid.'],
    [{ cardExpiry: '12' }, "Your card's expiration date is incomplete."],
    [{ cardExpiry: '12/20' }, "Your card's expiration year is in the past."],
    [{ cardCvc: '1' }, "Your card's security code is incomplete."],
    [{ billingName: '' }, 'Please enter the name on the card.'],
    [{ email: 'nobody' }, 'Your email is invalid.'],
  ])('%j is refused on the page and charges nothing', async (fields, text) => {
    const { id, url } = await openSession();
    const answer = await payOnPage(url, fields);
    expect([answer.status, answer.alert]).toEqual([422, text]);
    expect((await stripe.checkout.sessions.retrieve(id)).payment_intent).toBeNull();
  });

  it('a number that is no test card is declined as Stripe does in test mode', async () => {
    const { url } = await openSession();
    const answer = await payOnPage(url, { cardNumber: '5436031030606378' });
    expect(answer.status).toBe(402);
    expect(answer.alert).toContain('used a non test (live) card');
  });

  it('never writes the number or the CVC back into a page', async () => {
    const { url } = await openSession();
    const { html } = await payOnPage(url, { cardNumber: '4000000000000002', cardCvc: '987' });
    expect(html).not.toContain('4000000000000002');
    expect(html).not.toContain('987');
  });
});

describe('3D Secure', () => {
  const cardNumber = '4000002760003184';

  it('asks on a page of its own and completes the payment', async () => {
    const { id, url } = await openSession();
    const { status, location } = await payOnPage(url, { cardNumber });
    expect(status).toBe(303);
    expect((await intentOf(id)).status).toBe('requires_action');
    const challenge = await openPage(location ?? '');
    expect(challenge.html).toContain('value="complete"');
    expect(challenge.html).toContain('value="fail"');
    const done = await postForm(location ?? '', { result: 'complete' });
    expect(done.location).toBe(`http://127.0.0.1:9/thanks?session=${id}`);
    const intent = await intentOf(id);
    expect(intent.status).toBe('succeeded');
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge.payment_method_details?.card?.three_d_secure?.result).toBe('authenticated');
  });

  it('sends a payer who fails back to the form with the reason, and the form still works', async () => {
    const { id, url } = await openSession();
    const { location } = await payOnPage(url, { cardNumber });
    const failed = await postForm(location ?? '', { result: 'fail' });
    expect(failed.location).toBe(`/c/pay/${id}`);
    expect((await openPage(url)).alert).toContain('unable to authenticate your payment method');
    expect((await intentOf(id)).last_payment_error?.code).toBe(
      'payment_intent_authentication_failure',
    );
    expect((await stripe.charges.list({ payment_intent: (await intentOf(id)).id })).data).toEqual(
      [],
    );
    expect((await payOnPage(url)).status).toBe(303);
  });

  it('may succeed and still be declined', async () => {
    const { id, url } = await openSession();
    const { location } = await payOnPage(url, { cardNumber: '4000008260003178' });
    await postForm(location ?? '', { result: 'complete' });
    expect((await openPage(url)).alert).toBe('Your card has insufficient funds.');
    expect((await intentOf(id)).status).toBe('requires_payment_method');
  });

  it('cannot be answered twice', async () => {
    const { url } = await openSession();
    const { location } = await payOnPage(url, { cardNumber });
    await postForm(location ?? '', { result: 'complete' });
    expect((await postForm(location ?? '', { result: 'complete' })).status).toBe(410);
  });
});

describe('an expired session', () => {
  it('takes no payment, whoever expired it', async () => {
    const { id, url } = await openSession();
    expect((await stripe.checkout.sessions.expire(id)).status).toBe('expired');
    const answer = await payOnPage(url);
    expect(answer.status).toBe(410);
    expect(answer.html).toContain('has expired');
  });

  it('cancels an intent that a declined card had left, also in the middle of 3D Secure', async () => {
    const { id, url } = await openSession();
    const { location } = await payOnPage(url, { cardNumber: '4000002760003184' });
    await stripe.checkout.sessions.expire(id);
    expect(await intentOf(id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'expired',
    });
    expect((await postForm(location ?? '', { result: 'complete' })).status).toBe(410);
  });

  it('cannot be expired when it is paid', async () => {
    const { session } = await pay(emulator, '4242424242424242');
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('status in ["open"]') as unknown,
    });
  });
});

it('answers every call of this file with the members the SDK types require', async () => {
  await quiet(emulator);
  const { data } = await stripe.events.list({ limit: 100 });
  expect(data.length).toBeGreaterThan(20);
  expect(emulator.faults).toEqual([]);
});
