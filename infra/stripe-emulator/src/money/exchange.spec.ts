import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { idOf } from '../book/identifiers.js';
import { startEmulator, type ChildEmulator } from '../testing/child-emulator.js';
import { advance, balanceGap, DAY_S, settled } from '../testing/money-story.js';
import { pay, sessionParams } from '../testing/payer.js';

const GERMAN = '4000002760000016';

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

function inCurrency(
  currency: string,
  amount: number,
): Partial<Stripe.Checkout.SessionCreateParams> {
  const data = { currency, unit_amount: amount, product_data: { name: 'A gift' } };
  return { line_items: [{ quantity: 1, price_data: data }] };
}

async function payIn(currency: string, amount: number): Promise<Stripe.Charge> {
  return (await pay(emulator, GERMAN, amount, inCurrency(currency, amount))).charge;
}

async function refundOf(charge: Stripe.Charge): Promise<Stripe.BalanceTransaction> {
  const refund = await stripe.refunds.create({
    charge: charge.id,
    expand: ['balance_transaction'],
  });
  return refund.balance_transaction as Stripe.BalanceTransaction;
}

describe('a charge in another currency', () => {
  it.each([
    ['usd', 1_000, 0.86, 860],
    ['gbp', 333, 1.14, 380],
    ['chf', 1_000, 1.07, 1_070],
    ['ron', 2_500, 0.196, 490],
    ['cad', 999, 0.62, 619],
    ['jpy', 800, 0.55, 440],
  ])('%s settles in euros at the rate it names, with two fees', async (...row) => {
    const [currency, amount, rate, cents] = row;
    await emulator.control('POST', 'knobs', { exchangeRateDrift: 0 });
    const charge = await payIn(currency, amount);
    expect(charge).toMatchObject({ amount, currency });
    const processing = Math.floor((cents * 150 + 5_000) / 10_000) + 25;
    const conversion = Math.floor((cents * 200 + 5_000) / 10_000);
    expect(await settled(emulator, charge)).toMatchObject({
      amount: cents,
      currency: 'eur',
      exchange_rate: rate,
      fee: processing + conversion,
      net: cents - processing - conversion,
      fee_details: [
        { amount: processing, description: 'Stripe processing fees', currency: 'eur' },
        { amount: conversion, description: 'Stripe currency conversion fee', currency: 'eur' },
      ],
    });
  });

  it('shows whole yen: a zero-decimal amount is not cents', async () => {
    const session = await stripe.checkout.sessions.create(
      sessionParams(800, inCurrency('jpy', 800)),
    );
    const html = await (await fetch(session.url ?? '')).text();
    expect(html).toContain('¥800');
    expect(html).not.toContain('¥8.00');
  });

  it.each([
    ['eur', 50, '€0.50 eur'],
    ['usd', 50, '$0.50 usd'],
    ['gbp', 30, '£0.30 gbp'],
    ['chf', 50, 'CHF 0.50 chf'],
    ['ron', 200, 'RON 2.00 ron'],
    ['cad', 50, 'CA$0.50 cad'],
    ['jpy', 50, '¥50 jpy'],
  ])('in %s is of %d minor units at least', async (currency, least, shown) => {
    await expect(
      stripe.paymentIntents.create({ amount: least - 1, currency }),
    ).rejects.toMatchObject({
      statusCode: 400,
      code: 'amount_too_small',
      message: `Amount must be at least ${shown}`,
    });
    expect(await stripe.paymentIntents.create({ amount: least, currency })).toMatchObject({
      amount: least,
      currency,
    });
  });
});

describe('the rate of the day', () => {
  it('is the same all day and another a month later, within the drift', async () => {
    const today = await emulator.control('GET', 'rates');
    await advance(emulator, 30 * DAY_S);
    const later = await emulator.control('GET', 'rates');
    expect(later['usd']).not.toBe(today['usd']);
    for (const [code, middle] of [
      ['usd', 0.86],
      ['jpy', 0.55],
      ['ron', 0.196],
    ] as const) {
      expect(Math.abs(Number(later[code]) / middle - 1)).toBeLessThanOrEqual(0.0301);
    }
    expect(later['eur']).toBe(1);
  });

  it('is the same so many days after the first day, whichever that is', async () => {
    const { now } = await emulator.control('GET', 'clock');
    const today = Math.floor(Date.parse(String(now)) / (DAY_S * 1_000));
    await emulator.control('POST', 'knobs', { exchangeRateFirstDay: today });
    const first = await emulator.control('GET', 'rates');
    await advance(emulator, 17 * DAY_S);
    expect(await emulator.control('GET', 'rates')).not.toEqual(first);
    await emulator.control('POST', 'knobs', { exchangeRateFirstDay: today + 17 });
    expect(await emulator.control('GET', 'rates')).toEqual(first);
  });

  it('stands still where the knob names it', async () => {
    await emulator.control('POST', 'knobs', { exchangeRates: { usd: 0.9 } });
    await advance(emulator, 30 * DAY_S);
    expect((await emulator.control('GET', 'rates'))['usd']).toBe(0.9);
  });

  it('converts a refund: the day of the refund decides what it costs, without a fee', async () => {
    const charge = await payIn('usd', 10_000);
    const paid = await settled(emulator, charge);
    await emulator.control('POST', 'knobs', { exchangeRates: { usd: 0.95 } });
    const refund = await refundOf(charge);
    expect(refund).toMatchObject({ amount: -9_500, exchange_rate: 0.95, fee: 0, fee_details: [] });
    expect(refund.amount).not.toBe(-paid.amount);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('gives a later refund another rate by itself', async () => {
    const charge = await payIn('usd', 10_000);
    const paid = await settled(emulator, charge);
    await advance(emulator, 20 * DAY_S);
    const refund = await refundOf(charge);
    expect(refund.exchange_rate).not.toBe(paid.exchange_rate);
    expect(refund.amount).toBe(-Math.round(10_000 * (refund.exchange_rate ?? 0)));
  });

  it('of a failed refund is the one the refund took', async () => {
    const charge = await payIn('usd', 10_000);
    const taken = await refundOf(charge);
    await advance(emulator, 10 * DAY_S);
    const id = idOf(taken.source);
    await emulator.control('POST', 'refunds/decide', { refund: id, outcome: 'failed' });
    const failed = await stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(failed.failure_balance_transaction).toMatchObject({
      amount: -taken.amount,
      exchange_rate: taken.exchange_rate,
    });
  });

  it('converts what a dispute takes, and a won dispute gives exactly that back', async () => {
    const charge = await payIn('jpy', 8_000);
    await settled(emulator, charge);
    await emulator.control('POST', 'knobs', { exchangeRates: { jpy: 0.6 } });
    const dispute = await emulator.control('POST', 'disputes', { charge: charge.id });
    expect(dispute).toMatchObject({ amount: 8_000, currency: 'jpy' });
    await emulator.control('POST', 'knobs', { exchangeRates: { jpy: 0.5 } });
    const order = { dispute: dispute['id'], outcome: 'won' };
    await emulator.control('POST', 'disputes/decide', order);
    const { balance_transactions: moves } = await stripe.disputes.retrieve(String(dispute['id']));
    expect(moves.map(({ amount, exchange_rate: rate }) => [amount, rate])).toEqual([
      [-4_800, 0.6],
      [4_800, 0.6],
    ]);
  });
});

it.each([
  { exchangeRateDrift: 2 },
  { conversionFeeBasisPoints: -1 },
  { exchangeRates: { usd: 0 } },
])('refuses the knob %j', async (knob) => {
  expect(await emulator.control('POST', 'knobs', knob)).toMatchObject({ status: 400 });
});
