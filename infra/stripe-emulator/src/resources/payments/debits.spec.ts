import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { eventTypes } from '../../testing/event-types.js';
import { advance, balanceGap, DAY_S, settled } from '../../testing/money-story.js';
import { openPage, postForm, quiet, sessionParams, SUCCESS_URL } from '../../testing/payer.js';

const PAYS = 'DE89 3704 0044 0532 0130 00';
const FAILS = 'DE62370400440532013001';
const TAKEN_BACK = 'DE35370400440532013002';

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

const BOTH = { allowed_payment_method_types: ['card', 'sepa_debit'] } as const;

async function openSession(): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create(
    sessionParams(2_500, { allowed_payment_method_types: [...BOTH.allowed_payment_method_types] }),
  );
}

async function debit(iban: string): Promise<Stripe.Checkout.Session> {
  const session = await openSession();
  const answer = await postForm(`${session.url ?? ''}?method=sepa_debit`, {
    iban,
    billingName: 'Ana Rusu',
    email: 'ana@example.org',
  });
  if (answer.status !== 303) throw new Error(`The page answered ${answer.status}.`);
  return stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  });
}

function intentOf(session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  return session.payment_intent as Stripe.PaymentIntent;
}

function chargeOf(session: Stripe.Checkout.Session): Stripe.Charge {
  return intentOf(session).latest_charge as Stripe.Charge;
}

