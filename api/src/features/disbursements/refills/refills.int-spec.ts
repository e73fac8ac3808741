import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { RefillView } from '@vatra/shared/disbursements/operator-money.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/books.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import type { Finance } from '../../../../test/support/funded.js';
import { give } from '../../../../test/support/gifts.js';
import { operatorMoney, order, prepareOrder } from '../../../../test/support/operator.js';
import {
  approve,
  creditOf,
  importStatement,
  prepare,
  theTranche,
  type StatementEntry,
} from '../../../../test/support/payments.js';
import { differencesNow } from '../../../../test/support/reconciliation.js';
import { aCampaignBeside, aStripeScene, onStripe } from '../../../../test/support/stripe-payee.js';
import { ok } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
/** Until a transfer has come to Stripe, and a little: two clocks tell the same day. */
const OVER_A_DAY = { hours: 25 };

interface List<Item> {
  readonly data: readonly Item[];
}
interface TopUp {
  readonly id: string;
  readonly status: string;
}

let app: TestApp;
let finance: Finance;
let projectId: string;

const first = () => theTranche(finance.maker, projectId, 1);
const control = <Answer>(path: string, body: unknown) => app.emulator?.control<Answer>(path, body);
const transfers = async () => (await onStripe<List<{ amount: number }>>(app, 'transfers')).data;
const toStripe = () => balanceOf(app, '1070');
const today = async () => (await app.now()).toISOString().slice(0, 10);
const rows = async (): Promise<readonly RefillView[]> =>
  (await operatorMoney(finance.maker)).refills.rows;

async function newest(): Promise<RefillView> {
  const [row] = await rows();
  if (row === undefined) throw new Error('no refill');
  return row;
}

async function later(span: { days?: number; hours?: number }): Promise<void> {
  await app.moveClock(span);
  await app.quiet();
}

/** The statement shows it: gone, or come back. */
async function bankShows(
  { instructionId: endToEndId, amount }: RefillView,
  more: Partial<StatementEntry> = {},
): Promise<void> {
  const line = { ...creditOf(amount.minor, 'to Stripe', { day: await today() }), endToEndId };
  await importStatement(finance.maker, [{ ...line, direction: 'DBIT', ...more }]);
  await app.quiet();
}

/** What Stripe does with a transfer of our bank. */
const stripeGets = (amount: number, reference: string) =>
  control<TopUp>('/topups', { amount, reference });

async function dutiesOf(what: string): Promise<number> {
  const duties = await ok(finance.maker.browser.get<DutyView[]>('/me/duties'));
  return duties.filter(({ kind }) => kind === `duty.disbursements.${what}`).length;
}

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  const scene = await aStripeScene(app);
  ({ finance, projectId } = scene);
  const beside = await aCampaignBeside(app, scene.village);
  await everythingToTheBank();
  await give(app, beside.id);
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

/** As a sweep before the authority had an account at Stripe would have done. */
async function everythingToTheBank(): Promise<void> {
  const { available } = await onStripe<{ available: { amount: number }[] }>(app, 'balance');
  const amount = available[0]?.amount ?? 0;
  const params = { amount: String(amount), currency: 'eur' };
  const { id } = await onStripe<{ id: string }>(app, 'payouts', params);
  await later({ days: 3 });
  await importStatement(finance.maker, [creditOf(amount, `STRIPE ${id}`, { day: await today() })]);
  await app.quiet();
}

