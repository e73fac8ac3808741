import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { balanceOf, fund, payee } from './testing/payee.js';
import { pay, payOnPage, quiet, sessionParams } from './testing/payer.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';

let folder: string;
let emulator: ChildEmulator;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stripe-emulator-'));
  emulator = await startEmulator({ EMULATOR_DATA: folder });
});

afterEach(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function book(): Promise<string> {
  return (
    await fetch(
      `${emulator.url}/_emu/book?kinds=charge,refund,payout,event,balance_transaction,checkout.session`,
    )
  ).text();
}

async function restart(signal: NodeJS.Signals, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await emulator.stop(signal);
  emulator = await startEmulator({ EMULATOR_DATA: folder, ...env });
}

describe.each(['SIGTERM', 'SIGKILL'] as const)('after %s', (signal) => {
  it('the book is what it was', async () => {
    const { charge } = await pay(emulator, '4000000000000077', 10_000);
    await quiet(emulator);
    await emulator.stripe.refunds.create({ charge: charge.id, amount: 100 });
    await emulator.stripe.payouts.create({ amount: 200, currency: 'eur' });
    const before = await book();
    await restart(signal);
    expect(await book()).toBe(before);
  });

  it('an open page still takes the payment, with the data it was made with', async () => {
    const session = await emulator.stripe.checkout.sessions.create(
      sessionParams(2_500, { payment_intent_data: { metadata: { contribution: 'c-9' } } }),
    );
    await restart(signal);
    const answer = await payOnPage(`${emulator.url}/c/pay/${session.id}`);
    expect(answer.status).toBe(303);
    const [charge] = (await emulator.stripe.charges.list()).data;
    expect(charge?.metadata).toEqual({ contribution: 'c-9' });
  });

  it('every account still has its own, and what was due falls due', async () => {
    await fund(emulator, 10_000);
    const account = await payee(emulator);
    const transfer = { amount: 4_000, currency: 'eur', destination: account };
    await emulator.stripe.transfers.create(transfer);
    const own = { stripeAccount: account };
    const params = { amount: 1_000, currency: 'eur' };
    const payout = await emulator.stripe.payouts.create(params, own);
    const { charge } = await pay(emulator, '4000000000000259', 2_500);
    await quiet(emulator);
    const before = [await balanceOf(emulator), await balanceOf(emulator, account)];
    await restart(signal);
    expect([await balanceOf(emulator), await balanceOf(emulator, account)]).toEqual(before);
    expect((await emulator.stripe.payouts.list()).data).toEqual([]);
    await emulator.control('POST', 'clock', { advanceSeconds: 12 * 86_400 });
    expect((await emulator.stripe.payouts.retrieve(payout.id, {}, own)).status).toBe('paid');
    const { data } = await emulator.stripe.disputes.list({ charge: charge.id });
    expect(data).toMatchObject([{ status: 'lost' }]);
  });

  it('a key still answers as before', async () => {
    const options = { idempotencyKey: 'over-the-restart' };
    const first = await emulator.stripe.customers.create({ name: 'A' }, options);
    await restart(signal);
    const second = await emulator.stripe.customers.create({ name: 'A' }, options);
    expect(second.id).toBe(first.id);
    expect((await emulator.stripe.customers.list()).data).toHaveLength(1);
  });

  it('what was due in virtual time is still due, and the clock is where it was', async () => {
    await emulator.control('POST', 'clock', { to: '2030-01-01T00:00:00Z' });
    const { id } = await emulator.stripe.checkout.sessions.create(sessionParams());
    await restart(signal);
    const { now } = await emulator.control('GET', 'clock');
    expect(String(now)).toMatch(/^2030-01-01/);
    await emulator.control('POST', 'clock', { advanceSeconds: 86_400 });
    expect((await emulator.stripe.checkout.sessions.retrieve(id)).status).toBe('expired');
  });

  it('a charge gets the balance transaction that was still to come', async () => {
    await emulator.control('POST', 'knobs', { settlementDelayMs: null });
    const { charge } = await pay(emulator, '4242424242424242');
    await restart(signal);
    await quiet(emulator);
    const settled = await emulator.stripe.charges.retrieve(charge.id);
    expect(settled.balance_transaction).toMatch(/^txn_/);
  });
});

it('an event that had not arrived is sent after the restart, and one that had is not', async () => {
  const receiver = new WebhookReceiver('whsec_x');
  const env = { EMULATOR_WEBHOOK_URL: await receiver.listen(), EMULATOR_WEBHOOK_SECRET: 'whsec_x' };
  await restart('SIGTERM', env);
  await emulator.stripe.customers.create({ name: 'arrives' });
  await quiet(emulator);
  await emulator.control('POST', 'knobs', { webhookDelayMs: null });
  await emulator.stripe.customers.create({ name: 'waits' });
  expect(receiver.received).toHaveLength(1);
  await restart('SIGKILL', env);
  await quiet(emulator);
  const names = receiver.received.map(({ event }) => (event.data.object as { name: string }).name);
  expect(names).toEqual(['arrives', 'waits']);
  await receiver.close();
});

it('a line that a crash cut short is dropped, and everything before it is kept', async () => {
  await emulator.stripe.customers.create({ name: 'whole' });
  await emulator.stop('SIGKILL');
  appendFileSync(join(folder, 'book.jsonl'), '{"put":[["customer",{"id":"cus_to');
  emulator = await startEmulator({ EMULATOR_DATA: folder });
  expect((await emulator.stripe.customers.list()).data.map(({ name }) => name)).toEqual(['whole']);
  await emulator.stripe.customers.create({ name: 'after' });
  await restart('SIGKILL');
  expect((await emulator.stripe.customers.list()).data).toHaveLength(2);
});

it('an answer is in the file before it is given', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { id } = await emulator.stripe.customers.create({});
      return [id, readFileSync(join(folder, 'book.jsonl'), 'utf8').includes(id)] as const;
    }),
  );
  expect(ids.every(([, written]) => written)).toBe(true);
});

it('a reset empties the file as well', async () => {
  await emulator.stripe.customers.create({});
  await emulator.control('POST', 'reset');
  expect(readFileSync(join(folder, 'book.jsonl'), 'utf8')).toBe('');
  await emulator.stripe.customers.create({ name: 'new' });
  await restart('SIGKILL');
  expect((await emulator.stripe.customers.list()).data.map(({ name }) => name)).toEqual(['new']);
});

describe('the process', () => {
  it('ends with 0 when it is asked to', async () => {
    expect(await emulator.stop('SIGTERM')).toBe(0);
  });

  it('ends when its parent is gone', async () => {
    const ended = once(emulator.child, 'exit');
    emulator.child.disconnect();
    expect(await ended).toEqual([0, null]);
  });
});
