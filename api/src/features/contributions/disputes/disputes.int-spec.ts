import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { DisputeRowView } from '@vatra/shared/contributions/disputes.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { accountsMovedBy, decide, dispute } from '../../../../test/support/disputes.js';
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
import { Random } from '../../../../test/support/random.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';
import {
  deliver,
  disturbed,
  eventsSince,
  holdWebhooks,
  toldTheOtherWayRound,
} from '../../../../test/support/webhooks.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
/** EUR 50 and a tip of 3: an Italian card costs 1.5 % and 25 cents, 98 of them the project's. */
const WISH = { tipMinor: 300 };
const GROSS = 5_300;
const FEE_PROJECT = 99;
const NET = 5_000 - FEE_PROJECT;
const DISPUTE_FEE = 2_000;

let app: TestApp;
let village: Village;
let finance: Finance;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: { B9: 'the operator has no money here to pay for fees and losses (L27)' },
  });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

async function aGift(): Promise<Given> {
  const gift = await give(app, campaign.id, { wish: WISH });
  await app.quiet();
  return gift;
}

const rows = () => ok(finance.maker.browser.get<DisputeRowView[]>('/disputes'));
const counted = async (): Promise<number> => {
  const { progress } = await campaignOf(app, campaign.id);
  return progress.countedMinor;
};

const movedBy = (act: () => Promise<unknown>) => accountsMovedBy(app, campaign.projectId, act);

