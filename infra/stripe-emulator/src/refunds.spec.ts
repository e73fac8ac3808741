import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { idOf } from './book/identifiers.js';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { advance, balanceGap, DAY_S, settled } from './testing/money-story.js';
import { pay, quiet } from './testing/payer.js';

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

describe('a refund', () => {
  it('takes the money back at once and leaves the fee where it is', async () => {
    const { charge } = await pay(emulator, '4000003800000008', 2_500);
    const refund = await stripe.refunds.create({
      charge: charge.id,
      reason: 'requested_by_customer',
      metadata: { refund: 'r-1' },
      expand: ['balance_transaction'],
    });
    expect(refund).toMatchObject({
      status: 'succeeded',
      amount: 2_500,
      metadata: { refund: 'r-1' },
      balance_transaction: { amount: -2_500, fee: 0, type: 'refund', source: refund.id },
    });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({
      refunded: true,
      amount_refunded: 2_500,
    });
    await quiet(emulator);
    const types = (await stripe.events.list({ limit: 3 })).data.map(({ type }) => type);
    expect(types.sort()).toEqual(['charge.refunded', 'charge.updated', 'refund.created']);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('in parts gives back exactly what the charge brought, whatever the rate', async () => {
    const product = { product_data: { name: 'A gift' } };
    const { charge } = await pay(emulator, '4000002760000016', 1_001, {
      line_items: [
        { quantity: 1, price_data: { currency: 'ron', unit_amount: 1_001, ...product } },
      ],
    });
    const { amount } = await settled(emulator, charge);
    const parts: number[] = [];
    for (const part of [333, 333, 335]) {
      const refund = await stripe.refunds.create({
        charge: charge.id,
        amount: part,
        expand: ['balance_transaction'],
      });
      parts.push((refund.balance_transaction as Stripe.BalanceTransaction).amount);
    }
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(-amount);
    const listed = await stripe.charges.retrieve(charge.id, { expand: ['refunds'] });
    expect(listed.refunds?.data).toHaveLength(3);
  });

  it('can be made by intent, and not of more than is left', async () => {
    const { charge } = await pay(emulator, '4242424242424242', 2_500);
    const intent = idOf(charge.payment_intent);
    await stripe.refunds.create({ payment_intent: intent, amount: 2_000 });
    await expect(
      stripe.refunds.create({ payment_intent: intent, amount: 501 }),
    ).rejects.toMatchObject({
      message: 'Refund amount (€5.01) is greater than unrefunded amount on charge (€5.00)',
    });
    await stripe.refunds.create({ payment_intent: intent });
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
      message: `Charge ${charge.id} has already been refunded.`,
    });
    const both = { charge: charge.id, payment_intent: intent };
    await expect(stripe.refunds.create(both)).rejects.toMatchObject({
      code: 'parameters_exclusive',
    });
  });

  it('of an unpaid intent or a failed charge is refused', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1_000, currency: 'eur' });
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    await expect(stripe.refunds.create({ charge: 'ch_none' })).rejects.toMatchObject({
      code: 'resource_missing',
      message: "No such charge: 'ch_none'",
    });
  });

  it('of the card that fails later succeeds, fails two days on and gives the money back', async () => {
    const { charge } = await pay(emulator, '4000000000005126', 2_500);
    const refund = await stripe.refunds.create({ charge: charge.id });
    expect(refund.status).toBe('succeeded');
    await advance(emulator, 2 * DAY_S + 1);
    const failed = await stripe.refunds.retrieve(refund.id, {
      expand: ['failure_balance_transaction'],
    });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { amount: 2_500, type: 'refund_failure' },
    });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({
      refunded: false,
      amount_refunded: 0,
    });
    const { data } = await stripe.events.list({ type: 'refund.failed' });
    expect(data).toHaveLength(1);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('of the slow card is pending first and succeeds two days on', async () => {
    const { charge } = await pay(emulator, '4000000000007726', 2_500);
    const refund = await stripe.refunds.create({ charge: charge.id });
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    await advance(emulator, 2 * DAY_S + 1);
    const done = await stripe.refunds.retrieve(refund.id);
    expect(done.status).toBe('succeeded');
    expect(done.pending_reason).toBeUndefined();
    const { data } = await stripe.events.list({ type: 'refund.updated' });
    expect(data[0]?.data.previous_attributes).toMatchObject({ status: 'pending' });
  });

  it('of any card fails when a test orders it', async () => {
    await emulator.control('POST', 'knobs', { failNextRefunds: 1 });
    const { charge } = await pay(emulator, '4242424242424242', 2_500);
    const first = await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const second = await stripe.refunds.create({ charge: charge.id, amount: 100 });
    await advance(emulator, 3 * DAY_S);
    expect((await stripe.refunds.retrieve(first.id)).status).toBe('failed');
    expect((await stripe.refunds.retrieve(second.id)).status).toBe('succeeded');
    expect((await stripe.charges.retrieve(charge.id)).amount_refunded).toBe(100);
  });
});

