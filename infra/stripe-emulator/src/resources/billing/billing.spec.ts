import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { eventTypes } from '../../testing/event-types.js';
import { advance, balanceGap, DAY_S } from '../../testing/money-story.js';
import { openPage, payOnPage, postForm, SUCCESS_URL } from '../../testing/payer.js';

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

function sessionParams(): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'subscription',
    success_url: SUCCESS_URL,
    customer_email: 'ana@example.org',
    subscription_data: { metadata: { gift: 'g-1' } },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'eur',
          unit_amount: 1_200,
          product_data: { name: 'A monthly gift' },
          recurring: { interval: 'month' },
        },
      },
    ],
  };
}

async function subscribed(cardNumber = '4000002760000016'): Promise<Stripe.Subscription> {
  const session = await stripe.checkout.sessions.create(sessionParams());
  const answer = await payOnPage(session.url ?? '', { cardNumber });
  if (answer.status !== 303) throw new Error(`The page answered ${answer.status}.`);
  const { subscription } = await stripe.checkout.sessions.retrieve(session.id);
  return stripe.subscriptions.retrieve(subscription as string);
}

/** A subscription whose card is charged without its payer, and which is declined from now on. */
async function withCard(subscription: Stripe.Subscription, alias: string): Promise<string> {
  const customer = subscription.customer as string;
  const method = await stripe.paymentMethods.attach(alias, { customer });
  await stripe.subscriptions.update(subscription.id, { default_payment_method: method.id });
  return method.id;
}

async function invoicesOf(subscription: Stripe.Subscription): Promise<Stripe.Invoice[]> {
  return (await stripe.invoices.list({ subscription: subscription.id })).data;
}

describe('a subscription begun on the hosted page', () => {
  it('is active and paid for its first month, and says how everything hangs together', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams());
    const { html } = await openPage(session.url ?? '');
    expect(html).toContain('Subscribe for €12.00 every month');
    await payOnPage(session.url ?? '');
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription', 'invoice.payments', 'customer'],
    });
    expect(done).toMatchObject({
      mode: 'subscription',
      status: 'complete',
      payment_status: 'paid',
      amount_total: 1_200,
      customer: { email: 'ana@example.org' },
      subscription: {
        status: 'active',
        metadata: { gift: 'g-1' },
        items: { data: [{ quantity: 1, price: { unit_amount: 1_200, type: 'recurring' } }] },
      },
      invoice: {
        status: 'paid',
        billing_reason: 'subscription_create',
        amount_paid: 1_200,
        amount_remaining: 0,
        attempt_count: 1,
      },
    });
    const invoice = done.invoice as Stripe.Invoice;
    const [payment] = invoice.payments?.data ?? [];
    expect(payment).toMatchObject({ status: 'paid', payment: { type: 'payment_intent' } });
    const intent = await stripe.paymentIntents.retrieve(payment?.payment.payment_intent as string);
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 1_200 });
    expect(await eventTypes(stripe, 'invoice.')).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    const listed = await stripe.checkout.sessions.list({
      subscription: (done.subscription as Stripe.Subscription).id,
    });
    expect(listed.data.map(({ id }) => id)).toEqual([session.id]);
  });

  it('asks the bank first when the card wants it, and is charged without asking later', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams());
    const asked = await payOnPage(session.url ?? '', { cardNumber: '4000002500003155' });
    const { location } = await postForm(asked.location ?? '', { result: 'complete' });
    expect(location).toContain('thanks');
    const { subscription } = await stripe.checkout.sessions.retrieve(session.id);
    await advance(emulator, 32 * DAY_S);
    const renewed = await stripe.subscriptions.retrieve(subscription as string);
    expect(renewed.status).toBe('active');
    expect(await invoicesOf(renewed)).toHaveLength(2);
  });

  it('is not begun by a card that is declined', async () => {
    const session = await stripe.checkout.sessions.create(sessionParams());
    const answer = await payOnPage(session.url ?? '', { cardNumber: '4000000000000002' });
    expect(answer.status).toBe(402);
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
    expect((await stripe.invoices.list()).data).toEqual([]);
  });

  it('needs a recurring price, and a payment needs one that is not', async () => {
    const { line_items: lines = [] } = sessionParams();
    const [line] = lines;
    const once = { ...line, price_data: { ...line?.price_data, recurring: undefined } };
    await expect(
      stripe.checkout.sessions.create({
        ...sessionParams(),
        line_items: [once as Stripe.Checkout.SessionCreateParams.LineItem],
      }),
    ).rejects.toMatchObject({ param: 'line_items' });
    await expect(
      stripe.checkout.sessions.create({
        mode: 'payment',
        success_url: SUCCESS_URL,
        line_items: lines,
      }),
    ).rejects.toMatchObject({ param: 'line_items' });
  });
});

