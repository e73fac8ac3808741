import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startEmulator, type ChildEmulator } from '../../testing/child-emulator.js';
import { eventTypes } from '../../testing/event-types.js';
import { advance, balanceGap, DAY_S } from '../../testing/money-story.js';
import { pay, quiet } from '../../testing/payer.js';

const FRAUD = '4000000000000259';
const NOT_RECEIVED = '4000000000002685';
const INQUIRY = '4000000000001976';
const PLAIN = '4000002760000016';

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

async function disputeOf(charge: Stripe.Charge): Promise<Stripe.Dispute> {
  await quiet(emulator);
  const { data } = await stripe.disputes.list({ charge: charge.id });
  if (data.length !== 1 || !data[0]) throw new Error(`There are ${data.length} disputes.`);
  return data[0];
}

async function total(): Promise<number> {
  const { available, pending } = await stripe.balance.retrieve();
  return (available[0]?.amount ?? 0) + (pending[0]?.amount ?? 0);
}

describe('a dispute card', () => {
  it.each([
    [FRAUD, 'fraudulent', '10.4'],
    [NOT_RECEIVED, 'product_not_received', '13.1'],
  ])('%s is charged and then disputed as %s, with the money and a fee gone', async (...row) => {
    const [card, reason, code] = row;
    const { charge } = await pay(emulator, card, 2_500);
    const dispute = await disputeOf(charge);
    expect(dispute).toMatchObject({
      status: 'needs_response',
      reason,
      amount: 2_500,
      currency: 'eur',
      payment_intent: charge.payment_intent,
      is_charge_refundable: false,
      payment_method_details: { card: { case_type: 'chargeback', network_reason_code: code } },
    });
    expect(dispute.balance_transactions).toMatchObject([
      {
        type: 'adjustment',
        reporting_category: 'dispute',
        amount: -2_500,
        fee: 2_000,
        net: -4_500,
        fee_details: [{ amount: 2_000, description: 'Dispute fee', type: 'stripe_fee' }],
        source: dispute.id,
      },
    ]);
    expect((await stripe.charges.retrieve(charge.id)).disputed).toBe(true);
    expect(await eventTypes(stripe, 'charge.dispute.')).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ]);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it('1976 is asked about only: nothing is withdrawn until the inquiry becomes a chargeback', async () => {
    const { charge } = await pay(emulator, INQUIRY, 2_500);
    const inquiry = await disputeOf(charge);
    expect(inquiry).toMatchObject({
      status: 'warning_needs_response',
      balance_transactions: [],
      is_charge_refundable: true,
    });
    const before = await total();
    await emulator.control('POST', 'disputes/decide', {
      dispute: inquiry.id,
      outcome: 'escalated',
    });
    const chargeback = await stripe.disputes.retrieve(inquiry.id);
    expect(chargeback).toMatchObject({
      status: 'needs_response',
      is_charge_refundable: false,
      payment_method_details: { card: { case_type: 'chargeback' } },
    });
    expect(await total()).toBe(before - 4_500);
  });

  it('waits as long as the knob says', async () => {
    await emulator.control('POST', 'knobs', { disputeAfterSeconds: 30 * DAY_S });
    const { charge } = await pay(emulator, FRAUD, 2_500);
    await quiet(emulator);
    await advance(emulator, 29 * DAY_S);
    expect((await stripe.disputes.list()).data).toEqual([]);
    await advance(emulator, 2 * DAY_S);
    const dispute = await disputeOf(charge);
    // The charge is a moment older than its settlement, from which the knob counts.
    expect(dispute.created - charge.created - 30 * DAY_S).toBeLessThan(60);
    expect(dispute.created - charge.created).toBeGreaterThanOrEqual(30 * DAY_S);
  });
});

