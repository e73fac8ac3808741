import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type {
  ChoiceOptionsView,
  ContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, entryOf } from '../../../../test/support/balances.js';
import type { Browser } from '../../../../test/support/browser.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam } from '../../../../test/support/funded.js';
import {
  aCard,
  aLiveCampaign,
  asDonor,
  give,
  progressOf,
  provePayee,
  type Given,
} from '../../../../test/support/gifts.js';
import { tokenInMail } from '../../../../test/support/people.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
const NET = 4_900;
const ASKED = 'donor.choice-failed';

let app: TestApp;
let village: Village;
let failed: CampaignView;
let live: CampaignView;
let elsewhere: CampaignView;
const people: Record<'refund' | 'move' | 'town' | 'silent' | 'erased' | 'again', Given> =
  {} as never;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  await provePayee(village, await aFinanceTeam(app, village));
  const association = await anAssociation(app, village, { members: 3 });
  failed = await aLiveCampaign(app, village, { association, goals: GOALS });
  for (const name of ['refund', 'move', 'town', 'silent', 'erased', 'again'] as const) {
    const person = Object.keys(people).length + 1;
    people[name] = await give(app, failed.id, {
      card: aCard(person),
      wish: { tipMinor: name === 'move' ? 700 : 0, publicName: 'Familia Rusu', message: 'Cu drag' },
    });
  }
  await app.quiet();
  const other = await aVillage(app, 2);
  await provePayee(other, await aFinanceTeam(app, other));
  const neighbours = await anAssociation(app, other, { members: 3 });
  await app.moveClock({ days: 10 });
  elsewhere = await aLiveCampaign(app, other, { association: neighbours, goals: GOALS });
  live = await aLiveCampaign(app, village, { association, goals: GOALS });
  await app.moveClock(new Date(Date.parse(failed.endsAt) + 3 * 3_600_000));
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const donorOf = (given: Given): Promise<Browser> => asDonor(app, given, ASKED);
const choicesOf = (donor: Browser, { id }: Given) =>
  ok(donor.get<ChoiceOptionsView>(`/me/contributions/${id}/choices`));
const choose = (donor: Browser, { id }: { id: string }, body: object) =>
  donor.post<ContributionView>(`/me/contributions/${id}/choice`, body);

/** The gift that a moved one has become, as its donor sees it. */
async function newGiftOf(donor: Browser, old: Given): Promise<ContributionView> {
  const { items } = await ok(donor.get<Page<ContributionView>>('/me/contributions'));
  const found = items.find(({ id }) => id !== old.id);
  if (found === undefined) throw new Error('nothing moved');
  return found;
}

