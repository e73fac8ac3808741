import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { advance, available, balanceGap, DAY_S } from './testing/money-story.js';
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

describe('a payout', () => {
  beforeEach(async () => {
    await pay(emulator, '4000000000000077', 10_000);
    await quiet(emulator);
  });

  it('takes the money at once and is paid two days on, by the virtual clock', async () => {
    const before = await available(emulator);
    const payout = await stripe.payouts.create({
      amount: 5_000,
      currency: 'eur',
      metadata: { tranche: 't-1' },
      statement_descriptor: 'VATRA',
    });
    expect(payout).toMatchObject({
      status: 'pending',
      automatic: false,
      metadata: { tranche: 't-1' },
    });
    expect(await available(emulator)).toBe(before - 5_000);
    await advance(emulator, DAY_S);
    expect((await stripe.payouts.retrieve(payout.id)).status).toBe('in_transit');
    await advance(emulator, DAY_S);
    const paid = await stripe.payouts.retrieve(payout.id, { expand: ['balance_transaction'] });
    expect(paid).toMatchObject({
      status: 'paid',
      balance_transaction: { amount: -5_000, type: 'payout', source: payout.id },
    });
    const { data } = await stripe.events.list({ types: ['payout.created', 'payout.paid'] });
    expect(data.map(({ type }) => type)).toEqual(['payout.paid', 'payout.created']);
    const [told] = data;
    expect(told?.created).toBe(payout.arrival_date);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('of more than is available is refused', async () => {
    await expect(stripe.payouts.create({ amount: 10_000, currency: 'eur' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'balance_insufficient',
    });
    await expect(stripe.payouts.create({ amount: 100, currency: 'usd' })).rejects.toMatchObject({
      param: 'currency',
    });
  });

  it('can be cancelled while it is pending and not later', async () => {
    const before = await available(emulator);
    const { id } = await stripe.payouts.create({ amount: 1_000, currency: 'eur' });
    const cancelled = await stripe.payouts.cancel(id);
    expect(cancelled.status).toBe('canceled');
    expect(await available(emulator)).toBe(before);
    const late = await stripe.payouts.create({ amount: 1_000, currency: 'eur' });
    await advance(emulator, DAY_S);
    await expect(stripe.payouts.cancel(late.id)).rejects.toMatchObject({ statusCode: 400 });
    await advance(emulator, 3 * DAY_S);
    expect((await stripe.payouts.retrieve(id)).status).toBe('canceled');
    expect((await stripe.payouts.list({ status: 'paid' })).data.map((payout) => payout.id)).toEqual(
      [late.id],
    );
  });

  it('that a test lets fail comes back', async () => {
    const before = await available(emulator);
    await emulator.control('POST', 'knobs', { failNextPayouts: 1 });
    const { id } = await stripe.payouts.create({ amount: 1_000, currency: 'eur' });
    await advance(emulator, 3 * DAY_S);
    expect(await stripe.payouts.retrieve(id)).toMatchObject({
      status: 'failed',
      failure_code: 'account_closed',
    });
    expect(await available(emulator)).toBe(before);
    expect(await balanceGap(emulator)).toBe(0);
  });
});
