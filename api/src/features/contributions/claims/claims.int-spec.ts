import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import {
  accountsGiven,
  bankSays,
  payOnAccounts,
  refundFiles,
  textOfFile,
} from '../../../../test/support/bank-refunds.js';
import type { Browser } from '../../../../test/support/browser.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import {
  aLiveCampaign,
  asDonor,
  give,
  progressOf,
  provePayee,
  type Given,
} from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { tokenInMail } from '../../../../test/support/people.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
const REFUND_FAILS_LATER = '4000000000005126';
const IBAN = 'RO49AAAA1B31007593840000';
const OTHER_IBAN = 'DE75512108001245126199';

let app: TestApp;
let village: Village;
let finance: Finance;
let campaign: CampaignView;
let given: Given;
let silent: Given;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  given = await aBounced();
  silent = await aBounced();
  await app.moveClock({ days: 3 });
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

/** Paid by a card that takes a refund and sends it back days later, and withdrawn. */
async function aBounced(): Promise<Given> {
  const gift = await give(app, campaign.id, { card: REFUND_FAILS_LATER });
  await app.quiet();
  const donor = await asDonor(app, gift, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${gift.id}/withdrawal`));
  await app.quiet();
  return gift;
}

const refundOf = async (gift: Given) => {
  const [refund] = (await progressOf(app, gift)).refunds;
  if (refund === undefined) throw new Error('no refund');
  return refund;
};
const claimOf = async (gift: Given) => (await refundOf(gift)).claim;

async function nameAccount(donor: Browser, gift: Given, changes: object = {}) {
  const { id: refundId } = await refundOf(gift);
  const body = { refundId, iban: IBAN, holder: 'Ana Donor', ...changes };
  return donor.post<ContributionView>(`/me/contributions/${gift.id}/refund-account`, body);
}

describe('a refund that came back', () => {
  it('R47, L19: lies in 2900, and its donor is asked for an account', async () => {
    const view = await progressOf(app, given);
    expect([view.state, view.may]).toEqual(['refunded', ['give_account']]);
    expect(await claimOf(given)).toMatchObject({ state: 'asked', ibanMasked: null });
    expect(await balanceOf(app, '2900')).toBe(10_000);
    expect(await tokenInMail(app, given.email, 'donor.refund-failed')).toBeTruthy();
  });

  it('R47: takes an account from its donor only, a real one, and once', async () => {
    const stranger = await asDonor(app, silent, 'donor.refund-failed');
    const donor = await asDonor(app, given, 'donor.refund-failed');
    expect(await refusalOf(app, () => nameAccount(stranger, given))).toBe(
      'contributions.not-found',
    );
    const others = async () => (await refundOf(silent)).id;
    const refundId = await others();
    expect(await refusalOf(app, () => nameAccount(donor, given, { refundId }))).toBe(
      'contributions.not-found',
    );
    const wrong = await nameAccount(donor, given, { iban: 'RO49AAAA1B31007593840001' });
    expect(wrong.status).toBe(422);
    const answer = await nameAccount(donor, given);
    expect([answer.status, answer.body.refunds[0]?.claim]).toEqual([
      200,
      { state: 'given', isReturned: true, until: null, ibanMasked: 'RO…0000', paidAt: null },
    ]);
    expect(await refusalOf(app, () => nameAccount(donor, given))).toBe(
      'contributions.account-not-asked',
    );
  });

  it('keeps the number of the account sealed: no row, answer or mail shows it', async () => {
    const [row] = await app.database.query<{ text: string }>(
      `SELECT string_agg(t::text, ' ') AS text FROM refund_claims t`,
    );
    expect(row?.text).not.toContain(IBAN);
    expect(JSON.stringify(await accountsGiven(finance))).not.toContain(IBAN);
  });

  it('R47, ruling 37: is paid on by two people, with a file for the bank', async () => {
    const before = await balanceOf(app, '2900');
    expect(await refusalOf(app, () => finance.maker.browser.post('/refund-batches', {}))).toBe(
      'contributions.nothing-to-prepare',
    );
    const { id } = await refundOf(silent);
    const ungiven = () => finance.maker.browser.post('/refund-batches', { claimIds: [id] });
    expect(await refusalOf(app, ungiven)).toBe('contributions.claim-not-given');
    const batch = await payOnAccounts(app, finance);
    expect(batch).toMatchObject({
      state: 'approved',
      items: [{ kind: 'bank', amount: { minor: 5_000 }, reason: 'Ana Donor, RO…0000' }],
    });
    expect(await balanceOf(app, '2900')).toBe(before - 5_000);
    expect(await balanceOf(app, '2300')).toBe(5_000);
    const [file] = await refundFiles(finance);
    const xml = await textOfFile(finance, file?.id ?? '');
    expect(xml).toContain(`<IBAN>${IBAN}</IBAN>`);
    expect(xml).toContain('50.00');
    expect((await claimOf(given))?.state).toBe('sent');
    expect(await accountsGiven(finance)).toEqual([]);
  });

  it('R47: when the bank says no, is asked for again, and the money is back in 2900', async () => {
    await bankSays(app, finance, { direction: 'CRDT', returnReason: 'AC04' });
    expect((await claimOf(given))?.state).toBe('asked');
    expect([await balanceOf(app, '2300'), await balanceOf(app, '2900')]).toEqual([0, 10_000]);
    expect(await tokenInMail(app, given.email, 'donor.claim-failed')).toBeTruthy();
  });

  it('R47: has arrived when the statement of the bank says so, once', async () => {
    const donor = await asDonor(app, given, 'donor.claim-failed');
    await nameAccount(donor, given, { iban: OTHER_IBAN });
    await payOnAccounts(app, finance);
    const bank = await balanceOf(app, '1100');
    await bankSays(app, finance, { direction: 'DBIT' });
    expect(await claimOf(given)).toMatchObject({ state: 'paid', ibanMasked: 'DE…6199' });
    expect([await balanceOf(app, '2300'), await balanceOf(app, '1100')]).toEqual([0, bank - 5_000]);
    await bankSays(app, finance, { direction: 'DBIT' });
    expect(await balanceOf(app, '1100')).toBe(bank - 5_000);
    expect(await tokenInMail(app, given.email, 'donor.claim-paid')).toBeTruthy();
  });
});

describe('a donor who does not answer', () => {
  it('R47: is asked again, after sixty days the money is unclaimed and still visible', async () => {
    await app.moveClock({ days: 46 });
    await app.quiet();
    expect(await tokenInMail(app, silent.email, 'donor.claim-reminder')).toBeTruthy();
    expect((await progressOf(app, silent)).state).toBe('refunded');
    await app.moveClock({ days: 15 });
    await app.quiet();
    const view = await progressOf(app, silent);
    expect([view.state, view.may, view.refunds[0]?.claim?.state]).toEqual([
      'unclaimed',
      ['give_account'],
      'unclaimed',
    ]);
    expect(await tokenInMail(app, silent.email, 'donor.claim-unclaimed')).toBeTruthy();
  });

  it('R47, L19: twelve months later it serves the same hometown, and stays visible', async () => {
    const fund = await balanceOf(app, '2150', village.placeId);
    await app.moveClock({ days: 360 });
    await app.quiet();
    expect((await progressOf(app, silent)).state).toBe('unclaimed');
    await app.moveClock({ days: 8 });
    await app.quiet();
    const view = await progressOf(app, silent);
    expect([view.state, view.refunds[0]?.claim?.state]).toEqual(['to_hometown_fund', 'forfeited']);
    expect(await balanceOf(app, '2150', village.placeId)).toBe(fund + 5_000);
    expect(await balanceOf(app, '2900')).toBe(0);
    const donor = await asDonor(app, silent, 'donor.claim-unclaimed');
    expect(await refusalOf(app, () => nameAccount(donor, silent))).toBe(
      'contributions.account-not-asked',
    );
  });
});
