import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { LedgerService } from '../../src/features/ledger/ledger.service.js';
import { Database } from '../../src/platform/database/database.js';
import { startTestApp, type TestApp } from '../app.js';
import { balanceOf } from '../support/balances.js';
import { dispute } from '../support/disputes.js';
import { aFinanceTeam, type Finance } from '../support/funded.js';
import { aFunder, anOpenFund, fundAtDesk } from '../support/funds.js';
import { aLiveCampaign, give, provePayee } from '../support/gifts.js';
import { untilSomebodyWaits } from '../support/lock-waits.js';
import { fundOperator } from '../support/operator.js';
import {
  approve,
  drawnOn,
  handInProcurementPapers,
  prepare,
  sign,
  theTranche,
} from '../support/payments.js';
import { aVillage, anAssociation, type Village } from '../support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const DAY_MS = 86_400_000;
const GOALS = { minimumMinor: 90_000, optimumMinor: 400_000 };
const GIFTS = 11;
const GIFT = { minor: 10_000, currency: 'EUR' as const };
/** Of EUR 100 by an Italian card. */
const NET = 9_825;
const MATCH = GIFT.minor;
/** Of eleven gifts, so that what a bank takes of one changes the proportion of the two funds. */
const MATCHED = 6;
const RULES = {
  potMinor: 2 * MATCHED * MATCH,
  projectCapMinor: MATCHED * MATCH,
  donorCapMinor: MATCH,
};

let app: TestApp;
let village: Village;
let finance: Finance;
let fundId: string;
let campaigns: CampaignView[];

/** Two projects whose first tranches can be paid. */
beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  fundId = (await anOpenFund(app, { funder: await aFunder(app, village), finance }, RULES)).id;
  const association = await anAssociation(app, village, { members: 3 });
  campaigns = [];
  for (let made = 0; made < 2; made += 1) {
    const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
    for (let given = 0; given < GIFTS; given += 1) {
      await give(app, campaign.id, { wish: { gift: GIFT } });
    }
    campaigns.push(campaign);
  }
  await app.quiet();
  const ends = campaigns.map(({ endsAt }) => Date.parse(endsAt));
  await app.moveClock(new Date(Math.max(...ends) + 16 * DAY_MS));
  await app.quiet();
  for (const { projectId } of campaigns) {
    await sign(village, projectId);
    await handInProcurementPapers(village, projectId);
  }
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

function projectAt(at: number): string {
  const campaign = campaigns[at];
  if (campaign === undefined) throw new Error(`no project ${String(at)}`);
  return campaign.projectId;
}

async function aMatchedGift(projectId: string): Promise<{ id: string }> {
  const [gift] = await app.database.query<{ id: string }>(
    `SELECT contribution_id AS id FROM match_reservations WHERE project_id = $1 ORDER BY id LIMIT 1`,
    [projectId],
  );
  if (gift === undefined) throw new Error('no gift');
  return gift;
}

/** Both want the project's funds, which somebody holds: the one that came first has them first. */
async function inThisOrder(projectId: string, ...acts: (() => Promise<unknown>)[]): Promise<void> {
  const ledger = app.http.get(LedgerService, { strict: false });
  await app.http.get(Database).inTransaction(async (tx) => {
    await ledger.lock(tx, [
      { code: '2100', subjectId: projectId },
      { code: '2110', subjectId: projectId },
    ]);
    for (const [before, act] of acts.entries()) {
      await act();
      await untilSomebodyWaits(app, before + 1);
    }
  });
  await app.quiet();
}

/** Prepared before: what races is the sending behind the approval. */
async function sending(projectId: string): Promise<() => Promise<unknown>> {
  const sheet = await prepare(finance, await theTranche(finance.maker, projectId, 1));
  return () => approve(app, finance.checker, sheet);
}

async function frozenMinor(): Promise<number> {
  return (await fundAtDesk(finance, fundId)).sums.frozenMinor;
}

describe('L9, L10: a tranche is sent while a bank claims a gift that was matched', () => {
  const half = (minor: number) => Math.round(minor / 2);

  it('L10: the bank is first, and the tranche draws on what it has left', async () => {
    const projectId = projectAt(0);
    const gift = await aMatchedGift(projectId);
    const { amountMinor } = await theTranche(finance.maker, projectId, 1);
    await inThisOrder(projectId, () => dispute(app, gift), await sending(projectId));
    expect((await theTranche(finance.maker, projectId, 1)).state).toBe('sent');
    const free = { gifts: (GIFTS - 1) * NET, matching: (MATCHED - 1) * MATCH };
    const drawn = await drawnOn(app, projectId, 1);
    const ofGifts = Math.round((amountMinor * free.gifts) / (free.gifts + free.matching));
    expect(drawn).toEqual({ contributions: ofGifts, matching: amountMinor - ofGifts });
    expect(await frozenMinor()).toBe(MATCH);
    expect(await balanceOf(app, '2110', projectId)).toBe(
      MATCH + free.matching - (amountMinor - ofGifts),
    );
  });

  it('L9, L10: the tranche is first, and the bank freezes half of what it would have', async () => {
    // The price of the first claim is the operator's to cover before anything is paid (L27).
    await app.moveClock({ days: 1 });
    await app.quiet();
    const projectId = projectAt(1);
    const gift = await aMatchedGift(projectId);
    const { amountMinor } = await theTranche(finance.maker, projectId, 1);
    const before = await frozenMinor();
    await inThisOrder(projectId, await sending(projectId), () => dispute(app, gift));
    expect((await theTranche(finance.maker, projectId, 1)).state).toBe('sent');
    const drawn = await drawnOn(app, projectId, 1);
    expect(drawn.contributions + drawn.matching).toBe(amountMinor);
    expect(Math.abs(drawn.matching - half(MATCHED * MATCH))).toBeLessThanOrEqual(1);
    expect(Math.abs((await frozenMinor()) - before - half(MATCH))).toBeLessThanOrEqual(1);
    expect(Math.abs((await balanceOf(app, '2145', projectId)) - half(NET))).toBeLessThanOrEqual(1);
  });
});
