import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { amountInWords } from '@vatra/shared/amount-in-words';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { decide, dispute } from '../../../../test/support/disputes.js';
import {
  aFinanceTeam,
  projectState,
  tranchesOf,
  type Finance,
} from '../../../../test/support/funded.js';
import {
  aFunder,
  anOpenFund,
  answerQuestion,
  fundAtDesk,
  questionAbout,
  type Funder,
} from '../../../../test/support/funds.js';
import { aLiveCampaign, asDonor, give, provePayee } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { sign } from '../../../../test/support/payments.js';
import { mailsTo } from '../../../../test/support/people.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const DAY_MS = 86_400_000;
const GOALS = { minimumMinor: 90_000, optimumMinor: 300_000 };
const GIFT = { minor: 10_000, currency: 'EUR' as const };
const GIFTS = 11;
/** EUR 20 for EUR 100. */
const MATCH = 2_000;
const RULES = { potMinor: 200_000, ratioPercent: 20, donorCapMinor: MATCH };
/** From the last day to sign to the day of idleness. */
const REST_DAYS = 180 - 45;

interface Gift {
  readonly id: string;
  readonly email: string;
  readonly netMinor: number;
}

/** One project with the gift that a bank claims: the second of eleven, or the first of three. */
interface Disputed {
  readonly campaign: CampaignView;
  readonly projectId: string;
  readonly gifts: readonly Gift[];
}

let app: TestApp;
let village: Village;
let finance: Finance;
let funder: Funder;
let fundId: string;
/** Its funder leaves its part with the project, as one of the donors does. */
let staying: Disputed;
/** Its funder takes its part back at once; one of the donors stays. */
let leaving: Disputed;
/** Nobody says anything about it. */
let silent: Disputed;
/** Its campaign fails with two disputed gifts. */
let failing: Disputed;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  // Fees of what goes back are the operator's to bear.
  await fundOperator(app, finance);
  funder = await aFunder(app, village);
  fundId = (await anOpenFund(app, { funder, finance }, RULES)).id;
  // Banks think longer than half a year.
  await app.emulator?.control('/knobs', { disputeResponseDays: 400 });
  const association = await anAssociation(app, village, { members: 3 });
  const live: CampaignView[] = [];
  for (const gifts of [GIFTS, GIFTS, GIFTS, 3]) {
    const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
    for (let given = 0; given < gifts; given += 1) {
      await give(app, campaign.id, { wish: { gift: GIFT } });
    }
    live.push(campaign);
  }
  await app.quiet();
  [staying, leaving, silent, failing] = (await Promise.all(live.map(giftsOf))) as [
    Disputed,
    Disputed,
    Disputed,
    Disputed,
  ];
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

async function giftsOf(campaign: CampaignView): Promise<Disputed> {
  const gifts = await app.database.query<Gift>(
    `SELECT c.id, d.email, c.net_minor::integer AS "netMinor" FROM contributions c
       JOIN contribution_donors d ON d.contribution_id = c.id
      WHERE c.project_id = $1 ORDER BY c.id`,
    [campaign.projectId],
  );
  return { campaign, projectId: campaign.projectId, gifts };
}

function giftAt({ gifts }: Disputed, at: number): Gift {
  const gift = gifts[at];
  if (gift === undefined) throw new Error(`no gift ${String(at)}`);
  return gift;
}

const held = (code: string, { projectId }: Disputed) => balanceOf(app, code, projectId);
const freeMinor = () => balanceOf(app, '2200', fundId);
const frozenMinor = async () => (await fundAtDesk(finance, fundId)).sums.frozenMinor;

async function bankDecides(disputeId: string, outcome: 'won' | 'lost'): Promise<void> {
  await decide(app, disputeId, outcome);
  await app.quiet();
}

async function claim(one: Disputed, at: number, amount?: number): Promise<string> {
  const id = await dispute(app, giftAt(one, at), amount === undefined ? {} : { amount });
  await app.quiet();
  return id;
}

async function stays(one: Disputed, at = 0): Promise<void> {
  const gift = giftAt(one, at);
  const donor = await asDonor(app, { ...gift, key: '' }, 'donor.choice-idle');
  await ok(donor.post(`/me/contributions/${gift.id}/choice`, { choice: 'stay' }));
  await app.quiet();
}

async function agreementOf({ projectId }: Disputed): Promise<AgreementView> {
  return ok(village.mayor.browser.get<AgreementView>(`/projects/${projectId}/agreement`));
}

