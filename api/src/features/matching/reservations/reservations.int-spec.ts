import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { LedgerPageView } from '@vatra/shared/ledger/ledger.views';
import type { FundDeskView, MatchOfferView } from '@vatra/shared/matching/funds.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { campaignOf, localDay } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aFunder,
  anOpenFund,
  balanceOf,
  fundAtDesk,
  moveMoney,
  type Funder,
} from '../../../../test/support/funds.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import {
  aCard,
  aLiveCampaign,
  asDonor,
  give,
  provePayee,
  type Given,
} from '../../../../test/support/gifts.js';
import { aPerson, type TestPerson } from '../../../../test/support/people.js';
import {
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../../../test/support/village.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { MatchingService, type MatchableGift } from '../matching.service.js';

const GOALS = { minimumMinor: 200_000, optimumMinor: 400_000 };

let app: TestApp;
let village: Village;
let finance: Finance;
let funder: Funder;
let association: Association;
let campaign: CampaignView;
let fund: FundDeskView;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: {
      B4: 'matches gifts that no payment stands behind',
      C10: 'counts credits that no payment stands behind',
    },
  });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  association = await anAssociation(app, village, { members: 3 });
  funder = await aFunder(app, village);
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  fund = await anOpenFund(
    app,
    { funder, finance },
    { potMinor: 60_000, donorCapMinor: 10_000, projectCapMinor: 50_000 },
  );
}, 120_000);
afterAll(() => app.close());

async function settled(given: Promise<Given>): Promise<Given> {
  const result = await given;
  await app.quiet();
  return result;
}

async function matchOf({ id }: Given): Promise<{ state: string; left: number } | null> {
  const [row] = await app.database.query<{ state: string; left: string }>(
    `SELECT state, left_minor AS left FROM match_reservations WHERE contribution_id = $1`,
    [id],
  );
  return row === undefined ? null : { state: row.state, left: Number(row.left) };
}

function offerOf(projectId: string): Promise<{ offer: MatchOfferView | null }> {
  return ok(
    app.visitor().get<{ offer: MatchOfferView | null }>(`/projects/${projectId}/match-offer`),
  );
}

describe('R53, R54, L2: a gift brings its match', () => {
  it('R53: the badge is on before anybody gives', async () => {
    const { offer } = await offerOf(campaign.projectId);
    expect(offer).toMatchObject({
      fundId: fund.id,
      ratioPercent: 100,
      donorCapMinor: 10_000,
      projectRestMinor: 50_000,
      potMinor: 60_000,
    });
  });

  it('L2, R33: books it with the gift, without tip and cover, and counts it beside the net', async () => {
    const before = (await campaignOf(app, campaign.id)).progress;
    const wish = {
      gift: { minor: 4_000, currency: 'EUR' as const },
      tipMinor: 500,
      coverFee: true,
    };
    const given = await settled(give(app, campaign.id, { wish }));
    expect(await matchOf(given)).toEqual({ state: 'reserved', left: 4_000 });
    expect(await balanceOf(app, '2200', fund.id)).toBe(56_000);
    expect(await balanceOf(app, '2210', fund.id)).toBe(4_000);
    const { progress } = await campaignOf(app, campaign.id);
    expect(progress.matchingMinor).toBe(before.matchingMinor + 4_000);
    expect(progress.countedMinor).toBe(progress.netContributionsMinor + progress.matchingMinor);
    expect(progress.payers).toBe(before.payers + 1);
    const rows = await app.database.query<{ one: boolean }>(
      `SELECT count(DISTINCT tx_id) = 1 AS one FROM ledger_entry
        WHERE purpose_key = $1 OR id = (SELECT entry_id FROM match_reservations WHERE contribution_id = $2)`,
      [`L1:${given.id}`, given.id],
    );
    expect(rows).toEqual([{ one: true }]);
  });

  it('L2, R91: stands in the public book of the project without a donor', async () => {
    const page = await ok(
      app.visitor().get<LedgerPageView>(`/ledger/projects/${campaign.projectId}`),
    );
    const entry = page.entries.find(({ kind }) => kind === 'L2');
    expect(entry).toMatchObject({ projectEffectMinor: 0, facts: {} });
    expect(entry?.lines.map(({ accountCode }) => accountCode).sort()).toEqual(['2200', '2210']);
  });

  it("R53: stops at the donor's cap, whichever address the same card is used with", async () => {
    const card = aCard();
    const wish = { gift: { minor: 7_000, currency: 'EUR' as const } };
    const first = await settled(give(app, campaign.id, { wish, card }));
    const second = await settled(give(app, campaign.id, { wish, card }));
    expect((await matchOf(first))?.left).toBe(7_000);
    expect((await matchOf(second))?.left).toBe(3_000);
    expect(await matchOf(await settled(give(app, campaign.id, { card })))).toBeNull();
  });

  it('R46, R54, R55, L4: goes when its gift goes, and is free for later gifts only', async () => {
    const given = await settled(give(app, campaign.id));
    expect((await matchOf(given))?.left).toBe(5_000);
    const free = await balanceOf(app, '2200', fund.id);
    const counted = (await campaignOf(app, campaign.id)).progress.matchingMinor;
    const donor = await asDonor(app, given, 'donor.receipt');
    await ok(donor.post(`/me/contributions/${given.id}/withdrawal`));
    await app.quiet();
    expect(await matchOf(given)).toEqual({ state: 'released', left: 0 });
    expect(await balanceOf(app, '2200', fund.id)).toBe(free + 5_000);
    expect((await campaignOf(app, campaign.id)).progress.matchingMinor).toBe(counted - 5_000);
  });
});