describe('money that a payment through Stripe lacks there', () => {
  it('R75: is ordered from the bank once, to the account Stripe has named', async () => {
    await approve(app, finance.checker, await prepare(finance, await first()));
    await app.quiet();
    const { state, transfer, amountMinor } = await first();
    expect([state, transfer?.step, transfer?.reason]).toEqual(['approved', 'waiting', 'balance']);
    await later({ days: 2 });
    const { refills } = await operatorMoney(finance.maker);
    expect(refills).toMatchObject({ isPossible: true, waiting: { minor: amountMinor } });
    expect(refills.rows).toMatchObject([{ state: 'sent', hasFile: true }]);
    // What Stripe lacks for refunds that may come is brought along, or the payment would wait again.
    expect((await newest()).amount.minor).toBeGreaterThan(amountMinor);
    const { id, instructionId } = await newest();
    const file = await finance.maker.browser.get<string>(`/operator-orders/${id}/file`);
    expect(file.text).toContain(`<EndToEndId>${instructionId}</EndToEndId>`);
    expect(file.text).toContain('<IBAN>IE29AIBK93115212345678</IBAN>');
    expect(file.text).toContain(`<Ustrd>ACCT-DEMO ${instructionId}</Ustrd>`);
    expect(await dutiesOf('hand-in-refill')).toBe(1);
    expect(await transfers()).toEqual([]);
  });

  it('L5: comes back days after it left, and goes again a day later', async () => {
    const sent = await newest();
    await bankShows(sent);
    expect([await toStripe(), (await newest()).state]).toEqual([sent.amount.minor, 'left']);
    await later({ days: 3 });
    await bankShows(sent, { direction: 'CRDT', returnReason: 'AC04' });
    expect(await toStripe()).toBe(0);
    expect(await newest()).toMatchObject({ state: 'returned', returnReason: 'AC04' });
    expect(await dutiesOf('look-after-refill')).toBe(1);
    await later({ hours: 20 });
    expect(await rows()).toHaveLength(1);
    await later({ hours: 5 });
    expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'returned']);
    expect(await dutiesOf('look-after-refill')).toBe(0);
  });

  it('L5: is there when Stripe says so, and the payment goes without another approval', async () => {
    const { amount, instructionId } = await newest();
    await stripeGets(amount.minor, instructionId);
    await app.quiet();
    expect([await toStripe(), (await first()).state]).toEqual([0, 'approved']);
    await later(OVER_A_DAY);
    const { state, amountMinor, approvals } = await first();
    expect([state, approvals]).toEqual(['sent', 1]);
    expect(await transfers()).toMatchObject([{ amount: amountMinor }]);
    // Stripe was quicker than the statement.
    expect(await toStripe()).toBe(-amount.minor);
    await bankShows(await newest());
    expect([await toStripe(), (await newest()).state]).toEqual([0, 'left']);
    expect(await rows()).toHaveLength(2);
  });

  it('L5: goes back to the bank when Stripe takes its word back days later', async () => {
    const held = await balanceOf(app, '1010');
    const extra = await stripeGets(700, 'by hand');
    await later(OVER_A_DAY);
    expect([await toStripe(), await balanceOf(app, '1010')]).toEqual([-700, held + 700]);
    await control('/topups/reverse', { topup: extra?.id });
    await app.quiet();
    expect([await toStripe(), await balanceOf(app, '1010')]).toEqual([0, held]);
  });

  it('is nothing while the bank has not paid, and when it never does', async () => {
    await control('/knobs', { failNextTopups: 1 });
    const { id } = (await stripeGets(900, 'bounced')) ?? { id: '' };
    await later(OVER_A_DAY);
    expect((await onStripe<TopUp>(app, `topups/${id}`)).status).toBe('failed');
    expect(await toStripe()).toBe(0);
  });
});

describe('a difference between the bank and Stripe', () => {
  it('has an owner after a week, and ends by an order of two people', async () => {
    await stripeGets(500, 'the own money of the operator');
    await later(OVER_A_DAY);
    expect(await differencesNow(finance.maker)).toEqual([]);
    await later({ days: 8 });
    const [found] = await differencesNow(finance.maker);
    expect(found).toMatchObject({ check: 'R3', ours: { minor: -500 }, owner: 'finance_maker' });
    const tooMuch = () => prepareOrder(finance.maker, 'own_money_to_stripe', 501);
    expect(await refusalOf(app, tooMuch)).toBe('disbursements.order-amount');
    const wrongWay = () => prepareOrder(finance.maker, 'refill_loss_borne', 1);
    expect(await refusalOf(app, wrongWay)).toBe('disbursements.order-amount');
    await order(app, finance, 'own_money_to_stripe', 500);
    expect([await toStripe(), await balanceOf(app, '1150')]).toEqual([0, -500]);
  });

  it('R77: what the way has cost is the operator to bear', async () => {
    const { instructionId } = await newest();
    await bankShows({ ...(await newest()), amount: { minor: 300, currency: 'EUR' } });
    await stripeGets(280, `${instructionId} again`);
    await later(OVER_A_DAY);
    expect(await toStripe()).toBe(20);
    await order(app, finance, 'refill_loss_borne', 20);
    expect([await toStripe(), await balanceOf(app, '5100')]).toEqual([0, 20]);
  });
});
