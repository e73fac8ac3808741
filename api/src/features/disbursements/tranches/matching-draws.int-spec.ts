import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type {
  AgreementView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import { leiFor, rateBetween } from '@vatra/shared/disbursements/exchange';
import type { FundDeskView } from '@vatra/shared/matching/funds.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { decide } from '../../../../test/support/decisions.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { decide as bankDecides, dispute } from '../../../../test/support/disputes.js';
import {
  aFunder,
  balanceOf,
  draftFund,
  fundAtDesk,
  moveMoney,
  type Funder,
} from '../../../../test/support/funds.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import type { TestPerson } from '../../../../test/support/people.js';
import { aFinanceTeam, tranchesOf, type Finance } from '../../../../test/support/funded.js';
import { aLiveCampaign, give, provePayee } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import {
  handInProcurementPapers,
  pay,
  sign,
  theTranche,
} from '../../../../test/support/payments.js';
import { demand, receive, theRecovery } from '../../../../test/support/recoveries.js';
import {
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../../../test/support/village.js';

const GOALS = { minimumMinor: 100_000, optimumMinor: 160_000 };
const DAY_MS = 86_400_000;

let app: TestApp;
let village: Village;
let finance: Finance;
let funder: Funder;
let association: Association;
let fund: FundDeskView;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  association = await anAssociation(app, village, { members: 3 });
  funder = await aFunder(app, village);
  const rules = { potMinor: 40_000, ratioPercent: 50 };
  fund = await draftFund(app, funder, rules);
  await moveMoney(app, finance, fund.id, { kind: 'guarantee', amountMinor: 40_000 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, 240_000);
afterAll(() => app.close());

async function gifts(campaignId: string, people: number): Promise<void> {
  for (let given = 0; given < people; given += 1) {
    await give(app, campaignId, { wish: { gift: { minor: 8_000, currency: 'EUR' } } });
  }
  await app.quiet();
}

/** To two days behind the end, which settles everything that can be. */
async function over({ endsAt }: CampaignView): Promise<void> {
  await app.moveClock(new Date(Date.parse(endsAt) + 16 * DAY_MS));
  await app.quiet();
}

async function kindsOf(projectId: string, kind: string): Promise<number> {
  const [row] = await app.database.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM ledger_entry WHERE project_id = $1 AND kind = $2`,
    [projectId, kind],
  );
  return row?.n ?? 0;
}

/** One of the gifts that brought a match, in the order of their coming. */
async function matchedGift(projectId: string, at: number): Promise<{ readonly id: string }> {
  const [row] = await app.database.query<{ id: string }>(
    `SELECT contribution_id AS id FROM match_reservations WHERE project_id = $1
      ORDER BY position OFFSET $2 LIMIT 1`,
    [projectId, at],
  );
  if (row === undefined) throw new Error(`no match ${String(at)}`);
  return row;
}

async function frozenOf(fundId: string): Promise<number> {
  await app.quiet();
  return (await fundAtDesk(finance, fundId)).sums.frozenMinor;
}

let matched: number;

describe('R55, R59: a campaign that succeeds with its matching', () => {
  it('R36, R34: reaches its minimum by gifts and matching together', async () => {
    await gifts(campaign.id, 11);
    const { progress } = await campaignOf(app, campaign.id);
    // Eleven times EUR 80 and half of it: EUR 400 of the pot, the rest of EUR 4.40 each is not there.
    expect(progress.matchingMinor).toBe(40_000);
    expect(progress.netContributionsMinor).toBeLessThan(GOALS.minimumMinor);
    expect(progress.countedMinor).toBeGreaterThanOrEqual(GOALS.minimumMinor);
    matched = progress.matchingMinor;
    expect((await fundAtDesk(finance, fund.id)).state).toBe('exhausted');
  });

  it('L3: every match is the project’s when the campaign has succeeded', async () => {
    await over(campaign);
    expect((await campaignOf(app, campaign.id)).state).toBe('settled');
    expect(await balanceOf(app, '2210', fund.id)).toBe(0);
    expect(await balanceOf(app, '2110', campaign.projectId)).toBe(matched);
    expect(await kindsOf(campaign.projectId, 'L3')).toBe(10);
    const { sums } = await fundAtDesk(finance, fund.id);
    expect(sums).toMatchObject({ committedMinor: matched, reservedMinor: 0, freeMinor: 0 });
    expect((await campaignOf(app, campaign.id)).progress.matchCommittedMinor).toBe(matched);
  });

  it('R59: the grant is contributions and committed matching', async () => {
    const contributions = await balanceOf(app, '2100', campaign.projectId);
    const { browser } = village.mayor;
    const agreement = await ok(
      browser.get<AgreementView>(`/projects/${campaign.projectId}/agreement`),
    );
    expect(agreement.grantTotalMinor).toBe(contributions + matched);
  });

  it('R76: the rate of the plan stands in the agreement, and euro stay as they are', async () => {
    const tranches = () => tranchesOf(village.mayor, campaign.projectId);
    const before = await tranches();
    expect(before.map(({ exchange }) => exchange)).toEqual(before.map(() => null));
    const body = {
      mode: 'SEND_EUR',
      planningRate: { rateE4: 194_750, on: '2026-01-15', source: 'BNM' },
    };
    const path = `/projects/${campaign.projectId}/agreement/currency`;
    const agreement = await ok(village.mayor.browser.put<AgreementView>(path, body));
    expect(agreement).toMatchObject({ currencyMode: 'SEND_EUR', reserveMinor: 0 });
    expect(agreement.planningRate).toEqual(body.planningRate);
    expect(agreement.text.en).toContain('19.4750 lei for one euro (BNM, 2026-01-15)');
    const amounts = (all: typeof before) => all.map(({ amountMinor }) => amountMinor);
    expect(amounts(await tranches())).toEqual(amounts(before));
  });

  it('R56: nothing is paid of matching that is a promise', async () => {
    await sign(village, campaign.projectId);
    await handInProcurementPapers(village, campaign.projectId);
    await app.quiet();
    const tranche = await theTranche(finance.maker, campaign.projectId, 1);
    expect(tranche.state).toBe('planned');
    expect(tranche.conditions.filter(({ met }) => !met).map(({ code }) => code)).toEqual([
      'matching-received',
    ]);
    await moveMoney(app, finance, fund.id, { kind: 'received', amountMinor: 39_999 });
    await app.quiet();
    expect((await theTranche(finance.maker, campaign.projectId, 1)).state).toBe('planned');
    await moveMoney(app, finance, fund.id, { kind: 'received', amountMinor: 1 });
    await app.quiet();
    expect((await theTranche(finance.maker, campaign.projectId, 1)).state).toBe('conditions_met');
  });

  it('R62, L9, L10: a tranche draws on both in proportion, and on nothing a dispute has frozen', async () => {
    await fundOperator(app, finance);
    const claimed = await dispute(app, await matchedGift(campaign.projectId, 0));
    expect(await frozenOf(fund.id)).toBe(4_000);
    expect(await balanceOf(app, '2110', campaign.projectId)).toBe(matched);
    const { id } = await theTranche(finance.maker, campaign.projectId, 1);
    const sheet = await ok(finance.maker.browser.get<TrancheSheetView>(`/tranches/${id}/sheet`));
    expect(sheet).toMatchObject({
      matchingBalanceMinor: matched - 4_000,
      matchingFrozenMinor: 4_000,
    });
    await app.moveClock({ days: 1 });
    await app.quiet();
    const contributions = await balanceOf(app, '2100', campaign.projectId);
    const { amountMinor } = await theTranche(finance.maker, campaign.projectId, 1);
    await pay(app, finance, { projectId: campaign.projectId, number: 1 });
    const drawn = Math.round((amountMinor * contributions) / (contributions + matched - 4_000));
    expect(await balanceOf(app, '2100', campaign.projectId)).toBe(contributions - drawn);
    expect(await balanceOf(app, '2110', campaign.projectId)).toBe(matched - (amountMinor - drawn));
    expect((await theTranche(finance.maker, campaign.projectId, 1)).state).toBe('confirmed');
    await bankDecides(app, claimed, 'won');
    expect(await frozenOf(fund.id)).toBe(0);
    expect(await balanceOf(app, '2110', campaign.projectId)).toBe(matched - (amountMinor - drawn));
  });

  it('R76: the authority says what arrived, and everybody sees it beside the plan', async () => {
    const { id, amountMinor } = await theTranche(finance.maker, campaign.projectId, 1);
    const say = ({ browser }: TestPerson, receivedMinor: number, trancheId = id) =>
      browser.post<TrancheView>(`/tranches/${trancheId}/receipts`, { receivedMinor });
    const refusal = (...said: Parameters<typeof say>) => refusalOf(app, () => say(...said));
    const plannedMdlMinor = leiFor(amountMinor, 194_750);
    expect(await refusal(finance.maker, plannedMdlMinor)).toBe('http.forbidden');
    expect(await refusal(village.mayor, plannedMdlMinor * 100)).toBe(
      'disbursements.received-unlikely',
    );
    const next = await theTranche(finance.maker, campaign.projectId, 2);
    expect(await refusal(village.mayor, plannedMdlMinor, next.id)).toBe(
      'disbursements.not-arrived',
    );
    await ok(say(village.focalPoint, plannedMdlMinor + 1_000));
    const receivedMdlMinor = plannedMdlMinor - 20_000;
    await ok(say(village.mayor, receivedMdlMinor));
    const { slug } = await ok(
      village.mayor.browser.get<ProjectFileView>(`/projects/${campaign.projectId}/file`),
    );
    const page = await ok(app.visitor().get<ProjectPageView>(`/projects/${slug}/page`));
    expect(page.tranches.find(({ number }) => number === 1)?.exchange).toEqual({
      ...{ mode: 'SEND_EUR', planningRateE4: 194_750, bankRateE4: null },
      ...{ plannedMdlMinor, receivedMdlMinor, differenceMdlMinor: -20_000 },
      actualRateE4: rateBetween(receivedMdlMinor, amountMinor),
    });
  });
});

describe('R55: a campaign that fails', () => {
  it('R55, L4, L11: gives every match back to its fund, that of a disputed gift when the bank has decided', async () => {
    const later = await draftFund(app, funder, { potMinor: 50_000 });
    await moveMoney(app, finance, later.id, { kind: 'paid_in', amountMinor: 50_000 });
    const failing = await aLiveCampaign(app, village, { association, goals: GOALS });
    await gifts(failing.id, 2);
    const { progress } = await campaignOf(app, failing.id);
    expect(progress.matchingMinor).toBe(16_000);
    expect(await balanceOf(app, '2210', later.id)).toBe(16_000);
    const end = Date.parse(failing.endsAt);
    await app.moveClock(new Date(end - DAY_MS));
    const claimed = await dispute(app, await matchedGift(failing.projectId, 0));
    expect(await frozenOf(later.id)).toBe(8_000);
    await app.moveClock(new Date(end + DAY_MS));
    await app.quiet();
    expect((await campaignOf(app, failing.id)).state).toBe('failed');
    expect(await balanceOf(app, '2210', later.id)).toBe(8_000);
    await bankDecides(app, claimed, 'won');
    expect(await frozenOf(later.id)).toBe(0);
    expect(await balanceOf(app, '2210', later.id)).toBe(0);
    expect(await balanceOf(app, '2200', later.id)).toBe(50_000);
    expect(await kindsOf(failing.projectId, 'L4')).toBe(2);
    expect((await campaignOf(app, failing.id)).progress.matchingMinor).toBe(16_000);
  });
});

describe('R35: matching at the optimum', () => {
  it('R35: the payment that crosses with its match closes the campaign', async () => {
    const goals = { minimumMinor: 40_000, optimumMinor: 60_000 };
    const small = await aLiveCampaign(app, village, { association, goals });
    await gifts(small.id, 3);
    expect((await campaignOf(app, small.id)).state).toBe('live');
    await gifts(small.id, 1);
    const closed = await campaignOf(app, small.id);
    expect(closed.state).toBe('closing');
    expect(closed.progress.netContributionsMinor).toBeLessThan(goals.optimumMinor);
    expect(closed.progress.countedMinor).toBeGreaterThanOrEqual(goals.optimumMinor);
  });
});

describe('R82: a project that ends during the works', () => {
  it('L4, L12: gives the matching that was not paid out back to its fund, what is frozen with the loss', async () => {
    const claimed = await dispute(app, await matchedGift(campaign.projectId, 1));
    const frozen = await frozenOf(fund.id);
    expect(frozen).toBeGreaterThan(0);
    const left = await balanceOf(app, '2110', campaign.projectId);
    const free = await balanceOf(app, '2200', fund.id);
    await decide(app, village, campaign.projectId, 'suspend');
    await decide(app, village, campaign.projectId, 'cancel');
    expect(left).toBeGreaterThan(frozen);
    // One of ten that hold alike. What of it is not frozen leaves with it.
    const own = await balanceOf(app, '2110', campaign.projectId);
    expect(own).toBeGreaterThanOrEqual(frozen);
    expect(Math.abs(own - left / 10)).toBeLessThan(1);
    await bankDecides(app, claimed, 'lost');
    expect(await frozenOf(fund.id)).toBe(0);
    expect(await balanceOf(app, '2110', campaign.projectId)).toBe(0);
    expect((await balanceOf(app, '2200', fund.id)) - free).toBe(left);
    const { sums } = await fundAtDesk(finance, fund.id);
    expect(sums.committedMinor).toBe(matched - left);
    const states = await app.database.query<{ state: string }>(
      'SELECT DISTINCT state FROM match_reservations WHERE project_id = $1',
      [campaign.projectId],
    );
    expect(states).toEqual([{ state: 'committed' }]);
    // Where the money came from stays as it was.
    expect((await campaignOf(app, campaign.id)).progress.matchCommittedMinor).toBe(matched);
  });

  it('L21, L4: matching that comes back later goes to its fund, and finance settles that once more', async () => {
    const { reviewer } = village;
    await app.quiet();
    const { sums } = await fundAtDesk(finance, fund.id);
    await moveMoney(app, finance, fund.id, { kind: 'returned', amountMinor: sums.freeMinor });
    const settlement = `/matching-funds/${fund.id}/settlement`;
    await ok(finance.checker.browser.post(settlement, {}));
    expect((await fundAtDesk(finance, fund.id)).state).toBe('settled');
    const { amountMinor } = await theTranche(finance.maker, campaign.projectId, 1);
    await ok(demand(app, reviewer, campaign.projectId, { amountMinor }));
    const { id } = await theRecovery(reviewer, campaign.projectId);
    await ok(receive(app, finance.maker, id, amountMinor));
    await app.quiet();
    const after = await fundAtDesk(finance, fund.id);
    expect(after).toMatchObject({
      state: 'closed',
      sums: { freeMinor: sums.committedMinor, committedMinor: 0 },
    });
    const desk = await ok(finance.maker.browser.get<Page<FundDeskView>>('/fund-desk'));
    expect(desk.items.map((one) => one.id)).toContain(fund.id);
    expect(await balanceOf(app, '2110', campaign.projectId)).toBe(0);
    // Its donors are asked about the first share: that of the second waits until they have answered.
    expect(await balanceOf(app, '2100', campaign.projectId)).toBe(
      amountMinor - sums.committedMinor,
    );
  });
});
