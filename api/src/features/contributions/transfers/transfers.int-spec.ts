import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { TransferOfferView } from '@vatra/shared/contributions/transfers.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, booksOf } from '../../../../test/support/books.js';
import { aLive, aScene, campaignOf, type Scene } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { asDonor, freshDonor } from '../../../../test/support/gifts.js';
import { aPersonWith, mailsTo, type TestPerson } from '../../../../test/support/people.js';
import {
  aTransfer,
  ANA,
  ION,
  progressOf,
  transferIn,
  tryTransfer,
} from '../../../../test/support/transfers.js';
import { ok } from '../../../../test/support/village.js';

const UNKNOWN = '00000000-0000-0000-0000-000000000001';
const DAY_MS = 86_400_000;

let app: TestApp;
let scene: Scene;
let maker: TestPerson;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: { G3: 'a refund of a transfer waits for the bank, and nobody sends it there yet' },
  });
  scene = await aScene(app);
  maker = await aPersonWith(app, scene.village.administrator, 'finance_maker', 'Fina Maker');
});
afterAll(() => app.close());

const countedOf = async ({ id }: CampaignView) => (await campaignOf(app, id)).progress;

describe('L8: a gift by bank transfer', () => {
  it('is known by its reference and counts when the bank shows it', async () => {
    const campaign = await aLive(scene);
    const email = freshDonor();
    const started = await aTransfer(app, campaign, 10_000, { email });
    const { instructions } = started;
    expect(instructions.reference).toMatch(/^RF\d\d VT/);
    expect(instructions.qrText.split('\n')[9]).toBe(instructions.reference.replaceAll(' ', ''));
    await app.quiet();
    expect((await mailsTo(app, email))[0]?.text).toContain(instructions.reference);
    expect((await countedOf(campaign)).countedMinor).toBe(0);
    const words = `Donatie ${instructions.reference.toLowerCase()} multumesc`;
    await transferIn(app, maker, { minor: 10_000, words, payer: ION });
    expect(await booksOf(app, started.id)).toEqual([
      { kind: 'L8', lines: ['1100 10000', '2100 -10000'] },
    ]);
    expect(await countedOf(campaign)).toMatchObject({
      countedMinor: 10_000,
      payers: 1,
      feesMinor: 0,
    });
    const gift = await progressOf(app, started);
    expect(gift).toMatchObject({ state: 'succeeded', channel: 'bank_transfer', transfer: null });
    expect(gift.receiptNumber).not.toBeNull();
  });

  it('is credited as it arrived: 100.00 announced, 85.00 came', async () => {
    const campaign = await aLive(scene);
    const started = await aTransfer(app, campaign, 10_000);
    const words = started.instructions.reference;
    await transferIn(app, maker, { minor: 8_500, words, payer: ION });
    expect(await progressOf(app, started)).toMatchObject({
      gift: { minor: 8_500 },
      gross: { minor: 8_500 },
      netCredit: { minor: 8_500 },
      fee: { minor: 0 },
    });
    expect(await balanceOf(app, '2100', campaign.projectId)).toBe(8_500);
  });

  it('R38: two gifts from one account are one payer, gifts from two accounts are two', async () => {
    const campaign = await aLive(scene);
    for (const payer of [ION, ION, ANA]) {
      const { instructions } = await aTransfer(app, campaign, 3_000);
      await transferIn(app, maker, { minor: 3_000, words: instructions.reference, payer });
    }
    expect(await countedOf(campaign)).toMatchObject({ countedMinor: 9_000, payers: 2 });
  });

  it('R38: money whose account the bank does not tell is nobody known', async () => {
    const campaign = await aLive(scene);
    const { instructions } = await aTransfer(app, campaign, 3_000);
    await transferIn(app, maker, { minor: 3_000, words: instructions.reference });
    expect(await countedOf(campaign)).toMatchObject({ countedMinor: 3_000, payers: 0 });
  });

  it('a standing order pays again under the same reference: each is a gift of its own', async () => {
    const campaign = await aLive(scene);
    const { id, instructions } = await aTransfer(app, campaign, 2_000);
    const money = { minor: 2_000, words: instructions.reference, payer: ION };
    await transferIn(app, maker, money);
    await transferIn(app, maker, money);
    expect(await countedOf(campaign)).toMatchObject({ countedMinor: 4_000, contributions: 2 });
    expect(await booksOf(app, id)).toHaveLength(1);
  });
});

