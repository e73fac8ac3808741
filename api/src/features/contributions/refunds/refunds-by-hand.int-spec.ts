import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, entryOf } from '../../../../test/support/balances.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { refundByHand } from '../../../../test/support/disputes.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam } from '../../../../test/support/funded.js';
import {
  aLiveCampaign,
  asDonor,
  give,
  progressOf,
  provePayee,
  type Given,
} from '../../../../test/support/gifts.js';
import { tokenInMail } from '../../../../test/support/people.js';
import { Random } from '../../../../test/support/random.js';
import { aVillage, anAssociation, ok } from '../../../../test/support/village.js';
import {
  deliver,
  disturbed,
  eventsSince,
  holdWebhooks,
} from '../../../../test/support/webhooks.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
const REFUND_FAILS_LATER = '4000000000005126';
const REFUND_TAKES_DAYS = '4000000000007726';
const NET = 4_900;

let app: TestApp;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: { B9: 'the operator has no money here to pay for fees and losses (L27)' },
  });
  const village = await aVillage(app);
  await provePayee(village, await aFinanceTeam(app, village));
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

async function aGift(card?: string): Promise<Given> {
  const gift = await give(app, campaign.id, card === undefined ? {} : { card });
  await app.quiet();
  return gift;
}

const counted = async () => (await campaignOf(app, campaign.id)).progress.countedMinor;
const fund = () => balanceOf(app, '2100', campaign.projectId);

/** How the history of a refund began, and who is written there. */
async function birthOf(refundId: string | undefined) {
  const rows = await app.database.query<{ to: string; role: string }>(
    `SELECT to_state AS to, actor_role AS role FROM state_change
      WHERE machine = 'refund' AND subject_id = $1 ORDER BY at, id`,
    [refundId],
  );
  return rows.map(({ to, role }) => `${to} by ${role}`);
}

describe('a refund made on the provider’s own pages', () => {
  it('R46, L13: becomes a refund like ours: row, entries, history, bar and mail', async () => {
    const gift = await aGift();
    const before = [await counted(), await fund()] as const;
    await refundByHand(app, gift);
    await app.quiet();
    const view = await progressOf(app, gift);
    const [refund] = view.refunds;
    expect([view.state, refund?.state, refund?.amount.minor, refund?.reason]).toEqual([
      'refunded',
      'succeeded',
      5_000,
      'provider',
    ]);
    expect(await entryOf(app, `L13:${refund?.id ?? ''}`)).toEqual({
      '2100': NET,
      '5000': 100,
      '2130': -5_000,
    });
    expect(await entryOf(app, `L13:paid:${refund?.id ?? ''}`)).toEqual({
      '2130': 5_000,
      '1010': -5_000,
    });
    expect([await counted(), await fund()]).toEqual([before[0] - NET, before[1] - NET]);
    expect(await birthOf(refund?.id)).toEqual(['pending by system', 'succeeded by system']);
    expect(await tokenInMail(app, gift.email, 'donor.refunded')).toBeTruthy();
  });

  it('R48, L15: a part is a part of the gift, and equal parts are two', async () => {
    const gift = await aGift();
    await refundByHand(app, gift, 1_000);
    await refundByHand(app, gift, 1_000);
    await app.quiet();
    const view = await progressOf(app, gift);
    expect([view.state, view.returned.minor, view.refunds.length]).toEqual(['succeeded', 2_000, 2]);
    for (const { id } of view.refunds) {
      expect(await entryOf(app, `L15:${id}`)).toEqual({ '2100': 980, '5000': 20, '2130': -1_000 });
    }
    const donor = await asDonor(app, gift, 'donor.receipt');
    await ok(donor.post(`/me/contributions/${gift.id}/withdrawal`));
    await app.quiet();
    expect((await progressOf(app, gift)).returned.minor).toBe(5_000);
  });

  it('is booked beside another that takes days, and holds ours up until then', async () => {
    const gift = await aGift(REFUND_TAKES_DAYS);
    await refundByHand(app, gift, 1_000);
    await refundByHand(app, gift, 2_000);
    await app.quiet();
    const donor = await asDonor(app, gift, 'donor.receipt');
    const withdraw = () => donor.post(`/me/contributions/${gift.id}/withdrawal`);
    expect(await refusalOf(app, withdraw)).toBe('contributions.refund-under-way');
    await app.moveClock({ days: 3 });
    await app.quiet();
    const view = await progressOf(app, gift);
    expect([view.returned.minor, view.refunds.map(({ state }) => state), view.may]).toEqual([
      3_000,
      ['succeeded', 'succeeded'],
      ['withdraw'],
    ]);
  });

  it('R47, L19: asks for an account when it comes back', async () => {
    const gift = await aGift(REFUND_FAILS_LATER);
    await refundByHand(app, gift);
    await app.moveClock({ days: 3 });
    await app.quiet();
    const view = await progressOf(app, gift);
    expect([view.refunds[0]?.state, view.may]).toEqual(['failed', ['give_account']]);
  });
});

describe('news of refunds by hand', () => {
  it('comes to one end in any order, repeated, and before the payment itself is known', async () => {
    const known = new Set((await eventsSince(app, new Set())).map(({ id }) => id));
    await holdWebhooks(app);
    const gifts: Given[] = [];
    for (let at = 0; at < 5; at += 1) gifts.push(await give(app, campaign.id));
    const before = [await fund(), await balanceOf(app, '5000')] as const;
    const paid = await eventsSince(app, known);
    await refundByPayment(paid.flatMap(chargeIn));
    const news = await eventsSince(app, known);
    const random = new Random(5);
    const refunds = news.filter(({ type }) => type.startsWith('refund.'));
    expect(refunds.length).toBeGreaterThanOrEqual(gifts.length);
    // Some hear of the refund before the charge, some only after it, some twice.
    await deliver(app, refunds.slice(0, 3));
    await deliver(app, disturbed(news, random, 0));
    await app.emulator?.control('/knobs', { webhookDropRate: 0 });
    await app.quiet();
    for (const gift of gifts) {
      const view = await progressOf(app, gift);
      expect([view.state, view.refunds.length]).toEqual(['refunded', 1]);
    }
    expect([await fund(), (await balanceOf(app, '5000')) - before[1]]).toEqual([
      before[0],
      gifts.length * 100,
    ]);
  });
});

function chargeIn({ type, data }: { type: string; data: { object: object } }): string[] {
  return type === 'charge.succeeded' ? [(data.object as { id: string }).id] : [];
}

async function refundByPayment(charges: readonly string[]): Promise<void> {
  for (const charge of charges) await app.emulator?.control('/refunds', { charge });
}
