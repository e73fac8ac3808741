import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { decide, dispute } from '../../../../test/support/disputes.js';
import { aFinanceTeam, tranchesOf, type Finance } from '../../../../test/support/funded.js';
import { aLiveCampaign, give, provePayee, type Given } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import {
  handInProcurementPapers,
  prepare,
  sign,
  theTranche,
} from '../../../../test/support/payments.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const DAY_MS = 86_400_000;
const GOALS = { minimumMinor: 90_000, optimumMinor: 300_000 };
const GIFT = { minor: 10_000, currency: 'EUR' as const };
const GIFTS = 13;

let app: TestApp;
let village: Village;
let finance: Finance;
let campaign: CampaignView;
/** Claimed before the campaign was settled, and won one after the other. */
let claims: string[];
/** What the project has of one gift. */
let net: number;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  await app.emulator?.control('/knobs', { disputeResponseDays: 400 });
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  const gifts: Given[] = [];
  for (let given = 0; given < GIFTS; given += 1) {
    gifts.push(await give(app, campaign.id, { wish: { gift: GIFT } }));
  }
  await app.quiet();
  net = (await balanceOf(app, '2100', campaign.projectId)) / GIFTS;
  claims = [];
  for (const gift of gifts.slice(0, 3)) claims.push(await dispute(app, gift));
  await app.quiet();
  await app.moveClock(new Date(Date.parse(campaign.endsAt) + 16 * DAY_MS));
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const theAgreement = () =>
  ok(village.mayor.browser.get<AgreementView>(`/projects/${campaign.projectId}/agreement`));
const planned = async () =>
  (await tranchesOf(finance.maker, campaign.projectId)).map(({ amountMinor }) => amountMinor);
const sum = (amounts: readonly number[]) => amounts.reduce((all, minor) => all + minor, 0);

async function won(at: number): Promise<void> {
  await decide(app, claims[at] ?? '', 'won');
  await app.quiet();
}

describe('a gift that was in dispute when the grant was fixed', () => {
  it('R59: is no part of it', async () => {
    expect((await theAgreement()).grantTotalMinor).toBe(net * (GIFTS - 3));
    expect(sum(await planned())).toBe(net * (GIFTS - 3));
  });

  it('R59, L11: won, joins it at once, and who signs reads the new sums', async () => {
    const { textVersion } = await theAgreement();
    await won(0);
    const agreement = await theAgreement();
    expect(agreement.grantTotalMinor).toBe(net * (GIFTS - 2));
    expect(agreement.textVersion).toBe(textVersion + 1);
    expect(sum(await planned())).toBe(net * (GIFTS - 2));
    expect(await balanceOf(app, '2100', campaign.projectId)).toBe(net * (GIFTS - 2));
  });

  it('L11, R73: won while a payment is being signed for, leaves that one as it is', async () => {
    await sign(village, campaign.projectId);
    await handInProcurementPapers(village, campaign.projectId);
    await app.quiet();
    const [before] = await planned();
    await prepare(finance, await theTranche(finance.maker, campaign.projectId, 1));
    await won(1);
    const [first, ...later] = await planned();
    expect(first).toBe(before);
    expect(sum(later)).toBe(net * (GIFTS - 1) - (before ?? 0));
    expect((await theTranche(finance.maker, campaign.projectId, 1)).state).toBe('prepared');
    expect((await theAgreement()).grantTotalMinor).toBe(net * (GIFTS - 1));
  });

  it('L12: lost, it takes nothing away, for it had brought nothing', async () => {
    const before = await planned();
    await decide(app, claims[2] ?? '', 'lost');
    await app.quiet();
    expect(await planned()).toEqual(before);
    expect((await theAgreement()).grantTotalMinor).toBe(net * (GIFTS - 1));
  });
});
