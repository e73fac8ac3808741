import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { RefundClaimMissingView } from '@vatra/shared/contributions/refund-claims.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { bankSays, payOnAccounts, refundUnderTwo } from '../../../../test/support/bank-refunds.js';
import { balanceOf, booksOf } from '../../../../test/support/books.js';
import { aLive, aScene, type Scene } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import { asDonor, freshDonor } from '../../../../test/support/gifts.js';
import { mailsTo } from '../../../../test/support/people.js';
import { aReceipt, aRecordedSheet, payIn } from '../../../../test/support/sheets.js';
import { ANA, ION } from '../../../../test/support/transfers.js';
import { ok } from '../../../../test/support/village.js';
import { Database } from '../../../platform/database/database.js';
import { PaymentsService } from '../../payments/payments.service.js';

const REASON = 'Chitanța R-7 a fost arătată comitetului asociației.';

let app: TestApp;
let scene: Scene;
let finance: Finance;
let campaign: CampaignView;
const email = freshDonor();

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  scene = await aScene(app);
  finance = await aFinanceTeam(app, scene.village);
  campaign = await aLive(scene);
  const ana = aReceipt({ donorName: 'Ana', amountMinor: 10_000, email });
  const sheet = await aRecordedSheet(scene, campaign, [ana, aReceipt(), aReceipt()]);
  await payIn(app, finance.maker, 20_000, sheet.reference);
});
afterAll(() => app.close());

const missing = () =>
  ok(finance.maker.browser.get<RefundClaimMissingView[]>('/refund-accounts/missing'));

const freeAtStripe = () =>
  app.http
    .get(Database)
    .look((tx) => app.http.get(PaymentsService, { strict: false }).freeAtStripe(tx));

async function dutyOf(what: string): Promise<number> {
  const duties = await ok(finance.maker.browser.get<DutyView[]>('/me/duties'));
  return duties.filter(({ kind }) => kind === `duty.contributions.${what}`).length;
}

/** The gifts of receipts without a name, with the state of each. */
function nameless(): Promise<{ id: string; receipt: string; state: string }[]> {
  return app.database.query(
    `SELECT c.id, c.receipt_number AS receipt, c.state FROM contributions c
       JOIN contribution_donors d ON d.contribution_id = c.id
      WHERE c.campaign_id = $1 AND d.email_hash IS NULL ORDER BY c.id`,
    [campaign.id],
  );
}

describe('ruling 26: cash that goes back', () => {
  it('L14, R47: asks who has an address for an account, and pays on it', async () => {
    const donor = await asDonor(app, { id: '', key: '', email }, 'donor.receipt-offline');
    const gifts = () => ok(donor.get<Page<ContributionView>>('/me/contributions'));
    const id = (await gifts()).items[0]?.id ?? '';
    const free = await freeAtStripe();
    await ok(donor.post(`/me/contributions/${id}/withdrawal`));
    await app.quiet();
    expect(await freeAtStripe()).toBe(free);
    const [gift] = (await gifts()).items;
    expect([gift?.state, gift?.may]).toEqual(['succeeded', ['give_account']]);
    expect(gift?.refunds).toMatchObject([
      { state: 'pending', claim: { state: 'asked', isReturned: false } },
    ]);
    const sent = (await mailsTo(app, email)).map(({ template }) => template);
    expect(sent).toContain('donor.refund-account');
    const refundId = gift?.refunds[0]?.id ?? '';
    const own = { iban: ANA.iban, holder: ANA.name };
    expect(await missing()).toContainEqual(
      expect.objectContaining({ id: refundId, isAsked: true }),
    );
    const ofFinance = () =>
      finance.maker.browser.post(`/refund-accounts/${refundId}/account`, {
        ...own,
        reason: REASON,
      });
    expect(await refusalOf(app, ofFinance)).toBe('contributions.account-not-missing');
    await ok(donor.post(`/me/contributions/${id}/refund-account`, { refundId, ...own }));
    expect(await dutyOf('pay-refunds')).toBe(1);
    await payOnAccounts(app, finance, [refundId]);
    expect(await dutyOf('hand-in-refunds')).toBe(1);
    await bankSays(app, finance, { direction: 'DBIT' });
    expect(await dutyOf('hand-in-refunds')).toBe(0);
    expect((await gifts()).items[0]).toMatchObject({
      state: 'refunded',
      refunds: [{ state: 'succeeded', claim: { state: 'paid' } }],
    });
    expect((await booksOf(app, id)).at(-1)).toEqual({
      kind: 'L14',
      lines: ['1100 -10000', '2300 10000'],
    });
  });

  it('goes back against its receipt, or to the hometown after sixty days when nobody comes', async () => {
    const [first, second] = await nameless();
    const items = [first, second].map((gift) => ({
      receipt: gift?.receipt ?? '',
      kind: 'whole' as const,
      reason: 'The association asked for it at the fair.',
    }));
    const before = await missing();
    await refundUnderTwo(app, finance, { items });
    const known = new Set(before.map(({ id }) => id));
    const [row] = (await missing()).filter(({ id }) => !known.has(id));
    expect(row).toMatchObject({ isAsked: false, channel: 'offline', amount: { minor: 5_000 } });
    expect(row?.paperReceipt).toMatch(/^R-\d+$/);
    expect(await dutyOf('name-refund-account')).toBe(1);
    const account = { iban: ION.iban, holder: ION.name, reason: REASON };
    const path = `/refund-accounts/${row?.id ?? ''}/account`;
    expect(await refusalOf(app, () => finance.checker.browser.post(path, account))).toBe(
      'http.forbidden',
    );
    await ok(finance.maker.browser.post(path, account));
    const batch = await payOnAccounts(app, finance, [row?.id ?? '']);
    expect(batch.items[0]?.reason).toBe(`${ION.name}, FR…2606: ${REASON}`);
    await bankSays(app, finance, { direction: 'DBIT' });
    expect((await nameless()).map(({ state }) => state).sort()).toEqual(['refunded', 'succeeded']);
    const { placeId } = scene.village;
    const fund = await balanceOf(app, '2150', placeId);
    await app.moveClock({ days: 61 });
    await app.quiet();
    expect((await nameless()).map(({ state }) => state).sort()).toEqual([
      'refunded',
      'to_hometown_fund',
    ]);
    expect((await balanceOf(app, '2150', placeId)) - fund).toBeGreaterThanOrEqual(5_000);
    expect(await balanceOf(app, '2900')).toBe(0);
  });
});