describe('a renewal', () => {
  it('comes every month on its own day, with an invoice and a charge of its own', async () => {
    const subscription = await subscribed();
    await advance(emulator, 100 * DAY_S);
    const invoices = await invoicesOf(subscription);
    expect(invoices.map(({ billing_reason: reason, status }) => [reason, status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_cycle', 'paid'],
      ['subscription_cycle', 'paid'],
      ['subscription_create', 'paid'],
    ]);
    const renewed = await stripe.subscriptions.retrieve(subscription.id);
    const [item] = renewed.items.data;
    expect(item?.current_period_start).toBe(invoices[0]?.period_start);
    expect(renewed.latest_invoice).toBe(invoices[0]?.id);
    const charges = await stripe.charges.list({ customer: subscription.customer as string });
    expect(charges.data).toHaveLength(4);
    // Each charge settled on its own day, so that the money of the first ones is there by now.
    const transactions = await stripe.balanceTransactions.list({ type: 'charge' });
    expect(new Set(transactions.data.map(({ created }) => created)).size).toBe(4);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('that fails is tried again, and makes the subscription whole when it works', async () => {
    const subscription = await subscribed();
    await withCard(subscription, 'pm_card_chargeCustomerFail');
    await advance(emulator, 32 * DAY_S);
    const overdue = await stripe.subscriptions.retrieve(subscription.id);
    expect(overdue.status).toBe('past_due');
    const [open] = await invoicesOf(subscription);
    expect(open).toMatchObject({ status: 'open', amount_remaining: 1_200, attempted: true });
    expect(open?.next_payment_attempt).not.toBeNull();
    expect(await eventTypes(stripe, 'invoice.payment_failed')).toHaveLength(1);
    await withCard(subscription, 'pm_card_visa');
    await advance(emulator, 3 * DAY_S);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    const [paid] = await invoicesOf(subscription);
    expect(paid).toMatchObject({ status: 'paid', attempt_count: 2, next_payment_attempt: null });
  });

  it('that fails to the last ends the subscription', async () => {
    const subscription = await subscribed();
    await withCard(subscription, 'pm_card_chargeCustomerFail');
    await advance(emulator, 50 * DAY_S);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    });
    expect(await eventTypes(stripe, 'invoice.payment_failed')).toHaveLength(4);
    expect(await eventTypes(stripe, 'customer.subscription.deleted')).toHaveLength(1);
    await advance(emulator, 60 * DAY_S);
    expect(await invoicesOf(subscription)).toHaveLength(2);
  });

  it('that needs the payer says so, and is paid with the payer', async () => {
    const subscription = await subscribed();
    await withCard(subscription, 'pm_card_authenticationRequired');
    await advance(emulator, 32 * DAY_S);
    expect(await eventTypes(stripe, 'invoice.payment_action_required')).toHaveLength(1);
    const [open] = await invoicesOf(subscription);
    const { data } = await stripe.invoicePayments.list({ invoice: open?.id ?? '' });
    const intent = await stripe.paymentIntents.confirm(data[0]?.payment.payment_intent as string, {
      payment_method: (await stripe.subscriptions.retrieve(subscription.id))
        .default_payment_method as string,
      return_url: 'http://127.0.0.1:9/',
    });
    await postForm(intent.next_action?.redirect_to_url?.url ?? '', { result: 'complete' });
    expect((await stripe.invoices.retrieve(open?.id ?? '')).status).toBe('paid');
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it('is paid by hand, once', async () => {
    const subscription = await subscribed();
    await withCard(subscription, 'pm_card_chargeCustomerFail');
    await advance(emulator, 32 * DAY_S);
    const [open] = await invoicesOf(subscription);
    const id = open?.id ?? '';
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    });
    const customer = subscription.customer as string;
    const good = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const paid = await stripe.invoices.pay(id, { payment_method: good.id });
    expect(paid.status).toBe('paid');
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ code: 'invoice_already_paid' });
  });
});

