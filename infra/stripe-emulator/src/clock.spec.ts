import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { openPage, pay, quiet, sessionParams } from './testing/payer.js';

const DAY_MS = 86_400_000;

let emulator: ChildEmulator;
let stripe: Stripe;

beforeAll(async () => {
  emulator = await startEmulator();
  stripe = emulator.stripe;
});

afterAll(async () => {
  await emulator.stop();
});

beforeEach(async () => {
  await emulator.control('POST', 'reset');
});

async function moveTo(to: string | number): Promise<Record<string, unknown>> {
  return emulator.control('POST', 'clock', { to });
}

describe('the virtual clock', () => {
  it('stands at recorded time at first and runs on from wherever it is set', async () => {
    const { nowMs } = await emulator.control('GET', 'clock');
    expect(Math.abs((nowMs as number) - Date.now())).toBeLessThan(1_000);
    await moveTo('2031-03-01T12:00:00Z');
    const customer = await stripe.customers.create({});
    const expected = Date.parse('2031-03-01T12:00:00Z') / 1000;
    expect(customer.created - expected).toBeGreaterThanOrEqual(0);
    expect(customer.created - expected).toBeLessThan(10);
  });

  it('may begin in the past as long as nothing is newer', async () => {
    expect(await moveTo('2024-01-01T00:00:00Z')).toMatchObject({ status: 200 });
    const { created } = await stripe.customers.create({});
    expect(new Date(created * 1000).getUTCFullYear()).toBe(2024);
    expect(await moveTo('2023-06-01T00:00:00Z')).toMatchObject({
      status: 409,
      error: 'The clock cannot go back behind an object that exists.',
    });
  });

  it('takes a target a moment ago for now, because two clocks are never quite equal', async () => {
    await stripe.customers.create({});
    const { nowMs } = await emulator.control('GET', 'clock');
    expect(await moveTo((nowMs as number) - 1_000)).toMatchObject({ status: 200 });
    const after = await emulator.control('GET', 'clock');
    expect(after['nowMs']).toBeGreaterThanOrEqual(nowMs as number);
  });

  it('refuses what is no instant', async () => {
    expect(await moveTo('soon')).toMatchObject({ status: 400 });
    expect(await emulator.control('POST', 'clock', {})).toMatchObject({ status: 400 });
  });

  it('does what falls due in its order and each thing at its own instant', async () => {
    await pay(emulator, '4000000000000077', 10_000);
    await quiet(emulator);
    await stripe.payouts.create({ amount: 1_000, currency: 'eur' });
    const slow = await pay(emulator, '4000000000007726', 2_500);
    await stripe.refunds.create({ charge: slow.charge.id });
    const session = await stripe.checkout.sessions.create(sessionParams());
    const before = (await stripe.events.list({ limit: 1 })).data[0]?.id;
    await emulator.control('POST', 'clock', { advanceSeconds: 10 * 86_400 });
    const { data } = await stripe.events.list({ ending_before: before, limit: 100 });
    const told = data.reverse().map(({ type, created }) => ({ type, created }));
    expect(told.map(({ created }) => created)).toEqual(
      told.map(({ created }) => created).sort((a, b) => a - b),
    );
    const dueTypes = told.map(({ type }) => type).filter((type) => type !== 'charge.updated');
    expect([...dueTypes].sort()).toEqual([
      'balance.available',
      'checkout.session.expired',
      'payout.paid',
      'payout.updated',
      'refund.updated',
    ]);
    expect(dueTypes.indexOf('payout.updated')).toBeLessThan(dueTypes.indexOf('payout.paid'));
    const expired = told.find(({ type }) => type === 'checkout.session.expired');
    expect(expired?.created).toBe(session.expires_at);
  });

  it('books a late balance transaction before it jumps, at the time of its charge', async () => {
    await emulator.control('POST', 'knobs', { settlementDelayMs: 60_000 });
    const { charge } = await pay(emulator, '4242424242424242');
    await emulator.control('POST', 'clock', { advanceSeconds: 30 * 86_400 });
    const { data } = await stripe.balanceTransactions.list({ source: charge.id });
    expect((data[0]?.created ?? 0) - charge.created).toBeLessThan(5);
    expect(data[0]?.status).toBe('available');
  });

  it('expires sessions by itself when their time comes without a move', async () => {
    const session = await stripe.checkout.sessions.create(
      sessionParams(2_500, { expires_at: Math.floor(Date.now() / 1000) + 1_801 }),
    );
    await moveTo(session.expires_at * 1000 - 300);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
    expect((await openPage(`${emulator.url}/c/pay/${session.id}`)).status).toBe(410);
  });

  it('moves over many due things quickly', async () => {
    await Promise.all(
      Array.from({ length: 100 }, () => stripe.checkout.sessions.create(sessionParams())),
    );
    const started = Date.now();
    const moved = await emulator.control('POST', 'clock', { to: Date.now() + 3 * DAY_MS });
    expect(moved['done']).toBe(100);
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});

describe('the book', () => {
  async function lines(query = ''): Promise<Record<string, unknown>[]> {
    const text = await (await fetch(`${emulator.url}/_emu/book${query}`)).text();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it('gives every object once, as the API shows it, and the balance last', async () => {
    const { charge } = await pay(emulator, '4000000000000077', 10_000);
    const refund = await stripe.refunds.create({ charge: charge.id, amount: 100 });
    const book = await lines();
    expect(book.filter(({ object }) => object === 'charge').map(({ id }) => id)).toEqual([
      charge.id,
    ]);
    const { lastResponse, ...shown } = await stripe.refunds.retrieve(refund.id);
    expect(lastResponse.statusCode).toBe(200);
    expect(book.find(({ id }) => id === refund.id)).toEqual(shown);
    expect(book.at(-1)).toMatchObject({ object: 'balance' });
    expect(book.some(({ object }) => object === 'event')).toBe(false);
  });

  it('gives chosen kinds only, events too when asked', async () => {
    await pay(emulator, '4242424242424242');
    const kinds = new Set((await lines('?kinds=event,charge')).map(({ object }) => object));
    expect([...kinds].sort()).toEqual(['balance', 'charge', 'event']);
    expect((await fetch(`${emulator.url}/_emu/book?kinds=dragon`)).status).toBe(400);
  });

  it('is empty after a reset, as are the keys and the knobs', async () => {
    await stripe.customers.create({}, { idempotencyKey: 'before-reset' });
    await emulator.control('POST', 'knobs', { webhookCopies: 7 });
    await emulator.control('POST', 'reset');
    expect(await lines()).toHaveLength(1);
    expect(await emulator.control('GET', 'knobs')).toMatchObject({ webhookCopies: 1 });
    expect(await emulator.control('GET', 'health')).toMatchObject({ ok: true, idempotencyKeys: 0 });
  });
});

it('without the people knob the numbers of its range are declined', async () => {
  await emulator.control('POST', 'knobs', { people: false });
  await expect(pay(emulator, '4929380000000013')).rejects.toThrow(/402|422/);
});
