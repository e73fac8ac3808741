import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { SheetLineDto } from '@vatra/shared/contributions/offline.dto';
import type { SheetView } from '@vatra/shared/contributions/offline.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, booksOf } from '../../../../test/support/books.js';
import { aLive, aScene, campaignOf, type Scene } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { creditOf, importStatement } from '../../../../test/support/payments.js';
import { aPersonWith, mailsTo, type TestPerson } from '../../../../test/support/people.js';
import {
  aReceipt,
  aRecordedSheet,
  anOpenSheet,
  bank,
  collectorsOf,
  payIn,
  sheetOf,
  sign,
} from '../../../../test/support/sheets.js';
import { ok } from '../../../../test/support/village.js';

let app: TestApp;
let scene: Scene;
let maker: TestPerson;
let checker: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  scene = await aScene(app);
  maker = await aPersonWith(app, scene.village.administrator, 'finance_maker', 'Fina Maker');
  checker = await aPersonWith(app, scene.village.administrator, 'finance_checker', 'Cezar Check');
});
afterAll(() => app.close());

const named = (donorName: string, amountMinor: number, more: Partial<SheetLineDto> = {}) =>
  aReceipt({ donorName, amountMinor, ...more });

async function again(sheet: SheetView): Promise<SheetView> {
  return sheetOf(collectorsOf(scene.council)[0], sheet.id);
}

const progressOf = async (campaign: CampaignView) => (await campaignOf(app, campaign.id)).progress;

describe('L7: the bank shows the cash of a sheet', () => {
  it('R34: cash counts when it is reconciled with the bank, and not before', async () => {
    const campaign = await aLive(scene);
    const lines = [named('Ana Rusu', 20_000), named('Ion Popa', 10_000), aReceipt()];
    const sheet = await aRecordedSheet(scene, campaign, lines);
    await ok(bank(scene, sheet, 'SLIP-77'));
    expect(await progressOf(campaign)).toMatchObject({ countedMinor: 0, offlineMinor: 0 });
    await payIn(app, maker, 35_000, `Colecta ${sheet.reference}`);
    expect(await again(sheet)).toMatchObject({
      state: 'reconciled',
      arrivedMinor: 35_000,
      missingMinor: 0,
    });
    expect(await booksOf(app, sheet.id)).toEqual([
      { kind: 'L6', lines: ['1300 35000', '2120 -35000'] },
      { kind: 'L7', lines: ['1100 35000', '1300 -35000', '2100 -35000', '2120 35000'] },
    ]);
    expect(await progressOf(campaign)).toMatchObject({
      countedMinor: 35_000,
      offlineMinor: 35_000,
      feesMinor: 0,
      contributions: 3,
    });
    expect(await balanceOf(app, '2100', campaign.projectId)).toBe(35_000);
  });

  it('takes a line of the bank once, however often the statement comes', async () => {
    const campaign = await aLive(scene);
    const sheet = await aRecordedSheet(scene, campaign, [aReceipt()]);
    const day = (await app.now()).toISOString().slice(0, 10);
    const credit = creditOf(5_000, sheet.reference, { day });
    await importStatement(maker, [credit]);
    const second = await importStatement(maker, [credit]);
    expect(second).toMatchObject({ lines: 1, known: 1, matched: 0 });
    await app.quiet();
    expect((await progressOf(campaign)).countedMinor).toBe(5_000);
  });

  it('by the reference of a slip takes the exact sum only, so that nobody claims what is not theirs', async () => {
    const campaign = await aLive(scene);
    const sheet = await aRecordedSheet(scene, campaign, [aReceipt()]);
    await ok(bank(scene, sheet, 'SLIP-OTHER'));
    await payIn(app, maker, 4_999, 'SLIP-OTHER');
    await payIn(app, maker, 5_001, `much ${sheet.reference}`);
    expect((await again(sheet)).state).toBe('banked');
    await payIn(app, maker, 5_000, 'SLIP-OTHER');
    expect((await again(sheet)).state).toBe('reconciled');
  });

  it('R38 and R39: named receipts are payers by their name, nameless ones are one source and no payer', async () => {
    const campaign = await aLive(scene);
    const first = await aRecordedSheet(scene, campaign, [
      named('Ștefan Popa', 10_000),
      aReceipt(),
      aReceipt(),
    ]);
    const second = await aRecordedSheet(scene, campaign, [named('popa  stefan', 5_000)]);
    await payIn(app, maker, 20_000, first.reference);
    await payIn(app, maker, 5_000, second.reference);
    expect(await progressOf(campaign)).toMatchObject({ countedMinor: 25_000, payers: 1 });
    const groups = await app.database.query<{ net: string; known: boolean }>(
      `SELECT net_minor AS net, is_known AS known FROM campaign_payer_groups
        WHERE campaign_id = $1 AND net_minor > 0 ORDER BY net_minor DESC`,
      [campaign.id],
    );
    expect(groups).toEqual([
      { net: '15000', known: true },
      { net: '10000', known: false },
    ]);
  });

  it('ruling 20: cash signed for before the end counts when it arrives within 14 days of it', async () => {
    const campaign = await aLive(scene);
    const sheet = await aRecordedSheet(scene, campaign, [aReceipt()]);
    const unsigned = await anOpenSheet(scene, campaign, [aReceipt()]);
    await app.moveClock(new Date(Date.parse(campaign.endsAt) + 3 * 3_600_000));
    expect((await campaignOf(app, campaign.id)).state).toBe('closing');
    const [first] = collectorsOf(scene.council);
    const late = () => sign(first, unsigned.id, unsigned.totalMinor);
    expect(await refusalOf(app, late)).toBe('contributions.sheet-campaign-not-open');
    await app.moveClock({ days: 10 });
    await payIn(app, maker, 5_000, sheet.reference);
    const { progress, state } = await campaignOf(app, campaign.id);
    expect(progress.countedMinor).toBe(5_000);
    // Nothing is on its way any more, so the judgement need not wait longer.
    expect(state).toBe('failed');
  });

  it('ruling 20: waits 14 days at most, and then the cash waits for its givers', async () => {
    const campaign = await aLive(scene);
    const sheet = await aRecordedSheet(scene, campaign, [aReceipt()]);
    await app.moveClock(new Date(Date.parse(campaign.endsAt) + 13 * 86_400_000));
    expect((await campaignOf(app, campaign.id)).state).toBe('closing');
    await app.moveClock({ days: 2 });
    expect((await campaignOf(app, campaign.id)).state).toBe('wound_up');
    await payIn(app, maker, 5_000, sheet.reference);
    expect((await progressOf(campaign)).countedMinor).toBe(0);
    const [, arrived] = await booksOf(app, sheet.id);
    expect(arrived?.lines).toEqual(['1100 5000', '1300 -5000', '2120 5000', '2140 -5000']);
  });
});

