import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { eventTypes } from '../../testing/event-types.js';
import { advance, balanceGap, DAY_S } from '../../testing/money-story.js';
import { balanceOf, fund, payee, recipientParams } from '../../testing/payee.js';
import { pay, quiet } from '../../testing/payer.js';

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

function send(
  destination: string,
  amount = 1_000,
  more: Partial<Stripe.TransferCreateParams> = {},
) {
  return stripe.transfers.create({ amount, currency: 'eur', destination, ...more });
}

describe('a transfer', () => {
  it('moves money from the platform to the payee, each with a transaction of its own', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    const before = await balanceOf(emulator);
    const transfer = await send(account, 4_000, {
      transfer_group: 'project-1',
      metadata: { tranche: 't-1' },
      expand: ['balance_transaction'],
    });
    expect(transfer).toMatchObject({
      object: 'transfer',
      amount: 4_000,
      amount_reversed: 0,
      reversed: false,
      reversals: { data: [] },
      transfer_group: 'project-1',
      metadata: { tranche: 't-1' },
      balance_transaction: { amount: -4_000, type: 'transfer', fee: 0 },
    });
    expect((await balanceOf(emulator)).available).toBe(before.available - 4_000);
    expect(await balanceOf(emulator, account)).toEqual({ available: 4_000, pending: 0 });
    const theirs = await stripe.balanceTransactions.list({}, { stripeAccount: account });
    expect(theirs.data).toMatchObject([
      { type: 'payment', amount: 4_000, source: transfer.destination_payment },
    ]);
    const payment = await stripe.charges.retrieve(
      idOf(transfer.destination_payment),
      {},
      { stripeAccount: account },
    );
    expect(payment).toMatchObject({ source_transfer: transfer.id, paid: true });
    expect(await eventTypes(stripe, 'transfer.')).toEqual(['transfer.created']);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('of more than is available is refused, and possible when the money is there', async () => {
    const account = await payee(emulator);
    await pay(emulator, '4000002760000016', 5_000);
    await quiet(emulator);
    await expect(send(account)).rejects.toMatchObject({
      statusCode: 400,
      code: 'balance_insufficient',
    });
    await advance(emulator, 4 * DAY_S);
    expect((await send(account)).amount).toBe(1_000);
    await expect(send(account, 1_000, { currency: 'usd' })).rejects.toMatchObject({
      code: 'balance_insufficient',
    });
  });

  it('to an account that may not receive money is refused', async () => {
    await fund(emulator);
    const { id } = await stripe.v2.core.accounts.create(recipientParams());
    const refusal = {
      code: 'insufficient_capabilities_for_transfer',
      message:
        'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
    };
    await expect(send(id)).rejects.toMatchObject(refusal);
    const active = await payee(emulator);
    await emulator.control('POST', 'accounts/capability', {
      account: active,
      status: 'restricted',
    });
    await expect(send(active)).rejects.toMatchObject(refusal);
  });

  it('to another region, a closed account or a stranger is refused', async () => {
    await fund(emulator);
    const mexican = await payee(emulator, 'mx');
    await expect(send(mexican)).rejects.toMatchObject({
      code: 'transfers_not_allowed',
      message: expect.stringContaining(
        "Funds can't be sent to accounts located in MX because it's restricted outside of your platform's region.",
      ),
    });
    const closed = await payee(emulator);
    await stripe.v2.core.accounts.close(closed);
    await expect(send(closed)).rejects.toMatchObject({
      code: 'insufficient_capabilities_for_transfer',
    });
    const gone = await payee(emulator);
    await emulator.control('POST', 'accounts/deauthorize', { account: gone });
    for (const stranger of [gone, 'acct_none'])
      await expect(send(stranger)).rejects.toMatchObject({
        code: 'resource_missing',
        message: `No such destination: '${stranger}'`,
        param: 'destination',
      });
    expect((await stripe.transfers.list()).data).toEqual([]);
  });

  it('bound to a charge waits for that charge’s money and never exceeds it', async () => {
    const account = await payee(emulator);
    const { charge } = await pay(emulator, '4000002760000016', 5_000);
    const bound = { source_transaction: charge.id };
    await send(account, 3_000, bound);
    expect(await balanceOf(emulator, account)).toEqual({ available: 0, pending: 3_000 });
    await expect(send(account, 2_001, bound)).rejects.toThrow(
      'Transfers using this transaction as a source must not exceed the source amount of €50.00. (There is already a transfer using this source, amounting to €30.00)',
    );
    await advance(emulator, 4 * DAY_S);
    expect(await balanceOf(emulator, account)).toEqual({ available: 3_000, pending: 0 });
  });

  it('is listed by payee and by group, and its notes can be changed', async () => {
    await fund(emulator);
    const [one, two] = [await payee(emulator), await payee(emulator)];
    const first = await send(one, 100, { transfer_group: 'g-1' });
    const second = await send(two, 200, { transfer_group: 'g-2' });
    const ids = async (params: Stripe.TransferListParams): Promise<string[]> =>
      (await stripe.transfers.list(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([second.id, first.id]);
    expect(await ids({ destination: one })).toEqual([first.id]);
    expect(await ids({ transfer_group: 'g-2' })).toEqual([second.id]);
    const noted = await stripe.transfers.update(first.id, { metadata: { a: '1' } });
    expect(noted.metadata).toEqual({ a: '1' });
    const shown = await stripe.transfers.retrieve(first.id, { expand: ['destination'] });
    expect(shown.destination).toMatchObject({ object: 'account', id: one });
  });
});

describe('a reversal', () => {
  it('takes part back, then the rest, and then nothing more', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    const { id } = await send(account, 4_000);
    const part = await stripe.transfers.createReversal(id, {
      amount: 1_500,
      metadata: { recovery: 'r-1' },
      expand: ['balance_transaction'],
    });
    expect(part).toMatchObject({
      object: 'transfer_reversal',
      amount: 1_500,
      transfer: id,
      metadata: { recovery: 'r-1' },
      balance_transaction: { amount: 1_500, type: 'transfer_refund' },
    });
    expect(await stripe.transfers.retrieve(id)).toMatchObject({
      amount_reversed: 1_500,
      reversed: false,
      reversals: { data: [{ id: part.id }] },
    });
    await expect(stripe.transfers.createReversal(id, { amount: 2_501 })).rejects.toThrow(
      'Transfer reversal amount (€25.01) is greater than unreversed amount on transfer (€25.00)',
    );
    await stripe.transfers.createReversal(id);
    expect(await stripe.transfers.retrieve(id)).toMatchObject({ reversed: true });
    await expect(stripe.transfers.createReversal(id)).rejects.toThrow(
      `The transfer ${id} is already fully reversed.`,
    );
    expect(await balanceOf(emulator, account)).toEqual({ available: 0, pending: 0 });
    expect(await eventTypes(stripe, 'transfer.')).toEqual([
      'transfer.created',
      'transfer.reversed',
      'transfer.reversed',
    ]);
    expect((await stripe.transfers.listReversals(id)).data).toHaveLength(2);
    expect((await stripe.transfers.retrieveReversal(id, part.id)).id).toBe(part.id);
    const noted = await stripe.transfers.updateReversal(id, part.id, { metadata: { a: '1' } });
    expect(noted.metadata).toEqual({ recovery: 'r-1', a: '1' });
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('of money the payee has already paid out is refused', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    const { id } = await send(account, 4_000);
    await stripe.payouts.create({ amount: 4_000, currency: 'eur' }, { stripeAccount: account });
    await expect(stripe.transfers.createReversal(id)).rejects.toMatchObject({
      statusCode: 400,
      code: 'balance_insufficient',
    });
    expect((await stripe.transfers.listReversals(id)).data).toEqual([]);
  });

  it('belongs to its transfer', async () => {
    await fund(emulator);
    const account = await payee(emulator);
    const [one, two] = [await send(account, 100), await send(account, 100)];
    const reversal = await stripe.transfers.createReversal(one.id);
    await expect(stripe.transfers.retrieveReversal(two.id, reversal.id)).rejects.toMatchObject({
      statusCode: 404,
    });
  });
});
