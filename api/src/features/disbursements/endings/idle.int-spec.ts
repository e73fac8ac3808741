import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ChoiceOptionsView,
  ContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, entryOf } from '../../../../test/support/balances.js';
import { confirm, propose, waiting } from '../../../../test/support/decisions.js';
import { decide, dispute } from '../../../../test/support/disputes.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aFinanceTeam,
  aSettledProject,
  projectState,
  tranchesOf,
  type Finance,
} from '../../../../test/support/funded.js';
import {
  aFunder,
  anOpenFund,
  answerQuestion,
  questionAbout,
  type Funder,
} from '../../../../test/support/funds.js';
import { asDonor, provePayee } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { mailsTo } from '../../../../test/support/people.js';
import { handInProcurementPapers, pay, sign } from '../../../../test/support/payments.js';
import { GOALS } from '../../../../test/support/project.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const MATCH = 2_000;
/** Of twelve gifts of EUR 100 and one of EUR 5. */
const MATCHED = 12 * MATCH + 100;
/** Of a gift of EUR 100. */
const HALF = 5_000;
const DAY_MS = 86_400_000;
/** From the last day to sign to the day of idleness. */
const REST_DAYS = 180 - 45;

interface Gift {
  readonly id: string;
  readonly email: string;
  readonly netMinor: number;
}

let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;
let funder: Funder;
/** Of another fund. */
let other: Funder;
let fundId: string;
/** Twelve of EUR 100, each matched with EUR 20, and one of EUR 5. */
let gifts: Gift[];
/** When half a year is over. */
let asksAt: number;
/** Another project, whose donors say nothing at all. */
let silentId: string;
/** Two of its gifts, none of them matched, half of which their banks claim before anybody is asked. */
let claimed: { readonly id: string; readonly netMinor: number; readonly disputeId: string }[];

/** Signed, and then nobody hands in the papers of the procurement. */
beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  // Fees of what goes back are the operator's to bear.
  await fundOperator(app, finance);
  funder = await aFunder(app, village);
  other = await aFunder(app, village);
  const rules = { potMinor: 30_000, ratioPercent: 20 };
  fundId = (await anOpenFund(app, { funder, finance }, rules)).id;
  const associations = [await anAssociation(app, village, { members: 3 })];
  const plan = { associations, goals: GOALS, gifts: 12, giftMinor: 10_000, more: [500] };
  projectId = await aSettledProject(app, village, plan);
  await sign(village, projectId);
  asksAt = await idleAt(projectId);
  silentId = await aSettledProject(app, village, { ...plan, gifts: 11, more: [] });
  await sign(village, silentId);
  gifts = await app.database.query<Gift>(
    `SELECT c.id, d.email, c.net_minor::integer AS "netMinor" FROM contributions c
       JOIN contribution_donors d ON d.contribution_id = c.id
      WHERE c.project_id = $1 ORDER BY c.gift_minor DESC, c.id`,
    [projectId],
  );
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const stateOf = async (id: string) => {
  const [row] = await app.database.query<{ state: string; fund: string }>(
    'SELECT state, fund FROM contributions WHERE id = $1',
    [id],
  );
  return [row?.state, row?.fund];
};
const donorOf = ({ id, email }: Gift) => asDonor(app, { id, email, key: '' }, 'donor.choice-idle');
const pathOf = ({ id }: Gift) => `/me/contributions/${id}`;
const theGift = (index: number): Gift => {
  const gift = gifts[index];
  if (gift === undefined) throw new Error('no gift');
  return gift;
};

async function claimTwo(): Promise<void> {
  const rows = await app.database.query<{ id: string; netMinor: number }>(
    `SELECT id, net_minor::integer AS "netMinor" FROM contributions c WHERE project_id = $1
        AND NOT EXISTS (SELECT 1 FROM match_reservations r WHERE r.contribution_id = c.id)
      ORDER BY id LIMIT 2`,
    [silentId],
  );
  claimed = [];
  // Their banks think longer than the donors are asked.
  await app.emulator?.control('/knobs', { disputeResponseDays: REST_DAYS });
  for (const row of rows) {
    claimed.push({ ...row, disputeId: await dispute(app, row, { amount: HALF }) });
  }
  await app.quiet();
}

async function win(at: number): ReturnType<typeof entryOf> {
  const stripeId = claimed[at]?.disputeId ?? '';
  await decide(app, stripeId, 'won');
  await app.quiet();
  const [row] = await app.database.query<{ id: string }>(
    'SELECT id FROM disputes WHERE stripe_dispute_id = $1',
    [stripeId],
  );
  return entryOf(app, `L11:${row?.id ?? ''}`);
}

