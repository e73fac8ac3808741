import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { eventTypes } from '../../testing/event-types.js';
import { advance, DAY_S } from '../../testing/money-story.js';
import { balanceOf, fund, payee } from '../../testing/payee.js';

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

function send(destination: string, amount: number): Promise<Stripe.Transfer> {
  return stripe.transfers.create({ amount, currency: 'eur', destination });
}

describe('a payout of a connected account', () => {
  it('is its own: the platform neither pays nor lists it', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    await send(account, 4_000);
    const own = { stripeAccount: account };
    const payout = await stripe.payouts.create({ amount: 3_000, currency: 'eur' }, own);
    expect((await stripe.payouts.list()).data).toEqual([]);
    await expect(stripe.payouts.retrieve(payout.id)).rejects.toMatchObject({ statusCode: 404 });
    expect((await stripe.payouts.list({}, own)).data).toHaveLength(1);
    expect((await balanceOf(emulator, account)).available).toBe(1_000);
    await advance(emulator, 3 * DAY_S);
    expect((await stripe.payouts.retrieve(payout.id, {}, own)).status).toBe('paid');
    const theirs = await stripe.events.list({ type: 'payout.paid' }, own);
    expect(theirs.data).toMatchObject([{ account }]);
    expect((await stripe.events.list({ type: 'payout.*' })).data).toEqual([]);
  });

  it('that was paid comes back days later, ordered or by the knob', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    await send(account, 4_000);
    const own = { stripeAccount: account };
    await emulator.control('POST', 'knobs', { returnNextPayouts: 1, payoutReturnAfterDays: 5 });
    const first = await stripe.payouts.create({ amount: 1_000, currency: 'eur' }, own);
    const second = await stripe.payouts.create({ amount: 1_000, currency: 'eur' }, own);
    await advance(emulator, 3 * DAY_S);
    expect((await stripe.payouts.retrieve(first.id, {}, own)).status).toBe('paid');
    await advance(emulator, 6 * DAY_S);
    expect(await stripe.payouts.retrieve(first.id, {}, own)).toMatchObject({
      status: 'failed',
      failure_code: 'account_closed',
    });
    await emulator.control('POST', 'payouts/fail', { payout: second.id });
    expect((await stripe.payouts.retrieve(second.id, {}, own)).status).toBe('failed');
    expect((await balanceOf(emulator, account)).available).toBe(4_000);
    expect(await emulator.control('POST', 'payouts/fail', { payout: second.id })).toMatchObject({
      status: 400,
    });
  });

  it('is refused when Stripe has taken the capability, and in its name nothing else is done', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    await send(account, 4_000);
    const own = { stripeAccount: account };
    await emulator.control('POST', 'accounts/capability', { account, status: 'restricted' });
    await expect(
      stripe.payouts.create({ amount: 1_000, currency: 'eur' }, own),
    ).rejects.toMatchObject({ code: 'payouts_not_allowed' });
    await expect(stripe.customers.create({}, own)).rejects.toMatchObject({
      code: 'emulator_operation_not_supported',
    });
    await expect(stripe.balance.retrieve({}, { stripeAccount: 'acct_no' })).rejects.toMatchObject({
      statusCode: 403,
    });
  });

  it('has idempotency keys apart from the platform’s', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    await send(account, 4_000);
    const params = { amount: 100, currency: 'eur' };
    const mine = await stripe.payouts.create(params, { idempotencyKey: 'k-1' });
    const own = { stripeAccount: account, idempotencyKey: 'k-1' };
    const theirs = await stripe.payouts.create(params, own);
    expect(theirs.id).not.toBe(mine.id);
    const again = await stripe.payouts.create(params, own);
    expect(again.id).toBe(theirs.id);
  });
});

describe('the platform’s own money', () => {
  it('is topped up from the bank a day later, or not at all', async () => {
    const topup = await stripe.topups.create({
      amount: 5_000,
      currency: 'eur',
      metadata: { case: '1' },
    });
    expect(topup).toMatchObject({ status: 'pending', balance_transaction: null });
    await emulator.control('POST', 'knobs', { failNextTopups: 1 });
    const failing = await stripe.topups.create({ amount: 700, currency: 'eur' });
    const stopped = await stripe.topups.create({ amount: 900, currency: 'eur' });
    expect((await stripe.topups.cancel(stopped.id)).status).toBe('canceled');
    await advance(emulator, DAY_S + 5);
    expect(
      await stripe.topups.retrieve(topup.id, { expand: ['balance_transaction'] }),
    ).toMatchObject({ status: 'succeeded', balance_transaction: { amount: 5_000, type: 'topup' } });
    expect(await stripe.topups.retrieve(failing.id)).toMatchObject({
      status: 'failed',
      failure_code: 'insufficient_funds',
    });
    expect((await balanceOf(emulator)).available).toBe(5_000);
    expect((await stripe.topups.list({ status: 'failed' })).data).toHaveLength(1);
    expect((await stripe.topups.list({ amount: { gte: 5_000 } })).data).toHaveLength(1);
    const noted = await stripe.topups.update(topup.id, { description: 'Client money' });
    expect(noted.description).toBe('Client money');
    await expect(stripe.topups.cancel(topup.id)).rejects.toMatchObject({ statusCode: 400 });
    expect(await eventTypes(stripe, 'topup.')).toEqual(
      expect.arrayContaining([
        'topup.created',
        'topup.succeeded',
        'topup.failed',
        'topup.canceled',
      ]),
    );
  });

  it('comes by a bank transfer that nobody announced, once, and may go back', async () => {
    const transfer = { amount: 800, reference: 'VS1' };
    const before = (await balanceOf(emulator)).available;
    const topup = await emulator.control('POST', 'topups', transfer);
    expect(topup).toMatchObject({ status: 'pending', initiated_by: 'stripe' });
    const id = String(topup['id']);
    expect(await emulator.control('POST', 'topups', transfer)).toMatchObject({ id });
    expect(await emulator.control('POST', 'topups/reverse', { topup: id })).not.toHaveProperty(
      'id',
    );
    await advance(emulator, DAY_S + 5);
    expect((await balanceOf(emulator)).available).toBe(before + 800);
    await emulator.control('POST', 'topups/reverse', { topup: id });
    expect((await balanceOf(emulator)).available).toBe(before);
    expect((await stripe.topups.retrieve(id)).status).toBe('reversed');
    const moves = await stripe.balanceTransactions.list({ source: id });
    expect(moves.data.map(({ type }) => type)).toEqual(['topup_reversal', 'topup']);
  });

  it('is paid out by hand, as the settings say, for each account', async () => {
    const account = await payee(emulator);
    expect(await stripe.balanceSettings.retrieve()).toMatchObject({
      payments: { payouts: { schedule: { interval: 'manual' }, status: 'enabled' } },
    });
    await stripe.balanceSettings.update({ payments: { debit_negative_balances: true } });
    expect((await stripe.balanceSettings.retrieve()).payments.debit_negative_balances).toBe(true);
    const theirs = await stripe.balanceSettings.retrieve({}, { stripeAccount: account });
    expect(theirs.payments.debit_negative_balances).toBeNull();
    await expect(
      stripe.balanceSettings.update({ payments: { payouts: { schedule: { interval: 'daily' } } } }),
    ).rejects.toMatchObject({ code: 'emulator_parameter_not_supported' });
  });
});
