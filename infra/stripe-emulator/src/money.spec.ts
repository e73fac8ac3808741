import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { advance, available, balanceGap, DAY_S, settled } from './testing/money-story.js';
import { pay, quiet, sessionParams } from './testing/payer.js';
import { personCard } from './testing/person-card.js';

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

describe('a balance transaction', () => {
  it('is not there when the charge is born and follows with charge.updated', async () => {
    await emulator.control('POST', 'knobs', { settlementDelayMs: null });
    const { charge } = await pay(emulator, '4242424242424242');
    expect(charge.balance_transaction).toBeNull();
    expect((await stripe.events.list({ type: 'charge.updated' })).data).toEqual([]);
    expect(await emulator.control('POST', 'settle')).toMatchObject({ settled: 1 });
    const transaction = await settled(emulator, charge);
    expect(transaction).toMatchObject({ type: 'charge', source: charge.id, status: 'pending' });
    expect((await stripe.events.list({ type: 'charge.updated' })).data).toHaveLength(1);
  });

  it('is there from the first when nothing is to be waited for, and is told of once', async () => {
    await emulator.control('POST', 'knobs', { settlementDelayMs: 0 });
    const { charge } = await pay(emulator, '4242424242424242');
    const [event] = (await stripe.events.list({ type: 'charge.succeeded' })).data;
    const told = event?.data.object as Stripe.Charge | undefined;
    expect(told?.balance_transaction).toBe((await settled(emulator, charge)).id);
    await quiet(emulator);
    expect((await stripe.events.list({ type: 'charge.updated' })).data).toEqual([]);
  });

  it.each([
    ['EEA, Italy', '4000003800000008', 2_500, 63],
    ['EEA, half a cent up', '4000002500000003', 2_300, 60],
    ['United Kingdom', '4000008260000000', 2_500, 88],
    ['United States', '4242424242424242', 2_500, 106],
    ['Moldova, a person of the demonstration', personCard('498', 1), 2_500, 106],
  ])('has the fee of the card: %s', async (_name, cardNumber, amount, fee) => {
    const { charge } = await pay(emulator, cardNumber, amount);
    const transaction = await settled(emulator, charge);
    expect(transaction).toMatchObject({
      amount,
      fee,
      net: amount - fee,
      currency: 'eur',
      exchange_rate: null,
      fee_details: [{ amount: fee, type: 'stripe_fee', currency: 'eur' }],
    });
  });

  it('becomes available three days later, all of a day together, told once', async () => {
    const first = await pay(emulator, '4000003800000008', 2_500);
    await pay(emulator, '4000003800000008', 2_500);
    await quiet(emulator);
    expect(await available(emulator)).toBe(0);
    await advance(emulator, 2 * DAY_S - 3_600);
    expect((await stripe.events.list({ type: 'balance.available' })).data).toEqual([]);
    await advance(emulator, DAY_S + 3_600);
    expect(await available(emulator)).toBe(2 * (2_500 - 63));
    expect((await settled(emulator, first.charge)).status).toBe('available');
    expect((await stripe.events.list({ type: 'balance.available' })).data).toHaveLength(1);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('is available at once for the card made for that', async () => {
    const { charge } = await pay(emulator, '4000000000000077', 2_500);
    expect((await settled(emulator, charge)).status).toBe('available');
    expect(await available(emulator)).toBe(2_500 - 106);
  });
});

describe('charges', () => {
  it('are listed by time, a hundred at a time, with their transactions', async () => {
    const paid: string[] = [];
    for (let count = 0; count < 5; count += 1)
      paid.unshift((await pay(emulator, '4242424242424242')).charge.id);
    await quiet(emulator);
    const page = await stripe.charges.list({ limit: 2, expand: ['data.balance_transaction'] });
    expect(page.data.map(({ id }) => id)).toEqual(paid.slice(0, 2));
    expect(page.has_more).toBe(true);
    expect(page.data[0]?.balance_transaction).toMatchObject({ object: 'balance_transaction' });
    const next = await stripe.charges.list({ limit: 100, starting_after: paid[1] });
    expect(next.data.map(({ id }) => id)).toEqual(paid.slice(2));
    expect(next.has_more).toBe(false);
    const before = await stripe.charges.list({ limit: 2, ending_before: paid[4] });
    expect(before.data.map(({ id }) => id)).toEqual(paid.slice(2, 4));
    const all: string[] = [];
    for await (const charge of stripe.charges.list({ limit: 2 })) all.push(charge.id);
    expect(all).toEqual(paid);
  });

  it('are filtered by the instant they were made', async () => {
    const early = (await pay(emulator, '4242424242424242')).charge;
    await advance(emulator, DAY_S);
    const late = (await pay(emulator, '4242424242424242')).charge;
    const idsOf = async (created: Stripe.RangeQueryParam): Promise<string[]> =>
      (await stripe.charges.list({ created })).data.map(({ id }) => id);
    expect(await idsOf({ gte: late.created })).toEqual([late.id]);
    expect(await idsOf({ gt: early.created, lte: late.created })).toEqual([late.id]);
    expect(await idsOf({ lte: early.created })).toEqual([early.id]);
    expect(await idsOf({ gte: early.created, lt: late.created })).toEqual([early.id]);
  });

  it('carry a fingerprint that is the same for a number and different between numbers', async () => {
    const fingerprints: unknown[] = [];
    for (const person of [1, 2, 1]) {
      const { charge } = await pay(emulator, personCard('380', person));
      fingerprints.push(charge.payment_method_details?.card?.fingerprint);
      expect(charge.payment_method_details?.card?.country).toBe('IT');
    }
    expect(fingerprints[0]).toBe(fingerprints[2]);
    expect(fingerprints[0]).not.toBe(fingerprints[1]);
  });
});

it('a session takes no less than its currency allows and no more than eight digits', async () => {
  await expect(stripe.checkout.sessions.create(sessionParams(49))).rejects.toMatchObject({
    code: 'amount_too_small',
    message: "The Checkout Session's total amount due must add up to at least €0.50 eur",
  });
  await expect(stripe.checkout.sessions.create(sessionParams(100_000_000))).rejects.toMatchObject({
    code: 'amount_too_large',
  });
});