async function agreementOf(id: string): Promise<AgreementView> {
  return ok(village.mayor.browser.get<AgreementView>(`/projects/${id}/agreement`));
}

async function idleAt(id: string): Promise<number> {
  return Date.parse((await agreementOf(id)).dueAt) + REST_DAYS * DAY_MS;
}

async function page(): Promise<ProjectPageView> {
  const file = await ok(village.mayor.browser.get<{ slug: string }>(`/projects/${projectId}/file`));
  return ok(app.visitor().get<ProjectPageView>(`/projects/${file.slug}/page`));
}

describe('R79: money of which nothing was paid out', () => {
  it('R79: lies still for 180 days before anybody is asked', async () => {
    await app.moveClock(new Date(asksAt - DAY_MS));
    await app.quiet();
    expect((await page()).idle).toBeNull();
    expect(await stateOf(theGift(0).id)).toEqual(['committed', '2100']);
  });

  it('R79, L16: then the page says so, every donor is asked, and nothing can be paid', async () => {
    await app.moveClock(new Date(asksAt + 3_600_000));
    await app.quiet();
    const { idle } = await page();
    const days = (Date.parse(idle?.askedUntil ?? '') - Date.parse(idle?.since ?? '')) / DAY_MS;
    expect(days).toBe(21);
    const states = await Promise.all(gifts.map(({ id }) => stateOf(id)));
    expect(new Set(states.map(String))).toEqual(new Set(['choice_pending,2140']));
    expect(await balanceOf(app, '2100', projectId)).toBe(0);
    await handInProcurementPapers(village, projectId);
    await app.quiet();
    const [first] = await tranchesOf(finance.maker, projectId);
    expect(first?.state).toBe('planned');
    expect(first?.conditions.filter(({ met }) => !met).map(({ code }) => code)).toContain(
      'donors-asked',
    );
  });

  it('R79: the funder is asked for its part as long, and nobody answers for it', async () => {
    const question = await questionAbout(funder, fundId, projectId);
    expect(question).toMatchObject({ reason: 'idle', state: 'asked', mayAnswer: true });
    expect(question.amountMinor).toBe(MATCHED);
    expect(question.answerUntil).toBe((await page()).idle?.askedUntil);
    const { person } = funder;
    const duties = await ok(person.browser.get<DutyView[]>('/me/duties'));
    expect(duties.map(({ kind }) => kind)).toContain('duty.matching.answer-idle');
    const mails = (await mailsTo(app, person.email)).map(({ template }) => template);
    expect(mails.filter((template) => template === 'funder.asked-idle')).toHaveLength(1);
    const answer = () => answerQuestion(other, question.id, 'leave');
    expect(await refusalOf(app, answer)).toBe('organisations.not-yours');
  });

  it('R79: a part its funder leaves with the project stays, for good', async () => {
    const { id } = await questionAbout(funder, fundId, projectId);
    const { questions } = await ok(answerQuestion(funder, id, 'stay'));
    expect(questions.find((one) => one.id === id)).toMatchObject({ state: 'stayed' });
    expect(await balanceOf(app, '2110', projectId)).toBe(MATCHED);
    const again = () => answerQuestion(funder, id, 'leave');
    expect(await refusalOf(app, again)).toBe('matching.question-answered');
  });

  it('R79: no staff end the project while its donors decide', async () => {
    const { reviewer, administrator } = village;
    await ok(propose(reviewer, projectId, 'cancel'));
    const { id } = await waiting(administrator, projectId);
    expect(await refusalOf(app, () => confirm(app, administrator, id))).toBe(
      'disbursements.donors-asked',
    );
    await ok(administrator.browser.post(`/project-decisions/${id}/withdrawal`));
  });

  it('R79: who says so leaves the gift with the project, and its match with it', async () => {
    const stays = theGift(0);
    const donor = await donorOf(stays);
    const options = await ok(donor.get<ChoiceOptionsView>(`${pathOf(stays)}/choices`));
    expect(options).toMatchObject({
      reason: 'idle',
      options: ['stay', 'refund', 'project'],
      byDefault: 'refund',
      kept: { minor: stays.netMinor },
    });
    const elsewhere = () => donor.post(`${pathOf(stays)}/choice`, { choice: 'reserve' });
    expect(await refusalOf(app, elsewhere)).toBe('contributions.choice-not-offered');
    const free = await balanceOf(app, '2200', fundId);
    const view = await ok(
      donor.post<ContributionView>(`${pathOf(stays)}/choice`, { choice: 'stay' }),
    );
    expect(view.state).toBe('committed');
    expect(await balanceOf(app, '2100', projectId)).toBe(stays.netMinor);
    expect(await balanceOf(app, '2200', fundId)).toBe(free);
    const again = () => donor.post(`${pathOf(stays)}/choice`, { choice: 'refund' });
    expect(await refusalOf(app, again)).toBe('contributions.nothing-to-choose');
  });

  it('R79, L17, L4: who wants it back has the whole payment, and the match is free again', async () => {
    const back = theGift(1);
    const free = await balanceOf(app, '2200', fundId);
    await ok((await donorOf(back)).post(`${pathOf(back)}/choice`, { choice: 'refund' }));
    await app.quiet();
    expect((await stateOf(back.id))[0]).toBe('refunded');
    expect((await balanceOf(app, '2200', fundId)) - free).toBe(MATCH);
  });

  it('R78, R79: silence sends it back; below EUR 5 it stays with the hometown', async () => {
    await app.moveClock({ days: 22 });
    await app.quiet();
    const fates = await Promise.all(gifts.slice(1).map(({ id }) => stateOf(id)));
    expect(fates.map(([state]) => state)).toEqual([
      ...Array.from({ length: 11 }, () => 'refunded'),
      'to_hometown_fund',
    ]);
    expect(await balanceOf(app, '2140', projectId)).toBe(0);
    expect(await balanceOf(app, '2110', projectId)).toBe(MATCH);
    expect((await page()).idle).toBeNull();
  });

  it('R79, R61: what stayed is the grant, planned anew, and is paid', async () => {
    const left = theGift(0).netMinor + MATCH;
    expect((await agreementOf(projectId)).grantTotalMinor).toBe(left);
    const planned = (await tranchesOf(finance.maker, projectId)).map((one) => one.amountMinor);
    expect(planned.reduce((sum, minor) => sum + minor, 0)).toBe(left);
    await pay(app, finance, { projectId, number: 1 });
    expect(
      (await balanceOf(app, '2100', projectId)) + (await balanceOf(app, '2110', projectId)),
    ).toBe(left - (planned[0] ?? 0));
  });

  it('R79, L11: a dispute won while donors are asked comes to the share, not to the project', async () => {
    await claimTwo();
    await app.moveClock(new Date((await idleAt(silentId)) + DAY_MS));
    await app.quiet();
    const [{ id, netMinor } = { id: '', netMinor: 0 }] = claimed;
    const asked = await balanceOf(app, '2140', silentId);
    const resting = Math.round(netMinor / 2);
    expect(await stateOf(id)).toEqual(['choice_pending', '2140']);
    expect(await win(0)).toEqual({
      '1010': HALF,
      '1400': -HALF,
      '2140': -resting,
      '2145': resting,
    });
    expect(await balanceOf(app, '2140', silentId)).toBe(asked + resting);
    expect(await balanceOf(app, '2100', silentId)).toBe(0);
  });

  it('R79, L4: a funder takes its part back at once', async () => {
    expect(await projectState(village, silentId)).toBe('agreement_pending');
    const free = await balanceOf(app, '2200', fundId);
    const { id, amountMinor } = await questionAbout(funder, fundId, silentId);
    await ok(answerQuestion(funder, id, 'leave'));
    expect(await balanceOf(app, '2110', silentId)).toBe(0);
    expect((await balanceOf(app, '2200', fundId)) - free).toBe(amountMinor);
    expect(amountMinor).toBeGreaterThan(0);
  });

  it('R79, L11, L17: a share whose bank gives way after the last day goes back then, whole', async () => {
    await app.moveClock({ days: 22 });
    await app.quiet();
    const late = claimed.map(({ id }) => stateOf(id));
    expect((await Promise.all(late)).map(([state]) => state)).toEqual([
      'refunded',
      'choice_pending',
    ]);
    expect(await projectState(village, silentId)).toBe('agreement_pending');
    await win(1);
    const backs = await app.database.query<{ state: string; back: number }>(
      `SELECT state, returned_minor::integer AS back FROM contributions WHERE id = ANY ($1::uuid[])`,
      [claimed.map(({ id }) => id)],
    );
    const gross = 2 * HALF;
    expect(backs).toEqual(claimed.map(() => ({ state: 'refunded', back: gross })));
    expect(await balanceOf(app, '2140', silentId)).toBe(0);
  });

  it('R79: a project of which nobody leaves anything ends', async () => {
    expect(await projectState(village, silentId)).toBe('wound_up');
    const states = (await tranchesOf(finance.maker, silentId)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['cancelled']));
  });
});