describe('a subscription made over the API', () => {
  async function offer(): Promise<{ customer: string; price: string; method: string }> {
    const customer = (await stripe.customers.create({})).id;
    const { id: price } = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 500,
      recurring: { interval: 'week' },
      product_data: { name: 'A weekly gift' },
    });
    const method = (await stripe.paymentMethods.attach('pm_card_visa', { customer })).id;
    return { customer, price, method };
  }

  it('begins, changes and ends', async () => {
    const { customer, price, method } = await offer();
    const begun = await stripe.subscriptions.create({
      customer,
      items: [{ price, quantity: 2 }],
      default_payment_method: method,
      metadata: { fund: 'f-1' },
      expand: ['latest_invoice'],
    });
    expect(begun).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', total: 1_000 },
    });
    const [item] = begun.items.data;
    expect((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)).toBe(7 * DAY_S);
    const changed = await stripe.subscriptions.update(begun.id, {
      items: [{ id: item?.id, quantity: 3 }],
      proration_behavior: 'none',
      metadata: { fund: 'f-2' },
    });
    expect(changed).toMatchObject({
      metadata: { fund: 'f-2' },
      items: { data: [{ quantity: 3 }] },
    });
    await advance(emulator, 8 * DAY_S);
    const [second] = await invoicesOf(begun);
    expect(second?.total).toBe(1_500);
    await stripe.subscriptions.update(begun.id, { cancel_at_period_end: true });
    await advance(emulator, 7 * DAY_S);
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('canceled');
    expect(await invoicesOf(begun)).toHaveLength(2);
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1);
    await expect(stripe.subscriptions.cancel(begun.id)).rejects.toMatchObject({ statusCode: 404 });
  });

  it('is incomplete until its first invoice is paid, and can be ended at once', async () => {
    const { customer, price } = await offer();
    const begun = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      payment_behavior: 'default_incomplete',
    });
    expect(begun.status).toBe('incomplete');
    await stripe.invoices.pay(begun.latest_invoice as string, { payment_method: 'pm_card_visa' });
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
    const ended = await stripe.subscriptions.cancel(begun.id, {
      cancellation_details: { comment: 'moved' },
    });
    expect(ended).toMatchObject({
      status: 'canceled',
      cancellation_details: { comment: 'moved', reason: 'cancellation_requested' },
    });
  });

  it('sells what the catalogue has', async () => {
    const { price } = await offer();
    const known = await stripe.prices.retrieve(price, { expand: ['product'] });
    expect(known.product).toMatchObject({ name: 'A weekly gift', active: true });
    expect((await stripe.prices.list({ type: 'recurring' })).data).toHaveLength(1);
    expect((await stripe.products.list({ active: true })).data).toHaveLength(1);
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      success_url: SUCCESS_URL,
      line_items: [{ price, quantity: 4 }],
    });
    expect(session.amount_total).toBe(2_000);
  });
});