describe('R57: whose gifts bring nothing', () => {
  it.each([
    ['the funder’s people, signed in', () => funder.person],
    ['the mayor, signed in', () => village.mayor],
    ['people of the town hall', () => village.focalPoint],
  ])('R57: %s', async (_, personOf) => {
    const { browser, email } = personOf();
    const given = await settled(give(app, campaign.id, { browser, wish: { email } }));
    expect(await matchOf(given)).toBeNull();
  });

  it('R57: whoever sells to the authority, by address, by domain, by the number of a firm', async () => {
    const seller = await aPerson(app, 'Sorin Seller');
    const clerk = await aPerson(app, 'Cora Clerk', `cora@${randomUUID()}.demo.vatra.example`);
    const partner = await aPerson(app, 'Paul Partner');
    await ok(
      partner.browser.post('/organisations', {
        ...{ kind: 'matching_funder', name: 'Glass Works', country: 'MD' },
        ...{ placeIds: [village.placeId], contactEmail: partner.email },
        registerNumber: '1003 600-098765',
      }),
    );
    const giving = ({ browser, email }: TestPerson) =>
      settled(give(app, campaign.id, { browser, wish: { email } }));
    const earlier = await giving(seller);
    const contacts = [seller.email, clerk.email.slice(clerk.email.indexOf('@'))];
    const supplier = {
      organisationId: village.authorityId,
      registerKey: '1003600098765',
      contacts,
    };
    const matching = app.http.get(MatchingService, { strict: false });
    await app.http.get(Database).inTransaction((tx) => matching.recordSupplier(tx, supplier));
    for (const person of [seller, clerk, partner]) {
      expect([person.name, await matchOf(await giving(person))]).toEqual([person.name, null]);
    }
    expect(await matchOf(earlier)).toEqual({ state: 'reserved', left: 5_000 });
  });

  it('R57: but every native’s does, those of the association’s board too', async () => {
    const [board] = association.board;
    if (board === undefined) throw new Error('no board');
    const { browser, email } = board;
    const given = await settled(give(app, campaign.id, { browser, wish: { email } }));
    expect((await matchOf(given))?.left).toBe(5_000);
  });
});

