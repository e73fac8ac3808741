import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { OrderKind } from '@vatra/shared/disbursements/operator-money.dto';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, entryOf } from '../../../../test/support/balances.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import {
  aLiveCampaign,
  asDonor,
  give,
  provePayee,
  type Given,
} from '../../../../test/support/gifts.js';
import {
  approveOrder,
  operatorMoney,
  order,
  prepareOrder,
} from '../../../../test/support/operator.js';
import {
  creditOf,
  importStatement,
  type StatementEntry,
} from '../../../../test/support/payments.js';
import { untilSomebodyWaits } from '../../../../test/support/lock-waits.js';
import { whatIsUnsound } from '../../../../test/support/soundness.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

import { Database } from '../../../platform/database/database.js';
import { OrdersRepository } from './orders.repository.js';
import { TopUps } from './top-ups.js';
import { TopUpsRepository } from './top-ups.repository.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
/** What the provider took of EUR 50 and does not give back. */
const LOST_FEE = 100;
const TIP = 900;

let app: TestApp;
let village: Village;
let finance: Finance;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  // The day of the books is that of UTC: at noon nobody is near its end.
  const noon = new Date(Date.parse(campaign.startsAt) + 2 * 86_400_000);
  await app.moveClock(new Date(noon.setUTCHours(12, 0, 0, 0)));
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

async function paid(tipMinor = 0): Promise<Given> {
  const given = await give(app, campaign.id, { wish: { tipMinor } });
  await app.quiet();
  return given;
}