describe('a refund that is ordered otherwise', () => {
  it('is made in the dashboard: nobody asked over the API, and its event says so', async () => {
    const { charge } = await pay(emulator, '4242424242424242', 2_500);
    const made = await emulator.control('POST', 'refunds', { charge: charge.id, amount: 700 });
    expect(made).toMatchObject({ object: 'refund', amount: 700, metadata: {} });
    const { data } = await stripe.events.list({ type: 'refund.created' });
    expect(data[0]).toMatchObject({ request: { id: null, idempotency_key: null } });
    expect((await stripe.charges.retrieve(charge.id)).amount_refunded).toBe(700);
    const tooMuch = { charge: charge.id, amount: 1_801 };
    expect(await emulator.control('POST', 'refunds', tooMuch)).toMatchObject({ status: 400 });
  });

  it('fails at a word, also long after it had succeeded', async () => {
    const { charge } = await pay(emulator, '4242424242424242', 2_500);
    const refund = await stripe.refunds.create({ charge: charge.id });
    await advance(emulator, 40 * DAY_S);
    await emulator.control('POST', 'refunds/decide', { refund: refund.id, outcome: 'failed' });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed' });
    const again = { refund: refund.id, outcome: 'failed' };
    expect(await emulator.control('POST', 'refunds/decide', again)).toMatchObject({ status: 400 });
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('can be cancelled only while it waits for the payer, and then gives the money back', async () => {
    const { charge } = await pay(emulator, '4000000000007726', 2_500);
    const refund = await stripe.refunds.create({ charge: charge.id });
    await expect(stripe.refunds.cancel(refund.id)).rejects.toMatchObject({ statusCode: 400 });
    const outcome = { refund: refund.id, outcome: 'requires_action' };
    await emulator.control('POST', 'refunds/decide', outcome);
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'display_details' },
    });
    const canceled = await stripe.refunds.cancel(refund.id, {
      expand: ['failure_balance_transaction'],
    });
    expect(canceled).toMatchObject({
      status: 'canceled',
      failure_balance_transaction: { amount: 2_500 },
    });
    expect(canceled.next_action).toBeUndefined();
    expect((await stripe.charges.retrieve(charge.id)).amount_refunded).toBe(0);
    await advance(emulator, 3 * DAY_S);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('canceled');
  });

  it('is listed by charge, intent and time, and its metadata can be changed', async () => {
    const first = await pay(emulator, '4242424242424242', 2_500);
    const second = await pay(emulator, '4242424242424242', 2_500);
    const one = await stripe.refunds.create({ charge: first.charge.id, amount: 100 });
    const two = await stripe.refunds.create({ charge: second.charge.id, amount: 200 });
    const ids = async (params: Stripe.RefundListParams): Promise<string[]> =>
      (await stripe.refunds.list(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([two.id, one.id]);
    expect(await ids({ charge: first.charge.id })).toEqual([one.id]);
    expect(await ids({ payment_intent: idOf(second.charge.payment_intent) })).toEqual([two.id]);
    expect(await ids({ created: { gt: two.created } })).toEqual([]);
    const updated = await stripe.refunds.update(one.id, { metadata: { refund: 'r-9' } });
    expect(updated.metadata).toEqual({ refund: 'r-9' });
  });
});