describe('a direct debit', () => {
  it('is offered beside the card when the session allows both, in euros only', async () => {
    const session = await openSession();
    expect(session.payment_method_types).toEqual(['card', 'sepa_debit']);
    expect((await openPage(session.url ?? '')).html).toContain('id="method-sepa_debit"');
    const other = await openPage(`${session.url ?? ''}?method=sepa_debit`);
    expect(other.html).toContain('name="iban"');
    expect(other.html).not.toContain('name="cardNumber"');
    const data = { currency: 'usd', unit_amount: 900, product_data: { name: 'x' } };
    await expect(
      stripe.checkout.sessions.create(
        sessionParams(900, {
          allowed_payment_method_types: ['sepa_debit'],
          line_items: [{ quantity: 1, price_data: data }],
        }),
      ),
    ).rejects.toMatchObject({ param: 'allowed_payment_method_types' });
  });

  it('is processing first: the session is complete and not paid', async () => {
    const session = await debit(PAYS);
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: {
        status: 'processing',
        latest_charge: { status: 'pending', paid: false, balance_transaction: null },
      },
    });
    expect(chargeOf(session).payment_method_details).toMatchObject({
      type: 'sepa_debit',
      sepa_debit: { country: 'DE', last4: '3000', bank_code: '37040044' },
    });
    expect(await eventTypes(stripe, 'checkout.session.')).toEqual(['checkout.session.completed']);
    expect(await eventTypes(stripe, 'charge.')).toEqual(['charge.pending']);
    await expect(stripe.refunds.create({ charge: chargeOf(session).id })).rejects.toMatchObject({
      statusCode: 400,
    });
    const mandate = chargeOf(session).payment_method_details?.sepa_debit?.mandate ?? '';
    expect(await stripe.mandates.retrieve(mandate)).toMatchObject({ status: 'active' });
  });

  it('succeeds after some days, with a fee of its own, and tells the session', async () => {
    const session = await debit(PAYS);
    await advance(emulator, 6 * DAY_S);
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    });
    expect(paid).toMatchObject({
      payment_status: 'paid',
      payment_intent: { status: 'succeeded', amount_received: 2_500 },
    });
    expect(await eventTypes(stripe, 'checkout.session.')).toEqual([
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
    ]);
    const transaction = await settled(emulator, chargeOf(session));
    expect(transaction).toMatchObject({ type: 'payment', amount: 2_500, fee: 35 });
    // It settled on its own day, not on the day the clock was moved to.
    expect(transaction.created - chargeOf(session).created).toBeLessThan(5 * DAY_S + 60);
  });

  it('that bounces asks for another way to pay', async () => {
    const session = await debit(FAILS);
    await advance(emulator, 6 * DAY_S);
    const intent = await stripe.paymentIntents.retrieve(intentOf(session).id, {
      expand: ['latest_charge'],
    });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'insufficient_funds' },
      latest_charge: { status: 'failed', paid: false },
    });
    expect(await eventTypes(stripe, 'checkout.session.')).toEqual([
      'checkout.session.completed',
      'checkout.session.async_payment_failed',
    ]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('unpaid');
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  });

  it('ends at a word, either way', async () => {
    const [first, second] = [await debit(PAYS), await debit(PAYS)];
    const conclude = (session: Stripe.Checkout.Session, outcome: string) =>
      emulator.control('POST', 'payments/conclude', {
        payment_intent: intentOf(session).id,
        outcome,
      });
    expect(await conclude(first, 'succeeded')).toMatchObject({ object: 'payment_intent' });
    await conclude(second, 'failed');
    await quiet(emulator);
    expect((await stripe.paymentIntents.retrieve(intentOf(first).id)).status).toBe('succeeded');
    expect((await stripe.paymentIntents.retrieve(intentOf(second).id)).status).toBe(
      'requires_payment_method',
    );
    expect(await conclude(first, 'failed')).toMatchObject({ status: 400 });
  });

  it('is taken back for good: the dispute is lost the moment it comes', async () => {
    const session = await debit(TAKEN_BACK);
    await advance(emulator, 6 * DAY_S);
    await quiet(emulator);
    const { data } = await stripe.disputes.list({ charge: chargeOf(session).id });
    expect(data).toMatchObject([
      {
        status: 'lost',
        reason: 'debit_not_authorized',
        evidence_details: { due_by: null },
        balance_transactions: [{ amount: -2_500, fee: 750 }],
      },
    ]);
    await expect(
      stripe.disputes.update(data[0]?.id ?? '', { evidence: { uncategorized_text: 'x' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
    expect(await eventTypes(stripe, 'charge.dispute.')).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
    ]);
  });

  it('is refunded slowly, and may be taken back after that, too', async () => {
    const session = await debit(PAYS);
    await advance(emulator, 6 * DAY_S);
    const refund = await stripe.refunds.create({
      charge: chargeOf(session).id,
      expand: ['balance_transaction'],
    });
    expect(refund).toMatchObject({
      status: 'pending',
      destination_details: { type: 'eu_bank_transfer' },
      balance_transaction: { type: 'payment_refund', amount: -2_500 },
    });
    await advance(emulator, 50 * DAY_S);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    const dispute = await emulator.control('POST', 'disputes', { charge: chargeOf(session).id });
    expect(dispute).toMatchObject({ object: 'dispute', amount: 2_500 });
    const kept = await stripe.disputes.retrieve(String(dispute['id']));
    expect(kept.status).toBe('lost');
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('refuses an account number that is none', async () => {
    const session = await openSession();
    const answer = await postForm(`${session.url ?? ''}?method=sepa_debit`, {
      iban: 'DE89370400440532013001',
      billingName: 'Ana Rusu',
      email: 'ana@example.org',
    });
    expect([answer.status, answer.alert]).toEqual([422, 'Your IBAN is invalid.']);
    expect(answer.html).not.toContain('DE8937040044');
  });
});

describe('a saved account', () => {
  it('is debited while the payer is away', async () => {
    const { id: customer } = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      customer,
      currency: 'eur',
      success_url: SUCCESS_URL,
      allowed_payment_method_types: ['sepa_debit'],
    });
    const form = { iban: PAYS, billingName: 'Ana Rusu' };
    expect((await postForm(session.url ?? '', form)).status).toBe(303);
    const setup = await stripe.setupIntents.retrieve(session.setup_intent as string);
    expect(setup.mandate).toMatch(/^mandate_/);
    const intent = await stripe.paymentIntents.create({
      amount: 2_500,
      currency: 'eur',
      customer,
      payment_method: setup.payment_method as string,
      confirm: true,
      off_session: true,
    });
    expect(intent.status).toBe('processing');
    await advance(emulator, 6 * DAY_S);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('can be made over the API, where the same number has the same fingerprint', async () => {
    const create = (iban: string): Promise<Stripe.PaymentMethod> =>
      stripe.paymentMethods.create({
        type: 'sepa_debit',
        sepa_debit: { iban },
        billing_details: { name: 'Ana Rusu', email: 'ana@example.org' },
      });
    const [one, two] = [await create(PAYS), await create(PAYS.replaceAll(' ', ''))];
    const other = await create(FAILS);
    expect(one.sepa_debit?.fingerprint).toBe(two.sepa_debit?.fingerprint);
    expect(one.sepa_debit?.fingerprint).not.toBe(other.sepa_debit?.fingerprint);
    await expect(create('DE00')).rejects.toMatchObject({ code: 'invalid_bank_account_iban' });
  });
});