describe('a dispute before anything was paid out', () => {
  it('L10, R51: takes money and fee, and what the project had of the gift rests', async () => {
    const gift = await aGift();
    const before = await counted();
    expect(await movedBy(() => dispute(app, gift))).toEqual({
      '1010': -GROSS - DISPUTE_FEE,
      '1400': GROSS,
      '5020': DISPUTE_FEE,
      '2100': -NET,
      '2145': NET,
    });
    expect(await counted()).toBe(before - NET);
    const view = await progressOf(app, gift);
    expect([view.dispute?.state, view.dispute?.amount.minor, view.may]).toEqual([
      'open',
      GROSS,
      [],
    ]);
    const donor = await asDonor(app, gift, 'donor.receipt');
    const withdraw = () => donor.post(`/me/contributions/${gift.id}/withdrawal`);
    expect(await refusalOf(app, withdraw)).toBe('contributions.disputed');
  });

  it('R51: is a duty of finance until the provider’s last day, with what proves the gift', async () => {
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'open', task: 'answer', isInquiry: false });
    expect([row?.taken?.minor, row?.fee?.minor, row?.frozen.minor]).toEqual([
      GROSS,
      DISPUTE_FEE,
      NET,
    ]);
    expect(row?.evidence.receiptSentTo).toContain('@');
    const duties = await ok(finance.maker.browser.get<DutyView[]>('/me/duties'));
    const duty = duties.find(({ kind }) => kind === 'duty.contributions.answer-dispute');
    expect(duty).toMatchObject({ dueAt: row?.dueBy, path: `/finance/disputes/${String(row?.id)}` });
    expect((await app.visitor().get('/disputes')).status).toBe(401);
    expect((await village.mayor.browser.get('/disputes')).status).toBe(403);
  });

  it('L11: won, everything is where it was, and only the fee is lost', async () => {
    const gift = await aGift();
    const before = await counted();
    const moved = await movedBy(async () => {
      const id = await dispute(app, gift);
      await app.quiet();
      await decide(app, id, 'won');
    });
    expect(moved).toEqual({ '1010': -DISPUTE_FEE, '5020': DISPUTE_FEE });
    expect(await counted()).toBe(before);
    const view = await progressOf(app, gift);
    expect([view.state, view.dispute?.state, view.may]).toEqual(['succeeded', 'won', ['withdraw']]);
  });

  it('L12: lost, the donor has the payment back; fee and tip are the platform’s to bear', async () => {
    const gift = await aGift();
    const moved = await movedBy(async () => {
      const id = await dispute(app, gift);
      await app.quiet();
      await decide(app, id, 'lost');
    });
    expect(moved).toEqual({
      '1010': -GROSS - DISPUTE_FEE,
      '4000': -300,
      '5000': FEE_PROJECT,
      '5020': DISPUTE_FEE,
      '2100': -NET,
    });
    const view = await progressOf(app, gift);
    expect([view.state, view.dispute?.state, view.may]).toEqual(['refunded', 'lost', []]);
  });

  it('L12: what had gone back before is lost a second time, by the platform alone', async () => {
    const gift = await aGift();
    const donor = await asDonor(app, gift, 'donor.receipt');
    await ok(donor.post(`/me/contributions/${gift.id}/withdrawal`));
    await app.quiet();
    const moved = await movedBy(async () => {
      const id = await dispute(app, gift);
      await app.quiet();
      await decide(app, id, 'lost');
    });
    expect(moved).toEqual({
      '1010': -GROSS - DISPUTE_FEE,
      '5020': DISPUTE_FEE,
      '5030': GROSS,
    });
  });

  it('R51: an inquiry takes nothing, holds the gift, and lets it go', async () => {
    const gift = await aGift();
    let id = '';
    const asked = await movedBy(async () => {
      id = await dispute(app, gift, { kind: 'inquiry' });
    });
    expect(asked).toEqual({});
    expect((await progressOf(app, gift)).may).toEqual([]);
    expect((await rows()).find(({ providerId }) => providerId === id)?.isInquiry).toBe(true);
    expect(await movedBy(() => decide(app, id, 'warning_closed'))).toEqual({});
    expect((await progressOf(app, gift)).may).toEqual(['withdraw']);
  });

  it.each(['won', 'lost'] as const)(
    'R51, L10: a gift claimed twice, one claim %s, rests until no other is open',
    async (as) => {
      const gift = await aGift();
      const first = await dispute(app, gift, { amount: GROSS / 2 });
      await app.quiet();
      const second = await toldTheOtherWayRound(
        app,
        () => decide(app, first, as),
        () => dispute(app, gift),
      );
      const states = new Map((await rows()).map(({ providerId, state }) => [providerId, state]));
      expect([first, second].map((id) => states.get(id))).toEqual([as, 'open']);
      expect(await progressOf(app, gift)).toMatchObject({ state: 'succeeded', may: [] });
      await decide(app, second, 'won');
      await app.quiet();
      expect((await progressOf(app, gift)).may).toEqual(['withdraw']);
    },
  );

  it('L10: an inquiry that becomes a chargeback takes its money then', async () => {
    const gift = await aGift();
    const id = await dispute(app, gift, { kind: 'inquiry' });
    await app.quiet();
    const moved = await movedBy(() => decide(app, id, 'escalated'));
    expect([moved['1400'], moved['2145']]).toEqual([GROSS, NET]);
    await decide(app, id, 'lost');
    await app.quiet();
  });

  it('L10, L12: a part of the payment freezes its part of the gift', async () => {
    const gift = await aGift();
    const moved = await movedBy(async () => {
      const id = await dispute(app, gift, { amount: GROSS / 2 });
      await app.quiet();
      await decide(app, id, 'lost');
    });
    expect(moved['2100']).toBe(-Math.round(NET / 2));
    expect(Object.values(moved).length).toBe(5);
    const view = await progressOf(app, gift);
    expect([view.state, view.returned.minor]).toEqual(['succeeded', GROSS / 2]);
  });
});