/** What everybody reads on the project's page. */
async function shownFrozen({ projectId }: Disputed): Promise<number> {
  const path = `/projects/${projectId}/file`;
  const { slug } = await ok(village.mayor.browser.get<{ slug: string }>(path));
  const page = await ok(app.visitor().get<ProjectPageView>(`/projects/${slug}/page`));
  return page.matchingFrozenMinor;
}

describe('R55: a campaign that fails while banks claim its gifts', () => {
  let whole: string;
  let half: string;

  it('L4: gives back every match but those that are frozen', async () => {
    const before = await freeMinor();
    expect(await balanceOf(app, '2210', fundId)).toBe((3 * GIFTS + 3) * MATCH);
    await app.moveClock(new Date(Date.parse(failing.campaign.endsAt) - DAY_MS));
    whole = await claim(failing, 0);
    half = await claim(failing, 1, GIFT.minor / 2);
    expect(await frozenMinor()).toBe(MATCH + MATCH / 2);
    expect(await shownFrozen(failing)).toBe(MATCH + MATCH / 2);
    await app.moveClock(new Date(Date.parse(failing.campaign.endsAt) + 2 * DAY_MS));
    await app.quiet();
    expect((await campaignOf(app, failing.campaign.id)).state).toBe('failed');
    // The third one's. That of the gift which is claimed by half waits whole.
    expect((await freeMinor()) - before).toBe(MATCH);
    expect(await balanceOf(app, '2210', fundId)).toBe(2 * MATCH);
  });

  it('L12, R55: lost, the match is free with the gift, and the other goes on waiting', async () => {
    const before = await freeMinor();
    await bankDecides(whole, 'lost');
    expect((await freeMinor()) - before).toBe(MATCH);
    expect(await frozenMinor()).toBe(MATCH / 2);
    expect(await balanceOf(app, '2210', fundId)).toBe(MATCH);
  });

  it('L12, R55: lost by half, the whole match is free: one half by the loss, the other by the failure', async () => {
    const before = await freeMinor();
    await bankDecides(half, 'lost');
    expect((await freeMinor()) - before).toBe(MATCH);
    expect(await balanceOf(app, '2210', fundId)).toBe(0);
    expect(await frozenMinor()).toBe(0);
  });
});