describe('a donor of a failed campaign', () => {
  it('R49: sees what each answer means, and what silence means', async () => {
    expect((await campaignOf(app, failed.id)).state).toBe('failed');
    const options = await choicesOf(await donorOf(people.move), people.move);
    expect(options).toMatchObject({
      reason: 'failed',
      options: ['refund', 'project', 'hometown_fund'],
      byDefault: 'refund',
      refund: { minor: 5_700 },
      tip: { minor: 700 },
    });
    expect(options.projects.map(({ campaignId }) => campaignId)).toEqual([live.id]);
  });

  it('R49, L17: has the whole payment back', async () => {
    const donor = await donorOf(people.refund);
    expect((await choose(donor, people.refund, { choice: 'refund' })).status).toBe(200);
    await app.quiet();
    expect((await progressOf(app, people.refund)).state).toBe('refunded');
  });

  it('R49: cannot send it to another town, to no project, or into the reserve of this one', async () => {
    const donor = await donorOf(people.move);
    const refused = (body: object) => refusalOf(app, () => choose(donor, people.move, body));
    expect(await refused({ choice: 'project', campaignId: elsewhere.id })).toBe(
      'contributions.target-elsewhere',
    );
    expect(await refused({ choice: 'project', campaignId: failed.id })).toBe(
      'contributions.target-not-open',
    );
    expect(await refused({ choice: 'project' })).toBe('contributions.target-missing');
    expect(await refused({ choice: 'reserve' })).toBe('contributions.choice-not-offered');
  });

  it('R49, R50, L18: moves the net credit to another project of the town; the tip stays, no second fee', async () => {
    const before = await campaignOf(app, live.id);
    const tips = await balanceOf(app, '4000');
    const fees = await balanceOf(app, '5000');
    const donor = await donorOf(people.move);
    const { netCredit } = await progressOf(app, people.move);
    const kept = netCredit?.minor ?? 0;
    const answer = await choose(donor, people.move, { choice: 'project', campaignId: live.id });
    expect([answer.status, answer.body.state]).toEqual([200, 'reallocated']);
    await app.quiet();
    expect(await entryOf(app, `L18:${people.move.id}`)).toEqual({ '2140': kept, '2100': -kept });
    expect([await balanceOf(app, '4000'), await balanceOf(app, '5000')]).toEqual([tips, fees]);
    const { progress } = await campaignOf(app, live.id);
    expect(progress).toMatchObject({
      countedMinor: before.progress.countedMinor + kept,
      contributions: before.progress.contributions + 1,
      payers: before.progress.payers + 1,
      feesMinor: before.progress.feesMinor,
    });
    const moved = await newGiftOf(donor, people.move);
    expect(moved).toMatchObject({
      state: 'succeeded',
      projectId: live.projectId,
      isMovedHere: true,
      gross: { minor: kept },
      fee: { minor: 0 },
      receiptNumber: null,
      publicName: null,
    });
    expect(await tokenInMail(app, people.move.email, 'donor.moved')).toBeTruthy();
  });

  it('R50, ruling 21: is one payer there, with the card of the first payment', async () => {
    const before = (await campaignOf(app, live.id)).progress.payers;
    await give(app, live.id, { card: aCard(2) });
    await app.quiet();
    expect((await campaignOf(app, live.id)).progress.payers).toBe(before);
  });

  it('R49, L18: leaves it with the hometown', async () => {
    const fund = await balanceOf(app, '2150', village.placeId);
    const donor = await donorOf(people.town);
    const answer = await choose(donor, people.town, { choice: 'hometown_fund' });
    expect(answer.body.state).toBe('to_hometown_fund');
    expect(await balanceOf(app, '2150', village.placeId)).toBe(fund + NET);
  });

  it('R49: decides once: what is booked is final', async () => {
    const donor = await donorOf(people.town);
    for (const choice of ['refund', 'hometown_fund']) {
      expect(await refusalOf(app, () => choose(donor, people.town, { choice }))).toBe(
        'contributions.nothing-to-choose',
      );
    }
    const answers = await (async () => {
      const twice = await donorOf(people.again);
      return Promise.all(
        ['refund', 'hometown_fund', 'refund'].map((choice) =>
          choose(twice, people.again, { choice }),
        ),
      );
    })();
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    await app.quiet();
  });

  it('R49: decides about nobody else’s gift', async () => {
    const donor = await donorOf(people.town);
    const answer = await choose(donor, people.silent, { choice: 'refund' });
    expect(answer.status).toBe(404);
    expect((await donor.get(`/me/contributions/${people.silent.id}/choices`)).status).toBe(404);
  });
});

describe('thirty days', () => {
  it('N7: who has not decided is asked again on days 1, 14 and 25', async () => {
    const asked = async () => {
      const [row] = await app.database.query<{ count: string }>(
        `SELECT count(*) FROM mails WHERE template = 'donor.choice-failed-reminder' AND recipient = $1`,
        [people.silent.email],
      );
      return Number(row?.count);
    };
    await app.database.query(
      `UPDATE contribution_donors SET email = NULL, donor_name = NULL, public_name = NULL, message = NULL
        WHERE contribution_id = $1`,
      [people.erased.id],
    );
    const counts: number[] = [];
    for (const days of [2, 13, 11]) {
      await app.moveClock({ days });
      await app.quiet();
      counts.push(await asked());
    }
    expect(counts).toEqual([1, 2, 3]);
  });

  it('R49, edge 9: silence means a refund, also when the donor has deleted the account', async () => {
    await app.moveClock({ days: 5 });
    await app.quiet();
    for (const given of [people.silent, people.erased]) {
      expect((await progressOf(app, given)).state).toBe('refunded');
    }
    expect(await balanceOf(app, '2140', failed.projectId)).toBe(0);
    expect((await campaignOf(app, failed.id)).state).toBe('wound_up');
  });

  it('R50: a moved gift whose new project fails as well goes back to the card that paid it', async () => {
    expect((await campaignOf(app, live.id)).state).toBe('failed');
    const donor = await donorOf(people.move);
    const moved = await newGiftOf(donor, people.move);
    expect((await choose(donor, moved, { choice: 'refund' })).status).toBe(200);
    await app.quiet();
    const { state, refunds } = await newGiftOf(donor, people.move);
    expect([state, refunds[0]?.amount.minor, refunds[0]?.state]).toEqual([
      'refunded',
      moved.gross.minor,
      'succeeded',
    ]);
    expect(await balanceOf(app, '2130')).toBe(0);
  });
});