describe('a gift its donor takes back while the bank claims it', () => {
  /** The bank was faster than its news: the provider refuses what we decide in between. */
  async function overtake(gift: Given): Promise<string> {
    const known = new Set((await eventsSince(app, new Set())).map((event) => event.id));
    await holdWebhooks(app);
    const id = await dispute(app, gift);
    const donor = await asDonor(app, gift, 'donor.receipt');
    await ok(donor.post(`/me/contributions/${gift.id}/withdrawal`));
    await app.quiet();
    await app.emulator?.control('/knobs', { webhookDropRate: 0 });
    await deliver(app, await eventsSince(app, known));
    await app.quiet();
    const [refund] = await app.database.query(
      `SELECT state, held_at IS NOT NULL AS held FROM refunds WHERE contribution_id = $1`,
      [gift.id],
    );
    expect(refund).toEqual({ state: 'pending', held: true });
    return id;
  }
  const claims = () =>
    app.database.query<{ count: number }>('SELECT count(*)::int AS count FROM refund_claims');

  it.each(['lost', 'won'] as const)(
    'L11, L12, R46: %s, it is back with the donor once, and nobody is asked for an account',
    async (outcome) => {
      const [gift, before] = [await aGift(), await claims()];
      const moved = await movedBy(async () => {
        await decide(app, await overtake(gift), outcome);
      });
      expect((await progressOf(app, gift)).state).toBe('refunded');
      expect(moved).toEqual({
        '1010': -GROSS - DISPUTE_FEE,
        '4000': -300,
        '5000': FEE_PROJECT,
        '5020': DISPUTE_FEE,
        '2100': -NET,
      });
      expect(await claims()).toEqual(before);
      expect(await balanceOf(app, '2130')).toBe(0);
    },
  );
});

describe('news of disputes in any order', () => {
  it('R51: lost, repeated and shuffled, it comes to the same end', async () => {
    const kinds = ['won', 'lost', 'won', 'lost', 'won', 'lost'] as const;
    const gifts = await Promise.all(kinds.map(() => give(app, campaign.id, { wish: WISH })));
    await app.quiet();
    const known = new Set((await eventsSince(app, new Set())).map(({ id }) => id));
    await holdWebhooks(app);
    const moved = await movedBy(async () => {
      for (const [at, kind] of kinds.entries()) {
        const id = await dispute(app, gifts[at] as Given);
        await decide(app, id, kind);
      }
      const news = await eventsSince(app, known);
      expect(news.length).toBeGreaterThanOrEqual(3 * kinds.length);
      const random = new Random(11);
      await deliver(app, random.shuffled([...news.slice(-1), ...disturbed(news, random, 0)]));
    });
    await app.emulator?.control('/knobs', { webhookDropRate: 0 });
    const [all, lost] = [kinds.length, kinds.length / 2];
    expect(moved).toEqual({
      '1010': -GROSS * lost - DISPUTE_FEE * all,
      '4000': -300 * lost,
      '5000': FEE_PROJECT * lost,
      '5020': DISPUTE_FEE * all,
      '2100': -NET * lost,
    });
    for (const [at, kind] of kinds.entries()) {
      expect((await progressOf(app, gifts[at] as Given)).dispute?.state).toBe(kind);
    }
  });
});

describe('a campaign that fails while a gift is in dispute', () => {
  it('R49, L11: offers the gift to its donor when the dispute is won', async () => {
    const end = Date.parse(campaign.endsAt);
    await app.moveClock(new Date(end - 86_400_000));
    const gift = await aGift();
    const id = await dispute(app, gift);
    await app.quiet();
    await app.moveClock(new Date(end + 7_200_000));
    await app.quiet();
    expect((await progressOf(app, gift)).state).toBe('succeeded');
    await decide(app, id, 'won');
    await app.quiet();
    const view = await progressOf(app, gift);
    expect([view.state, view.may]).toEqual(['choice_pending', ['choose']]);
    await app.moveClock({ days: 31 });
    await app.quiet();
    expect((await progressOf(app, gift)).state).toBe('refunded');
  });

  it('L10: and in the end nothing rests, and nothing is withheld', async () => {
    const { projectId } = campaign;
    const left = await Promise.all([
      balanceOf(app, '1400'),
      balanceOf(app, '2100', projectId),
      balanceOf(app, '2140', projectId),
      balanceOf(app, '2145', projectId),
    ]);
    expect(left).toEqual([0, 0, 0, 0]);
    const states = new Set((await rows()).map(({ state }) => state));
    expect([...states].sort()).toEqual(['lost', 'won']);
  });
});