describe('R79: a funder is asked about matching of which a part is frozen', () => {
  const claims = new Map<Disputed, string>();
  const won = (one: Disputed) => bankDecides(claims.get(one) ?? '', 'won');

  it('R79: is asked about all of it', async () => {
    for (const one of [staying, leaving, silent]) {
      await sign(village, one.projectId);
      claims.set(one, await claim(one, 1));
    }
    expect(await frozenMinor()).toBe(3 * MATCH);
    const dues = (await Promise.all([staying, leaving, silent].map(agreementOf))).map(({ dueAt }) =>
      Date.parse(dueAt),
    );
    await app.moveClock(new Date(Math.max(...dues) + (REST_DAYS + 1) * DAY_MS));
    await app.quiet();
    for (const { projectId } of [staying, leaving, silent]) {
      const question = await questionAbout(funder, fundId, projectId);
      expect(question).toMatchObject({ state: 'asked', amountMinor: GIFTS * MATCH });
    }
  });

  it('R79, L4: taken back, all goes but what is frozen, and the answer says how much that was', async () => {
    const before = await freeMinor();
    const { id } = await questionAbout(funder, fundId, leaving.projectId);
    await ok(answerQuestion(funder, id, 'leave'));
    const left = (GIFTS - 1) * MATCH;
    expect((await freeMinor()) - before).toBe(left);
    expect(await held('2110', leaving)).toBe(MATCH);
    expect(await frozenMinor()).toBe(3 * MATCH);
    expect(await questionAbout(funder, fundId, leaving.projectId)).toMatchObject({
      state: 'left',
      amountMinor: left,
    });
  });

  it('R79: left with the project, what is frozen stays frozen', async () => {
    const { id } = await questionAbout(funder, fundId, staying.projectId);
    await ok(answerQuestion(funder, id, 'stay'));
    expect(await held('2110', staying)).toBe(GIFTS * MATCH);
    expect(await frozenMinor()).toBe(3 * MATCH);
    expect(await shownFrozen(staying)).toBe(MATCH);
  });

  it('R79, L4: silence takes back everything but what is frozen', async () => {
    await stays(staying);
    await stays(leaving);
    await app.moveClock({ days: 22 });
    await app.quiet();
    expect(await questionAbout(funder, fundId, silent.projectId)).toMatchObject({ state: 'left' });
    expect(await held('2110', silent)).toBe(MATCH);
    expect(await held('2110', staying)).toBe(2 * MATCH);
    expect(await held('2110', leaving)).toBe(MATCH);
    expect(await frozenMinor()).toBe(3 * MATCH);
  });

  it('R79, R59: nothing that is frozen is a part of the grant that is planned anew', async () => {
    for (const [one, matchMinor] of [
      [staying, MATCH],
      [leaving, 0],
    ] as const) {
      const grantMinor = giftAt(one, 0).netMinor + matchMinor;
      expect((await agreementOf(one)).grantTotalMinor).toBe(grantMinor);
      const planned = (await tranchesOf(finance.maker, one.projectId)).map(
        (one) => one.amountMinor,
      );
      expect(planned.reduce((sum, minor) => sum + minor, 0)).toBe(grantMinor);
    }
    expect(await projectState(village, silent.projectId)).toBe('cancelled');
  });

  it('R79, L11: won, it is asked about like the others, and nothing of it is planned meanwhile', async () => {
    const before = await freeMinor();
    const gift = giftAt(staying, 1);
    await won(staying);
    expect(await held('2110', staying)).toBe(2 * MATCH);
    expect(await held('2100', staying)).toBe(giftAt(staying, 0).netMinor);
    expect(await held('2140', staying)).toBe(gift.netMinor);
    expect([(await freeMinor()) - before, await frozenMinor()]).toEqual([0, 2 * MATCH]);
    expect(await shownFrozen(staying)).toBe(0);
    expect((await agreementOf(staying)).grantTotalMinor).toBe(giftAt(staying, 0).netMinor + MATCH);
    const states = (await tranchesOf(finance.maker, staying.projectId)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['planned']));
  });

  it('R79, R59: a gift that was won and stays joins the plan at once, with its match', async () => {
    const before = await agreementOf(staying);
    await stays(staying, 1);
    const gainedMinor = giftAt(staying, 1).netMinor + MATCH;
    const grantMinor = before.grantTotalMinor + gainedMinor;
    expect((await agreementOf(staying)).grantTotalMinor).toBe(grantMinor);
    expect((await held('2100', staying)) + (await held('2110', staying))).toBe(grantMinor);
    const amounts = (await tranchesOf(finance.maker, staying.projectId)).map(
      ({ amountMinor }) => amountMinor,
    );
    expect(amounts.reduce((sum, minor) => sum + minor, 0)).toBe(grantMinor);
    // As before, half of it comes first (R60).
    expect(Math.abs((amounts[0] ?? 0) - grantMinor / 2)).toBeLessThanOrEqual(1);
    const [mail] = (await mailsTo(app, village.mayor.email)).filter(
      ({ template }) => template === 'authority.grant-grown',
    );
    expect(mail?.text).toContain(amountInWords(grantMinor, 'ro'));
  });

  it('R79, L11, L4: won, a match its funder had taken back goes after the others', async () => {
    const before = await freeMinor();
    await won(leaving);
    expect((await freeMinor()) - before).toBe(MATCH);
    expect([await held('2110', leaving), await frozenMinor()]).toEqual([0, MATCH]);
  });

  it('R79: silence sends a gift back that was won, and changes nothing of the plan', async () => {
    const before = await agreementOf(leaving);
    expect(await held('2140', leaving)).toBe(giftAt(leaving, 1).netMinor);
    await app.moveClock({ days: 22 });
    await app.quiet();
    expect([await held('2140', leaving), await held('2100', leaving)]).toEqual([
      0,
      giftAt(leaving, 0).netMinor,
    ]);
    expect((await agreementOf(leaving)).grantTotalMinor).toBe(before.grantTotalMinor);
    expect(await projectState(village, leaving.projectId)).toBe('agreement_pending');
  });

  it('R79, R82, L12: lost, it goes too, and the project that waited for it alone is over', async () => {
    const before = await freeMinor();
    await bankDecides(claims.get(silent) ?? '', 'lost');
    expect((await freeMinor()) - before).toBe(MATCH);
    expect([await held('2110', silent), await frozenMinor()]).toEqual([0, 0]);
    expect(await projectState(village, silent.projectId)).toBe('wound_up');
  });
});