/** A gift that goes back: its fee is lost, and nobody but the operator bears it. */
async function loseAFee(): Promise<void> {
  const given = await paid();
  const donor = await asDonor(app, given, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${given.id}/withdrawal`));
  await app.quiet();
}

async function nextDay(): Promise<void> {
  await app.moveClock({ days: 1 });
  await app.quiet();
}

const today = async () => (await app.now()).toISOString().slice(0, 10);
const unsound = async () =>
  (await whatIsUnsound(app.database, {})).map((line) => line.split(' ')[0]);
const lastTopUp = async () => (await operatorMoney(finance.maker)).topUps[0];

/** Somebody's money without a purpose we know: it only has to be at the bank. */
async function moneyAtBank(amountMinor: number): Promise<void> {
  await importStatement(finance.maker, [creditOf(amountMinor, 'x', { day: await today() })]);
}

async function bankShows(about: Partial<StatementEntry> & { amountMinor: number }): Promise<void> {
  const day = await today();
  await importStatement(finance.maker, [{ ...creditOf(about.amountMinor, '', { day }), ...about }]);
  await app.quiet();
}

describe('fees lost with refunds', () => {
  it('L27: without own money they cannot be paid back, and the books say so', async () => {
    await loseAFee();
    expect((await operatorMoney(finance.maker)).cover.minor).toBe(-LOST_FEE);
    expect(await unsound()).toEqual([]);
    await nextDay();
    expect((await lastTopUp())?.state).toBe('waiting');
    expect(await unsound()).toEqual(['B9']);
    const duties = await ok(finance.maker.browser.get<DutyView[]>('/me/duties'));
    expect(duties.map(({ kind }) => kind)).toContain('duty.disbursements.fund-operator');
  });

  it('L28, L27: as soon as the operator has money, it goes where it is missing', async () => {
    const funds = await order(app, finance, 'grant_received', 30_000);
    expect(funds.state).toBe('booked');
    expect(await entryOf(app, `L28:${funds.id}`)).toEqual({ '1150': 30_000, '4010': -30_000 });
    const topUp = await lastTopUp();
    expect([topUp?.state, topUp?.amount?.minor]).toEqual(['sent', LOST_FEE]);
    const key = `L27:sent:${topUp?.id ?? ''}`;
    expect(await entryOf(app, key)).toEqual({ '1050': LOST_FEE, '1150': -LOST_FEE });
    expect(await unsound()).toEqual([]);
  });

  it('L27: the payment leaves the own account for that of client money', async () => {
    const id = (await lastTopUp())?.id ?? '';
    const { text } = await finance.maker.browser.get(`/operator-orders/${id}/file`);
    const accounts = [...text.matchAll(/<IBAN>(\w+)</g)].map(([, iban]) => iban);
    expect(accounts).toEqual(['DE02120300000000202051', 'DE89370400440532013000']);
  });

  it('L27: the line of the bank ends it, once', async () => {
    const topUp = await lastTopUp();
    const credit = { amountMinor: LOST_FEE, endToEndId: topUp?.instructionId ?? '' };
    await bankShows(credit);
    await bankShows(credit);
    expect((await lastTopUp())?.state).toBe('arrived');
    const key = `L27:arrived:${topUp?.id ?? ''}`;
    expect(await entryOf(app, key)).toEqual({ '1100': LOST_FEE, '1050': -LOST_FEE });
    expect(await balanceOf(app, '1050')).toBe(0);
    expect(await unsound()).toEqual([]);
  });

  it('L27: all costs of a day are paid back that day, in one payment', async () => {
    await loseAFee();
    await loseAFee();
    await nextDay();
    const { topUps, cover } = await operatorMoney(finance.maker);
    expect(topUps.map(({ amount }) => amount?.minor)).toEqual([2 * LOST_FEE, LOST_FEE]);
    expect([topUps[0]?.state, cover.minor]).toEqual(['sent', 0]);
    expect(await unsound()).toEqual([]);
  });

  it('L27: tips that lie with client money pay first', async () => {
    await paid(TIP);
    await loseAFee();
    await nextDay();
    const { topUps } = await operatorMoney(finance.maker);
    expect(topUps.map(({ amount }) => amount?.minor)).toEqual([2 * LOST_FEE, LOST_FEE]);
    expect(await unsound()).toEqual([]);
  });

  it('L27: a cost that comes while others are added up is paid back that day, too', async () => {
    await loseAFee();
    const planned = () =>
      app.database.query<{ id: string }>(`SELECT id FROM client_top_ups WHERE state = 'planned'`);
    const [first, ...others] = await planned();
    const id = first?.id ?? '';
    expect(others).toEqual([]);
    const database = app.worker.get(Database);
    const topUps = app.worker.get(TopUps, { strict: false });
    let later: Promise<void> = Promise.resolve();
    await database.inTransaction(async (tx) => {
      await app.worker.get(OrdersRepository, { strict: false }).lockAll(tx);
      await app.worker.get(TopUpsRepository, { strict: false }).findForUpdate(tx, id);
      later = database.inTransaction((other) => topUps.plan(other));
      await Promise.race([later, untilSomebodyWaits(app)]);
      await topUps.run(tx, id);
    });
    await later;
    expect((await planned()).map((row) => row.id)).not.toContain(id);
    expect(await planned()).toHaveLength(1);
    await nextDay();
  });
});

describe('own money on the client account', () => {
  it('L5: leaves it by two hands, and no more than exceeds what is held for others', async () => {
    await moneyAtBank(20_000);
    const { ownOutMax } = await operatorMoney(finance.maker);
    expect(ownOutMax.minor).toBeGreaterThan(0);
    const more = () => prepareOrder(finance.maker, 'own_money_out', ownOutMax.minor + 1);
    expect(await refusalOf(app, more)).toBe('disbursements.order-amount');
    const out = await order(app, finance, 'own_money_out', ownOutMax.minor);
    expect([out.state, out.hasFile]).toEqual(['sent', true]);
    await bankShows({
      amountMinor: ownOutMax.minor,
      endToEndId: out.instructionId ?? '',
      direction: 'DBIT',
    });
    expect(await entryOf(app, `L5:${out.id}`)).toEqual({
      '1150': ownOutMax.minor,
      '2300': -ownOutMax.minor,
    });
    expect(await entryOf(app, `L5:proved:${out.id}`)).toEqual({
      '2300': ownOutMax.minor,
      '1100': -ownOutMax.minor,
    });
    expect((await operatorMoney(finance.maker)).ownOutMax.minor).toBe(0);
    expect(await unsound()).toEqual([]);
  });

  it('L5: what the bank refuses to pay is back where it was', async () => {
    await paid(TIP);
    const { ownOutMax, operatingBank } = await operatorMoney(finance.maker);
    const out = await order(app, finance, 'own_money_out', ownOutMax.minor);
    await bankShows({
      amountMinor: ownOutMax.minor,
      endToEndId: out.instructionId ?? '',
      returnReason: 'AC04',
    });
    const after = await operatorMoney(finance.maker);
    expect(after.orders.find(({ id }) => id === out.id)?.state).toBe('failed');
    expect([after.ownOutMax, after.operatingBank]).toEqual([ownOutMax, operatingBank]);
    expect(await unsound()).toEqual([]);
  });

  it("R77: the bank's price is the operator's, and is paid back to client money", async () => {
    const before = await operatorMoney(finance.maker);
    await bankShows({ amountMinor: 1_250, direction: 'DBIT', isCharge: true });
    const after = await operatorMoney(finance.maker);
    expect(after.costs.minor - before.costs.minor).toBe(1_250);
    expect(after.operatingBank).toEqual(before.operatingBank);
    expect(await balanceOf(app, '5100')).toBe(1_250);
    await nextDay();
    expect((await operatorMoney(finance.maker)).cover.minor).toBeGreaterThanOrEqual(0);
    expect(await unsound()).toEqual([]);
  });
});

describe('losses', () => {
  it('L28, L26: are covered from the reserve set apart for them, by decision', async () => {
    const set = await order(app, finance, 'reserve_received', 10_000);
    expect(await entryOf(app, `L28:${set.id}`)).toEqual({ '1150': 10_000, '3100': -10_000 });
    const borne = await balanceOf(app, '5000');
    const covered = await order(app, finance, 'fees_covered', borne);
    expect(await entryOf(app, `L26:${covered.id}`)).toEqual({ '3100': borne, '5000': -borne });
    expect(await balanceOf(app, '5000')).toBe(0);
    const again = () => prepareOrder(finance.maker, 'fees_covered', 1);
    expect(await refusalOf(app, again)).toBe('disbursements.order-amount');
    const dispute = () => prepareOrder(finance.maker, 'dispute_loss_covered', 1);
    expect(await refusalOf(app, dispute)).toBe('disbursements.order-amount');
  });
});

describe('an order', () => {
  it('needs another hand, the same content, a fresh code, and is signed once', async () => {
    const { maker, checker, secondChecker } = finance;
    const large = await ok(prepareOrder(maker, 'grant_received', 1_000_001));
    expect(large.approvalsNeeded).toBe(2);
    const other = { ...large, contentHash: large.contentHash.replace(/^./, 'g') };
    expect(await refusalOf(app, () => approveOrder(app, checker, other))).toBe(
      'disbursements.content-changed',
    );
    const stale = { contentHash: large.contentHash, code: '000000' };
    const path = `/operator-orders/${large.id}`;
    expect((await checker.browser.post(`${path}/approvals`, stale)).status).toBeGreaterThan(399);
    expect((await ok(approveOrder(app, checker, large))).state).toBe('prepared');
    expect(await refusalOf(app, () => approveOrder(app, checker, large))).toBe(
      'disbursements.already-approved',
    );
    expect((await ok(approveOrder(app, secondChecker, large))).state).toBe('booked');
    const late = () => maker.browser.post(`${path}/cancellation`, { reason: 'it came too late' });
    expect(await refusalOf(app, late)).toBe('disbursements.order-closed');
    const nobody = () => maker.browser.get('/operator-orders/00000000-0000-7000-8000-000000000009');
    expect(await refusalOf(app, nobody)).toBe('disbursements.order-not-found');
  });

  it('R73: is not signed by who prepared it, whatever the role', async () => {
    const { maker, checker } = finance;
    const body = { email: maker.email, role: 'finance_checker' };
    await ok(village.administrator.browser.post('/people/roles', body));
    const own = await ok(prepareOrder(maker, 'grant_received', 5_000));
    expect(await refusalOf(app, () => approveOrder(app, maker, own))).toBe(
      'disbursements.maker-cannot-check',
    );
    const path = `/operator-orders/${own.id}/cancellation`;
    await ok(checker.browser.post(path, { reason: 'no such money came' }));
  });

  it.each<[OrderKind, { sourceId?: string }]>([
    ['town_grant', {}],
    ['grant_received', { sourceId: '00000000-0000-7000-8000-000000000009' }],
  ])('L29: only a grant names the fund it comes from (%s)', async (kind, more) => {
    const wrong = () => prepareOrder(finance.maker, kind, 100, more);
    expect(await refusalOf(app, wrong)).toBe('disbursements.order-source');
  });
});

describe('a hometown fund', () => {
  it('L29: is granted to its authority, in transit first and then proved', async () => {
    const given = await paid();
    await app.moveClock(new Date(Date.parse(campaign.endsAt) + 3 * 3_600_000));
    await app.quiet();
    const donor = await asDonor(app, given, 'donor.choice-failed');
    await ok(donor.post(`/me/contributions/${given.id}/choice`, { choice: 'hometown_fund' }));
    const { sources } = await operatorMoney(finance.maker);
    const [source] = sources;
    expect([source?.sourceId, source?.held.minor]).toEqual([village.placeId, 4_900]);
    const sourceId = village.placeId;
    const more = () => prepareOrder(finance.maker, 'town_grant', 4_901, { sourceId });
    expect(await refusalOf(app, more)).toBe('disbursements.order-amount');
    const grant = await order(app, finance, 'town_grant', 4_000, { sourceId });
    expect(grant.state).toBe('sent');
    expect(await entryOf(app, `L29:${grant.id}`)).toEqual({ '2150': 4_000, '2300': -4_000 });
    await bankShows({
      amountMinor: 4_000,
      endToEndId: grant.instructionId ?? '',
      direction: 'DBIT',
    });
    expect(await entryOf(app, `L9:proved:${grant.id}`)).toEqual({ '2300': 4_000, '1100': -4_000 });
    expect(await balanceOf(app, '2150', village.placeId)).toBe(900);
    expect(await unsound()).toEqual([]);
  });
});