describe('R43: how much may come by transfer', () => {
  it('takes EUR 2 and refuses less, more than EUR 1,000 without a name, and other currencies', async () => {
    const campaign = await aLive(scene);
    await aTransfer(app, campaign, 200);
    const refused = async (minor: number, changes = {}) =>
      refusalOf(app, () => tryTransfer(app, campaign, minor, changes));
    expect(await refused(199)).toBe('contributions.below-minimum');
    expect(await refused(100_001)).toBe('contributions.giver-unnamed');
    expect(await refused(10_000_001)).toBe('contributions.above-limit');
    const francs = { gift: { minor: 5_000, currency: 'CHF' } };
    expect(await refused(5_000, francs)).toBe('contributions.currency-not-accepted');
  });

  it('keeps more than EUR 1,000 apart until somebody has looked', async () => {
    const campaign = await aLive(scene);
    const started = await aTransfer(app, campaign, 100_000);
    const before = await balanceOf(app, '2120', UNKNOWN);
    const words = started.instructions.reference;
    await transferIn(app, maker, { minor: 150_000, words, payer: ION });
    expect((await progressOf(app, started)).state).toBe('created');
    expect(await balanceOf(app, '2120', UNKNOWN)).toBe(before + 150_000);
  });
});

describe('ruling 20: the days of a transfer', () => {
  it('is offered until ten working days before the end, and not after', async () => {
    const campaign = await aLive(scene);
    const offer = () =>
      ok(app.visitor().get<TransferOfferView>(`/campaigns/${campaign.id}/transfer-offer`));
    const { until } = await offer();
    const left = Date.parse(campaign.endsAt) - Date.parse(until ?? '');
    expect(left).toBeGreaterThanOrEqual(14 * DAY_MS);
    await app.moveClock(new Date(Date.parse(until ?? '') - 60_000));
    await aTransfer(app, campaign, 1_000);
    await app.moveClock({ minutes: 2 });
    expect(await offer()).toEqual({ until: null });
    const late = () => tryTransfer(app, campaign, 1_000);
    expect(await refusalOf(app, late)).toBe('contributions.transfer-not-offered');
  });

  it('waits fourteen days; what comes later is a gift of its own while the campaign lives', async () => {
    const campaign = await aLive(scene);
    const started = await aTransfer(app, campaign, 1_000);
    await app.moveClock({ days: 13 });
    expect((await progressOf(app, started)).state).toBe('created');
    await app.moveClock({ days: 2 });
    expect((await progressOf(app, started)).state).toBe('expired');
    const words = started.instructions.reference;
    await transferIn(app, maker, { minor: 1_000, words, payer: ION });
    expect((await progressOf(app, started)).state).toBe('expired');
    expect((await countedOf(campaign)).countedMinor).toBe(1_000);
  });

  it('R31, L17: what comes when nothing counts any more is owed to its giver', async () => {
    const campaign = await aLive(scene);
    const started = await aTransfer(app, campaign, 1_000);
    // A campaign ends a second before midnight; at noon no date changes under the next scene.
    await app.moveClock(new Date(Date.parse(campaign.endsAt) + 3.5 * DAY_MS));
    const owed = await balanceOf(app, '2130');
    const words = started.instructions.reference;
    await transferIn(app, maker, { minor: 1_000, words, payer: ION });
    expect((await countedOf(campaign)).countedMinor).toBe(0);
    expect(await balanceOf(app, '2130')).toBe(owed + 1_000);
    expect(await balanceOf(app, '2140', campaign.projectId)).toBe(0);
  });
});

describe('R46: a transfer taken back', () => {
  it('is owed in full for fourteen days', async () => {
    const campaign = await aLive(scene);
    const email = freshDonor();
    const started = await aTransfer(app, campaign, 4_000, { email });
    const words = started.instructions.reference;
    await transferIn(app, maker, { minor: 4_000, words, payer: ION });
    const donor = await asDonor(app, { ...started, email }, 'donor.receipt-transfer');
    const owed = await balanceOf(app, '2130');
    await ok(donor.post(`/me/contributions/${started.id}/withdrawal`));
    await app.quiet();
    expect((await booksOf(app, started.id)).at(-1)).toEqual({
      kind: 'L13',
      lines: ['2100 4000', '2130 -4000'],
    });
    expect(await balanceOf(app, '2130')).toBe(owed + 4_000);
    expect((await countedOf(campaign)).countedMinor).toBe(0);
  });
});