describe('less than was signed for', () => {
  it('L7: what came is shared out to the cent, the difference is public, and paying it in settles', async () => {
    const campaign = await aLive(scene);
    const lines = [named('Ana', 10_000), named('Ion', 10_000), named('Nicu', 10_000)];
    const sheet = await aRecordedSheet(scene, campaign, lines);
    await payIn(app, maker, 20_000, sheet.reference);
    const short = await again(sheet);
    expect(short).toMatchObject({ state: 'short', arrivedMinor: 20_000, missingMinor: 10_000 });
    const gifts = await app.database.query<{ minor: string }>(
      `SELECT g.amount_minor AS minor FROM offline_gifts g JOIN offline_arrivals a ON a.id = g.arrival_id
        WHERE a.sheet_id = $1 ORDER BY g.amount_minor DESC`,
      [sheet.id],
    );
    expect(gifts.map(({ minor }) => Number(minor))).toEqual([6_667, 6_667, 6_666]);
    expect(await progressOf(campaign)).toMatchObject({ countedMinor: 20_000, payers: 3 });
    expect(await balanceOf(app, '2120', campaign.projectId)).toBe(10_000);
    const [first] = collectorsOf(scene.council);
    const [line] = short.items;
    const countering = () =>
      first.browser.post(`/offline-lines/${line?.id ?? ''}/counter-line`, { reason: 'never was' });
    expect(await refusalOf(app, countering)).toBe('contributions.sheet-not-correctable');
    await payIn(app, maker, 10_000, sheet.reference);
    expect(await again(sheet)).toMatchObject({ state: 'settled', missingMinor: 0 });
    expect(await progressOf(campaign)).toMatchObject({ countedMinor: 30_000, payers: 3 });
    expect(await balanceOf(app, '2120', campaign.projectId)).toBe(0);
  });

  it('L6: is written off by two members of staff, never by one and never by a member', async () => {
    const campaign = await aLive(scene);
    const sheet = await aRecordedSheet(scene, campaign, [named('Ana', 10_000)]);
    await payIn(app, maker, 6_000, sheet.reference);
    const path = `/offline-sheets/${sheet.id}/write-off`;
    const proposal = { reason: 'The bag was stolen, the police has a report.' };
    const unproposed = () => checker.browser.post(`${path}/confirmation`, {});
    expect(await refusalOf(app, unproposed)).toBe('contributions.sheet-write-off-missing');
    await ok(maker.browser.post(path, proposal));
    expect(await refusalOf(app, () => checker.browser.post(path, proposal))).toBe(
      'contributions.sheet-write-off-waiting',
    );
    const alone = () => maker.browser.post(`${path}/confirmation`, {});
    expect(await refusalOf(app, alone)).toBe('contributions.sheet-write-off-own');
    const done = await ok(checker.browser.post<SheetView>(`${path}/confirmation`, {}));
    expect(done).toMatchObject({
      state: 'written_off',
      writtenOffMinor: 4_000,
      missingMinor: 0,
    });
    expect((await booksOf(app, sheet.id)).at(-1)).toEqual({
      kind: 'L6',
      lines: ['1300 -4000', '2120 4000'],
    });
    expect(await balanceOf(app, '2120', campaign.projectId)).toBe(0);
  });

  it('day 7 asks for the cash, day 30 short suspends the association until it is verified again', async () => {
    const own = await aScene(app);
    const campaign = await aLive(own, undefined, 90);
    const [first] = collectorsOf(own.council);
    const sheet = await aRecordedSheet(own, campaign, [named('Ana', 10_000)]);
    await app.moveClock({ days: 7, hours: 1 });
    const mails = await mailsTo(app, first.email);
    expect(mails.map(({ template }) => template)).toContain('offline.sheet-late');
    await payIn(app, maker, 9_999, sheet.reference);
    await app.moveClock({ days: 29 });
    const path = `/campaigns/${campaign.id}/offline-sheets`;
    const opening = {
      organisationId: own.council.id,
      event: 'Hram',
      place: 'Padova',
      heldOn: sheet.heldOn,
    };
    await ok(first.browser.post(path, opening));
    await app.moveClock({ days: 2 });
    const suspended = () => first.browser.post(path, opening);
    expect(await refusalOf(app, suspended)).toBe('contributions.sheet-association-not-verified');
    const [endorsement] = await app.database.query<{ state: string }>(
      `SELECT state FROM endorsements WHERE organisation_id = $1`,
      [own.council.id],
    );
    expect(endorsement?.state).toBe('suspended');
    await ok(
      own.village.reviewer.browser.post(`/organisations/${own.council.id}/verification`, {
        decision: 'verified',
        level: 2,
        reason: 'paid and explained',
      }),
    );
    await app.quiet();
    await ok(first.browser.post(path, opening));
    const [restored] = await app.database.query<{ state: string }>(
      `SELECT state FROM endorsements WHERE organisation_id = $1`,
      [own.council.id],
    );
    expect(restored?.state).toBe('active');
  });
});

describe('what givers with an address are told', () => {
  it('N1: the receipt when it is signed for, and again when it is at the bank', async () => {
    const campaign = await aLive(scene);
    const email = `cash.${String(process.pid)}@demo.vatra.example`;
    const sheet = await aRecordedSheet(scene, campaign, [named('Ana', 10_000, { email })]);
    await app.quiet();
    const first = await mailsTo(app, email);
    expect(first.map(({ template }) => template)).toEqual(['donor.cash-receipt']);
    expect(first[0]?.text).toContain(sheet.items[0]?.receiptNumber);
    await payIn(app, maker, 10_000, sheet.reference);
    const both = await mailsTo(app, email);
    expect(both.map(({ template }) => template).sort()).toEqual([
      'donor.cash-receipt',
      'donor.receipt-offline',
    ]);
  });
});
