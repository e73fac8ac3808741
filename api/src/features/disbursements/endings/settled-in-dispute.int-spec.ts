import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { decide, dispute } from '../../../../test/support/disputes.js';
import { aFinanceTeam, projectState, tranchesOf } from '../../../../test/support/funded.js';
import {
  aLiveCampaign,
  asDonor,
  give,
  progressOf,
  provePayee,
  type Given,
} from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const GOALS = { minimumMinor: 90_000, optimumMinor: 300_000 };
const PEOPLE = 10;

/** The banks of three of ten donors claim what they gave; one gives it back, and all others withdraw. */
interface Claimed {
  readonly campaign: CampaignView;
  readonly gifts: readonly Given[];
  readonly claims: readonly string[];
}

let app: TestApp;
let village: Village;
let kept: Claimed;
let lost: Claimed;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  const finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  await app.emulator?.control('/knobs', { disputeResponseDays: 400 });
  const association = await anAssociation(app, village, { members: 3 });
  const live = [];
  for (let at = 0; at < 2; at += 1) {
    live.push(await aLiveCampaign(app, village, { association, goals: GOALS }));
  }
  const ends = live.map(({ endsAt }) => Date.parse(endsAt));
  await app.moveClock(new Date(Math.min(...ends) - HOUR_MS));
  const given = [];
  for (const campaign of live) given.push({ campaign, gifts: await giftsTo(campaign) });
  await app.quiet();
  await app.moveClock(new Date(Math.max(...ends) + DAY_MS));
  await app.quiet();
  const claimed: Claimed[] = [];
  for (const one of given) claimed.push({ ...one, claims: await claimsOn(one.gifts) });
  [kept, lost] = claimed as [Claimed, Claimed];
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

async function giftsTo({ id }: CampaignView): Promise<Given[]> {
  const gifts = [];
  const wish = { gift: { minor: 11_000, currency: 'EUR' as const } };
  while (gifts.length < PEOPLE) gifts.push(await give(app, id, { wish }));
  return gifts;
}

async function claimsOn(gifts: readonly Given[]): Promise<string[]> {
  const claims = [];
  for (const gift of gifts.slice(0, 3)) claims.push(await dispute(app, gift));
  await app.quiet();
  return claims;
}

async function allOthersWithdraw({ gifts }: Claimed): Promise<void> {
  for (const gift of gifts.slice(2)) {
    const donor = await asDonor(app, gift, 'donor.receipt');
    await ok(donor.post(`/me/contributions/${gift.id}/withdrawal`));
  }
  await app.quiet();
}

async function bankDecides(claim: string | undefined, as: 'won' | 'lost'): Promise<void> {
  await decide(app, claim ?? '', as);
  await app.quiet();
}

describe('R59, L10: a campaign settles while banks claim all that is left of it', () => {
  it('R59: has no agreement before it settles, whatever a bank decides', async () => {
    for (const { campaign, claims } of [kept, lost]) {
      await bankDecides(claims[2], 'won');
      expect((await campaignOf(app, campaign.id)).state).toBe('succeeded');
      expect(await projectState(village, campaign.projectId)).toBe('funded');
    }
  });

  it('waits for the banks: it has no agreement, and it does not end', async () => {
    for (const one of [kept, lost]) await allOthersWithdraw(one);
    await app.moveClock({ days: 15 });
    await app.quiet();
    for (const { campaign } of [kept, lost]) {
      expect((await campaignOf(app, campaign.id)).state).toBe('settled');
      expect(await balanceOf(app, '2100', campaign.projectId)).toBe(0);
      expect(await projectState(village, campaign.projectId)).toBe('funded');
      expect(await tranchesOf(village.mayor, campaign.projectId)).toEqual([]);
    }
  });

  it('R59, L11: what a bank gives back is the grant of its agreement', async () => {
    await bankDecides(kept.claims[0], 'won');
    const { projectId } = kept.campaign;
    const path = `/projects/${projectId}/agreement`;
    const agreement = await ok(village.mayor.browser.get<AgreementView>(path));
    const won = await balanceOf(app, '2100', projectId);
    expect(won).toBeGreaterThan(10_000);
    expect(agreement.grantTotalMinor).toBe(won);
    expect(await projectState(village, projectId)).toBe('agreement_pending');
  });

  it('R59: agrees once, whatever the other bank decides', async () => {
    const { projectId } = kept.campaign;
    const before = await tranchesOf(village.mayor, projectId);
    await bankDecides(kept.claims[1], 'lost');
    expect(await projectState(village, projectId)).toBe('agreement_pending');
    expect((await tranchesOf(village.mayor, projectId)).map(({ id }) => id)).toEqual(
      before.map(({ id }) => id),
    );
  });

  it('L12, ruling 23: waits for the last bank, and ends when all of them kept the money', async () => {
    const { projectId } = lost.campaign;
    await bankDecides(lost.claims[0], 'lost');
    expect(await projectState(village, projectId)).toBe('funded');
    await bankDecides(lost.claims[1], 'lost');
    expect(await projectState(village, projectId)).toBe('wound_up');
    expect(await tranchesOf(village.mayor, projectId)).toEqual([]);
    for (const gift of lost.gifts) expect((await progressOf(app, gift)).state).toBe('refunded');
  });
});
