import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type {
  StartedTransferView,
  TransferOfferView,
} from '@vatra/shared/contributions/transfers.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import {
  accountsGiven,
  bankSays,
  payOnAccounts,
  refundFiles,
  textOfFile,
} from '../../../../test/support/bank-refunds.js';
import { balanceOf, booksOf } from '../../../../test/support/books.js';
import type { Browser } from '../../../../test/support/browser.js';
import { aLive, aScene, campaignOf, type Scene } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import { asDonor, freshDonor } from '../../../../test/support/gifts.js';
import { mailsTo, type TestPerson } from '../../../../test/support/people.js';
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

interface TakenBack {
  readonly started: Pick<StartedTransferView, 'id' | 'key'>;
  readonly email: string;
  readonly donor: Browser;
  readonly refundId: string;
}

let app: TestApp;
let scene: Scene;
let finance: Finance;
let maker: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  scene = await aScene(app);
  finance = await aFinanceTeam(app, scene.village);
  ({ maker } = finance);
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

describe('R46, ruling 26: a transfer taken back', () => {
  let campaign: CampaignView;

  beforeAll(async () => {
    campaign = await aLive(scene);
  });

  /** Paid by Ion, or from an account the bank does not tell, and withdrawn within fourteen days. */
  async function takenBack(payer?: typeof ION): Promise<TakenBack> {
    const email = freshDonor();
    const started = await aTransfer(app, campaign, 4_000, { email });
    const words = started.instructions.reference;
    await transferIn(app, maker, {
      minor: 4_000,
      words,
      ...(payer === undefined ? {} : { payer }),
    });
    const donor = await asDonor(app, { ...started, email }, 'donor.receipt-transfer');
    await ok(donor.post(`/me/contributions/${started.id}/withdrawal`));
    await app.quiet();
    const [refund] = (await progressOf(app, started)).refunds;
    return { started, email, donor, refundId: refund?.id ?? '' };
  }

  async function standingOf({ started }: TakenBack) {
    const { state, refunds, may } = await progressOf(app, started);
    const [refund] = refunds;
    return { gift: state, refund: refund?.state, claim: refund?.claim?.state, may };
  }

  const lastOf = async ({ started }: TakenBack) => (await booksOf(app, started.id)).at(-1);

  it('L13: goes back to the account it came from, under two signatures, when the bank shows it', async () => {
    const owed = await balanceOf(app, '2130');
    const gift = await takenBack(ION);
    expect(await lastOf(gift)).toEqual({ kind: 'L13', lines: ['2100 4000', '2130 -4000'] });
    expect(await balanceOf(app, '2130')).toBe(owed + 4_000);
    expect((await countedOf(campaign)).countedMinor).toBe(0);
    expect(await standingOf(gift)).toEqual({
      gift: 'succeeded',
      refund: 'pending',
      claim: 'given',
      may: [],
    });
    const [row] = (await accountsGiven(finance)).filter(({ id }) => id === gift.refundId);
    expect(row).toMatchObject({ holder: ION.name, ibanMasked: 'FR…2606' });
    await payOnAccounts(app, finance, [gift.refundId]);
    expect(await lastOf(gift)).toEqual({ kind: 'L13', lines: ['2130 4000', '2300 -4000'] });
    const [file] = await refundFiles(finance);
    expect(await textOfFile(finance, file?.id ?? '')).toContain(`<IBAN>${ION.iban}</IBAN>`);
    expect(await standingOf(gift)).toMatchObject({ refund: 'pending', claim: 'sent' });
    await bankSays(app, finance, { direction: 'DBIT' });
    await bankSays(app, finance, { direction: 'DBIT' });
    expect(await lastOf(gift)).toEqual({ kind: 'L13', lines: ['1100 -4000', '2300 4000'] });
    expect(await standingOf(gift)).toEqual({
      gift: 'refunded',
      refund: 'succeeded',
      claim: 'paid',
      may: [],
    });
    expect(await balanceOf(app, '2130')).toBe(owed);
    expect((await mailsTo(app, gift.email)).map(({ template }) => template)).toContain(
      'donor.refunded',
    );
  });

  it('R47, L19: asks for an account when the bank sends it back, even after it had arrived', async () => {
    const gift = await takenBack(ION);
    await payOnAccounts(app, finance, [gift.refundId]);
    await bankSays(app, finance, { direction: 'DBIT' });
    await bankSays(app, finance, { direction: 'CRDT', returnReason: 'AC04' });
    expect(await lastOf(gift)).toEqual({ kind: 'L19', lines: ['1100 4000', '2900 -4000'] });
    expect(await standingOf(gift)).toEqual({
      gift: 'refunded',
      refund: 'failed',
      claim: 'asked',
      may: ['give_account'],
    });
    const account = { refundId: gift.refundId, iban: ANA.iban, holder: ANA.name };
    await ok(gift.donor.post(`/me/contributions/${gift.started.id}/refund-account`, account));
    await payOnAccounts(app, finance, [gift.refundId]);
    await bankSays(app, finance, { direction: 'DBIT' });
    expect(await standingOf(gift)).toMatchObject({ refund: 'failed', claim: 'paid', may: [] });
    expect(await balanceOf(app, '2900')).toBe(0);
  });

  it('R47: waits for an account the bank did not tell, and is not lost when that is refused', async () => {
    const gift = await takenBack();
    expect(await standingOf(gift)).toMatchObject({
      gift: 'succeeded',
      refund: 'pending',
      claim: 'asked',
      may: ['give_account'],
    });
    expect((await mailsTo(app, gift.email)).map(({ template }) => template)).toContain(
      'donor.refund-account',
    );
    const account = { refundId: gift.refundId, iban: ANA.iban, holder: ANA.name };
    await ok(gift.donor.post(`/me/contributions/${gift.started.id}/refund-account`, account));
    await payOnAccounts(app, finance, [gift.refundId]);
    await bankSays(app, finance, { direction: 'CRDT', returnReason: 'AC01' });
    expect(await lastOf(gift)).toEqual({ kind: 'L19', lines: ['2300 4000', '2900 -4000'] });
    expect(await standingOf(gift)).toEqual({
      gift: 'refunded',
      refund: 'failed',
      claim: 'asked',
      may: ['give_account'],
    });
  });

  it('R47, L19: is unclaimed when nobody names an account for sixty days', async () => {
    const gift = await takenBack();
    await app.moveClock({ days: 61 });
    expect(await lastOf(gift)).toEqual({ kind: 'L19', lines: ['2130 4000', '2900 -4000'] });
    expect(await standingOf(gift)).toEqual({
      gift: 'unclaimed',
      refund: 'failed',
      claim: 'unclaimed',
      may: ['give_account'],
    });
  });
});