describe('R48: parts of a match', () => {
  it('R48, L4: a refund of part of the gift takes the same part of the match', async () => {
    const given = await settled(give(app, campaign.id));
    const release = (numerator: number) =>
      app.http.get(Database).inTransaction(async (tx) => {
        const matching = app.http.get(MatchingService, { strict: false });
        await matching.releasePart(tx, given.id, { numerator, denominator: 5_000 });
      });
    await release(1_667);
    expect(await matchOf(given)).toEqual({ state: 'reserved', left: 3_333 });
    await release(3_333);
    expect(await matchOf(given)).toEqual({ state: 'released', left: 0 });
    await app.quiet();
    const kinds = await app.database.query<{ kind: string }>(
      `SELECT e.kind FROM ledger_entry e JOIN match_reservations r ON r.id = e.subject_id
        WHERE r.contribution_id = $1 ORDER BY e.ordinal`,
      [given.id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['L2', 'L4', 'L4']);
  });
});

describe('R53: the last fifty euros', () => {
  /** As a worker does it: counted, then reserved, in one transaction. */
  async function work(tx: Tx): Promise<void> {
    const contributionId = randomUUID();
    const payerKeys = [`card:${contributionId}`];
    const paidAt = await app.now();
    const { id: campaignId, projectId } = campaign;
    await app.http.get(CampaignsService, { strict: false }).recordCredit(tx, {
      ...{ campaignId, contributionId, payerKeys, paidAt },
      ...{ entryId: randomUUID(), grossMinor: 2_000, feeMinor: 0, netMinor: 2_000 },
    });
    const gift: MatchableGift = {
      ...{ contributionId, campaignId, projectId, payerKeys, paidAt },
      ...{ giftMinor: 2_000, channel: 'online', personId: null, verifiedEmail: null },
    };
    await app.http.get(MatchingService, { strict: false }).reserve(tx, [gift]);
  }

  it('R53: ten workers at once never take more than there is, and leave nothing', async () => {
    const last = await anOpenFund(
      app,
      { funder, finance },
      { potMinor: 15_000, projectCapMinor: 15_000 },
    );
    const others = await balanceOf(app, '2200', fund.id);
    const rest = 50_000 - (await matchedBy(fund.id));
    // The older fund comes first: use up what it may still give to this project.
    for (let given = 0; given < rest; given += 2_000) {
      await app.http.get(Database).inTransaction(work);
    }
    expect(await matchedBy(fund.id)).toBe(50_000);
    expect(await balanceOf(app, '2200', fund.id)).toBe(others - rest);
    const before = await matchedBy(last.id);
    while ((await balanceOf(app, '2200', last.id)) > 5_000) {
      await app.http.get(Database).inTransaction(work);
    }
    expect(before).toBeLessThan(15_000);
    await Promise.all(Array.from({ length: 10 }, () => app.http.get(Database).inTransaction(work)));
    expect(await balanceOf(app, '2200', last.id)).toBe(0);
    expect(await balanceOf(app, '2210', last.id)).toBe(15_000);
    const amounts = await app.database.query<{ minor: string }>(
      `SELECT amount_minor AS minor FROM match_reservations WHERE fund_id = $1 ORDER BY position DESC`,
      [last.id],
    );
    const sum = amounts.reduce((all, { minor }) => all + Number(minor), 0);
    expect(sum).toBe(15_000);
    expect((await fundAtDesk(finance, last.id)).state).toBe('exhausted');
    await app.quiet();
    expect((await offerOf(campaign.projectId)).offer).toBeNull();
  });

  it('R53: more money under the same rules opens an exhausted fund again', async () => {
    const exhausted = await app.database.query<{ id: string }>(
      `SELECT id FROM matching_funds WHERE state = 'exhausted'`,
    );
    const [{ id } = { id: '' }] = exhausted;
    await moveMoney(app, finance, id, { kind: 'paid_in', amountMinor: 3_000 });
    expect((await fundAtDesk(finance, id)).state).toBe('open');
  });

  it('R55: a closed fund is not settled while campaigns still hold its promise', async () => {
    const endsOn = await localDay(app, 15);
    const notice = { endsOn, reason: 'The pot is needed elsewhere.' };
    await ok(funder.person.browser.post(`/matching-funds/${fund.id}/notice`, notice));
    await app.moveClock({ days: 16 });
    await app.quiet();
    expect((await fundAtDesk(finance, fund.id)).state).toBe('closed');
    const settle = () => finance.checker.browser.post(`/matching-funds/${fund.id}/settlement`, {});
    expect(await refusalOf(app, settle)).toBe('matching.reservations-open');
  });

  async function matchedBy(id: string): Promise<number> {
    const [row] = await app.database.query<{ minor: string }>(
      `SELECT coalesce(sum(left_minor), 0) AS minor FROM match_reservations WHERE fund_id = $1`,
      [id],
    );
    return Number(row?.minor ?? 0);
  }
});