describe('evidence', () => {
  it('is kept while it is written and goes to the bank once, when submitted', async () => {
    const { charge } = await pay(emulator, FRAUD, 2_500);
    const { id } = await disputeOf(charge);
    const staged = await stripe.disputes.update(id, {
      evidence: { product_description: 'A gift to a village well' },
      submit: false,
      metadata: { case: '7' },
    });
    expect(staged).toMatchObject({
      status: 'needs_response',
      evidence: { product_description: 'A gift to a village well' },
      evidence_details: { has_evidence: true, submission_count: 0 },
      metadata: { case: '7' },
    });
    const sent = await stripe.disputes.update(id, { submit: true });
    expect(sent).toMatchObject({
      status: 'under_review',
      evidence_details: { submission_count: 1, submission_method: 'manual' },
    });
    await expect(
      stripe.disputes.update(id, { evidence: { uncategorized_text: 'more' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await stripe.disputes.update(id, { metadata: { case: '' } });
    expect((await stripe.disputes.retrieve(id)).metadata).toEqual({});
  });

  it('that wins gives the money back and not the fee, unless the knob says so', async () => {
    for (const [returned, back] of [
      [false, 2_500],
      [true, 4_500],
    ] as const) {
      await emulator.control('POST', 'knobs', { disputeFeeReturned: returned });
      const { charge } = await pay(emulator, FRAUD, 2_500);
      const { id } = await disputeOf(charge);
      const before = await total();
      const won = await stripe.disputes.update(id, {
        evidence: { uncategorized_text: 'winning_evidence' },
      });
      expect(won.status).toBe('won');
      expect(won.balance_transactions[1]).toMatchObject({
        amount: 2_500,
        net: back,
        reporting_category: 'dispute_reversal',
      });
      expect(await total()).toBe(before + back);
    }
    expect(await eventTypes(stripe, 'charge.dispute.')).toEqual(
      expect.arrayContaining(['charge.dispute.closed', 'charge.dispute.funds_reinstated']),
    );
  });

  it('that loses leaves the money where it is', async () => {
    const { charge } = await pay(emulator, FRAUD, 2_500);
    const { id } = await disputeOf(charge);
    const lost = await stripe.disputes.update(id, {
      evidence: { uncategorized_text: 'losing_evidence' },
    });
    expect(lost.status).toBe('lost');
    expect(lost.balance_transactions).toHaveLength(1);
  });

  it('that nobody sends in time loses a chargeback and closes an inquiry', async () => {
    const first = await pay(emulator, FRAUD, 2_500);
    const second = await pay(emulator, INQUIRY, 2_500);
    const chargeback = await disputeOf(first.charge);
    const inquiry = await disputeOf(second.charge);
    const dueBy = chargeback.evidence_details.due_by ?? 0;
    await advance(emulator, dueBy - chargeback.created + 60);
    expect((await stripe.disputes.retrieve(chargeback.id)).status).toBe('lost');
    expect((await stripe.disputes.retrieve(inquiry.id)).status).toBe('warning_needs_response');
    await advance(emulator, 121 * DAY_S);
    expect((await stripe.disputes.retrieve(inquiry.id)).status).toBe('warning_closed');
  });
});

describe('closing a dispute', () => {
  it('accepts that it is lost, once', async () => {
    const { charge } = await pay(emulator, FRAUD, 2_500);
    const { id } = await disputeOf(charge);
    expect((await stripe.disputes.close(id)).status).toBe('lost');
    await expect(stripe.disputes.close(id)).rejects.toMatchObject({
      message: 'This dispute is already closed.',
    });
  });
});

describe('the control route for disputes', () => {
  it('disputes any charge at any time, part of it too, and decides as ordered', async () => {
    const { charge } = await pay(emulator, PLAIN, 2_500);
    await quiet(emulator);
    await advance(emulator, 60 * DAY_S);
    const opened = await emulator.control('POST', 'disputes', {
      charge: charge.id,
      amount: 1_000,
      reason: 'credit_not_processed',
    });
    expect(opened).toMatchObject({ amount: 1_000, reason: 'credit_not_processed' });
    await stripe.disputes.update(String(opened['id']), { submit: true });
    const won = await emulator.control('POST', 'disputes/decide', {
      dispute: opened['id'],
      outcome: 'won',
    });
    expect(won).toMatchObject({ id: opened['id'], object: 'dispute' });
    expect((await stripe.disputes.retrieve(String(opened['id']))).status).toBe('won');
    const again = await emulator.control('POST', 'disputes', { charge: charge.id });
    expect(again).toMatchObject({ object: 'dispute', amount: 2_500 });
  });

  it('disputes a charge that has been given back already, so that the money is gone twice', async () => {
    const { charge } = await pay(emulator, PLAIN, 2_500);
    await stripe.refunds.create({ charge: charge.id });
    const before = await total();
    await emulator.control('POST', 'disputes', { charge: charge.id });
    expect(await total()).toBe(before - 2_500 - 2_000);
    expect(await balanceGap(emulator)).toBe(0);
  });

  it.each([
    [{ charge: 'ch_none' }, 400],
    [{ charge: '' }, 400],
    [{ charge: 'CHARGE', amount: 2_501 }, 400],
    [{ charge: 'CHARGE', reason: 'spite' }, 400],
    [{ charge: 'CHARGE', kind: 'rumour' }, 400],
    [{ charge: 'CHARGE', outcome: 'won' }, 400],
  ])('refuses %j', async (body, status) => {
    const { charge } = await pay(emulator, PLAIN, 2_500);
    const order = { ...body, charge: body.charge.replace('CHARGE', charge.id) };
    expect(await emulator.control('POST', 'disputes', order)).toMatchObject({ status });
    expect((await stripe.disputes.list()).data).toEqual([]);
  });

  it('refuses a second dispute while one is open, and a decision that does not fit', async () => {
    const { charge } = await pay(emulator, FRAUD, 2_500);
    const { id } = await disputeOf(charge);
    expect(await emulator.control('POST', 'disputes', { charge: charge.id })).toMatchObject({
      status: 400,
    });
    const odd = { dispute: id, outcome: 'warning_closed' };
    expect(await emulator.control('POST', 'disputes/decide', odd)).toMatchObject({ status: 400 });
  });
});

describe('a refund of a disputed charge', () => {
  it('is refused while the bank has the money, and after it has kept it', async () => {
    const { charge } = await pay(emulator, FRAUD, 2_500);
    const { id } = await disputeOf(charge);
    const refusal = {
      statusCode: 400,
      code: 'charge_disputed',
      message: `Charge ${charge.id} has been charged back; cannot issue a refund.`,
    };
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject(refusal);
    await stripe.disputes.close(id);
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject(refusal);
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  it('is possible during an inquiry and after a won dispute', async () => {
    const first = await pay(emulator, INQUIRY, 2_500);
    await disputeOf(first.charge);
    expect((await stripe.refunds.create({ charge: first.charge.id })).status).toBe('succeeded');
    const second = await pay(emulator, FRAUD, 2_500);
    const { id } = await disputeOf(second.charge);
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect((await stripe.refunds.create({ charge: second.charge.id })).status).toBe('succeeded');
  });
});

it('lists disputes by charge, by intent and by time', async () => {
  const first = await pay(emulator, FRAUD, 2_500);
  const second = await pay(emulator, FRAUD, 2_600);
  await quiet(emulator);
  const ids = async (params: Stripe.DisputeListParams): Promise<unknown[]> =>
    (await stripe.disputes.list(params)).data.map(({ charge }) => charge);
  expect(await ids({ charge: second.charge.id })).toEqual([second.charge.id]);
  const intent = first.charge.payment_intent as string;
  expect(await ids({ payment_intent: intent })).toEqual([first.charge.id]);
  expect(await ids({ limit: 1 })).toEqual([second.charge.id]);
  expect(await ids({ created: { gt: 4_000_000_000 } })).toEqual([]);
  const withCharge = await stripe.disputes.list({ expand: ['data.charge'] });
  expect(withCharge.data[0]?.charge).toMatchObject({ object: 'charge' });
});
