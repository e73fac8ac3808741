import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { refusalOf } from '../../../test/support/footprint.js';
import {
  aLive,
  aReady,
  aScene,
  campaignOf,
  gift,
  gifts,
  localDay,
  type Scene,
} from '../../../test/support/campaign.js';
import type { TestPerson } from '../../../test/support/people.js';
import {
  ACCEPT,
  GOALS,
  budgetSection,
  endorse,
  fundingSection,
} from '../../../test/support/project.js';
import { ok } from '../../../test/support/village.js';
import { SYSTEM } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import { ProjectsService } from '../projects/projects.service.js';
import { CampaignsService } from './campaigns.service.js';

let app: TestApp;
let scene: Scene;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: {
      C10: 'counts credits that no payment stands behind',
      G3: 'counts credits that no payment stands behind',
      G6: 'counts credits that no payment stands behind',
    },
  });
  scene = await aScene(app);
});
afterAll(() => app.close());

async function judged({ id, endsAt }: CampaignView): Promise<CampaignView> {
  await app.moveClock(new Date(new Date(endsAt).getTime() + 61 * 60_000));
  return campaignOf(app, id);
}

/** Enough money, but of nine people only (R38). */
async function aHeld(): Promise<CampaignView> {
  const campaign = await aLive(scene);
  await gifts(app, campaign.id, 9, 100_000);
  const view = await judged(campaign);
  expect(view.state).toBe('review_hold');
  return view;
}

function decide(person: TestPerson, id: string, verdict: Record<string, unknown>) {
  return person.browser.post<CampaignView & Problem>(`/campaigns/${id}/hold-decision`, {
    reason: 'We have looked at the payers one by one.',
    ...verdict,
  });
}

describe('R37 to R39: enough money is not enough', () => {
  it('R38: nine payers are held, ten are not', async () => {
    const nine = await aHeld();
    expect(nine.holdReasons).toEqual(['R38']);
    const campaign = await aLive(scene);
    await gifts(app, campaign.id, 10, 100_000);
    expect((await judged(campaign)).state).toMatch(/succeeded|settled/);
  });

  it('R39: one payer with more than 40 percent is held, with exactly 40 not', async () => {
    const even = await aLive(scene);
    await gifts(app, even.id, 9, 60_000);
    await gift(app, even.id, 40_000);
    expect((await judged(even)).state).toMatch(/succeeded|settled/);
    const large = await aLive(scene);
    await gifts(app, large.id, 9, 59_999);
    await gift(app, large.id, 30_000, { payerKeys: ['card:rich'] });
    await gift(app, large.id, 10_001, { payerKeys: ['card:other', 'card:rich'] });
    const held = await judged(large);
    expect([held.state, held.holdReasons]).toEqual(['review_hold', ['R39']]);
  });

  it('R37: a payee that is not verified any more is held', async () => {
    const campaign = await aLive(scene);
    await gifts(app, campaign.id, 10, 100_000);
    const projects = app.http.get(ProjectsService, { strict: false });
    const { projectId } = campaign;
    await app.http
      .get(Database)
      .inTransaction((tx) =>
        projects.recordReadiness(tx, projectId, 'payee_verified', false, SYSTEM),
      );
    const held = await judged(campaign);
    expect([held.state, held.holdReasons]).toEqual(['review_hold', ['R37']]);
  });
});

describe('deciding a hold', () => {
  it('waits for staff with ten working days, and for nobody else', async () => {
    const { id } = await aHeld();
    const { reviewer, mayor } = scene.village;
    const { items } = await ok(reviewer.browser.get<Page<CampaignView>>('/campaigns/review-holds'));
    expect(items.map((item) => item.id)).toContain(id);
    const answer = await ok(reviewer.browser.get<Page<DutyView> | DutyView[]>('/me/duties'));
    const duties = Array.isArray(answer) ? answer : answer.items;
    const duty = duties.find(({ subjectId }) => subjectId === id);
    expect(duty).toMatchObject({ kind: 'duty.campaigns.decide-hold', params: { reasons: 'R38' } });
    const days = (Date.parse(duty?.dueAt ?? '') - (await app.now()).getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(12);
    expect(days).toBeLessThan(30);
    expect((await decide(mayor, id, { decision: 'succeed' })).status).toBe(403);
    expect((await campaignOf(app, id)).state).toBe('review_hold');
  });

  it('may succeed, with the reason in the history', async () => {
    const { id } = await aHeld();
    const { body } = await decide(scene.village.reviewer, id, { decision: 'succeed' });
    expect(body.state).toBe('succeeded');
    const [row] = await app.database.query<{ reason: string; actor_role: string }>(
      `SELECT reason, actor_role FROM state_change WHERE subject_id = $1 AND to_state = 'succeeded'`,
      [id],
    );
    expect(row).toEqual({
      reason: 'We have looked at the payers one by one.',
      actor_role: 'platform_reviewer',
    });
    const again = await decide(scene.village.reviewer, id, { decision: 'fail' });
    expect([again.status, again.body.code]).toEqual([409, 'campaigns.not-on-hold']);
  });

  it('R36: may not succeed when gifts were taken back meanwhile', async () => {
    const campaign = await aLive(scene);
    const { contributionId } = await gift(app, campaign.id, 10_000);
    await gifts(app, campaign.id, 8, 90_000);
    const { id } = await judged(campaign);
    const debit = {
      campaignId: id,
      contributionId,
      grossMinor: 10_050,
      feeMinor: 50,
      netMinor: 10_000,
    };
    await app.http
      .get(Database)
      .inTransaction((tx) =>
        app.http.get(CampaignsService, { strict: false }).recordDebit(tx, debit),
      );
    const { status, body } = await decide(scene.village.reviewer, id, { decision: 'succeed' });
    expect([status, body.code]).toEqual([409, 'campaigns.below-minimum']);
    const failed = await decide(scene.village.reviewer, id, { decision: 'fail' });
    expect(failed.body.state).toBe('failed');
  });

  it('may add days once, in which gifts count again', async () => {
    const { id, endsAt } = await aHeld();
    const without = await decide(scene.village.reviewer, id, { decision: 'extend' });
    expect([without.status, without.body.code]).toEqual([422, 'campaigns.days-missing']);
    const tooMany = await decide(scene.village.reviewer, id, { decision: 'extend', days: 15 });
    expect(tooMany.status).toBe(422);
    const extended = await decide(scene.village.reviewer, id, { decision: 'extend', days: 5 });
    expect(extended.body).toMatchObject({
      state: 'live',
      mayContribute: true,
      extendedFrom: endsAt,
      closedAt: null,
    });
    await gift(app, id, 500);
    expect((await judged(extended.body)).state).toBe('succeeded');

    const other = await aHeld();
    const more = await decide(scene.village.reviewer, other.id, { decision: 'extend', days: 3 });
    const heldAgain = await judged(more.body);
    expect(heldAgain.state).toBe('review_hold');
    const twice = await decide(scene.village.reviewer, other.id, { decision: 'extend', days: 3 });
    expect([twice.status, twice.body.code]).toEqual([409, 'campaigns.hold-extended-already']);
  });
});

describe('trying again after a failure', () => {
  it('needs another plan, and its own endorsement when the scope is another', async () => {
    const { village } = scene;
    const campaign = await aLive(scene);
    await gift(app, campaign.id, 1_000);
    expect((await judged(campaign)).state).toBe('failed');
    const { projectId } = campaign;
    const path = `/projects/${projectId}`;
    expect((await village.focalPoint.browser.post(`${path}/relaunch`)).status).toBe(403);
    const again = await ok(village.mayor.browser.post<ProjectFileView>(`${path}/relaunch`));
    expect(again.state).toBe('draft');
    const same = await village.mayor.browser.post<Problem>(`${path}/submission`);
    expect([same.status, same.body.code]).toEqual([409, 'projects.plan-unchanged']);
    await changePlan(projectId, 80_000);
    const file = await ok(village.mayor.browser.get<ProjectFileView>(`${path}/file`));
    expect(file.state).toBe('seeking_endorsement');
    expect(file.readiness).toMatchObject([
      { fact: 'endorsement', met: false },
      { fact: 'la_commitment', met: true },
      { fact: 'payee_verified', met: true },
      { fact: 'funding_plan', met: true },
    ]);
    const second = await collectAgain(projectId);
    expect(second).toMatchObject({ state: 'scheduled', progress: { minimumMinor: 80_000 } });

    // Nobody gave, so nobody has anything to choose: it is over at once.
    expect((await judged(second)).state).toBe('wound_up');
    await ok(village.mayor.browser.post(`${path}/relaunch`));
    await changePlan(projectId, 70_000);
    expect((await judged(await collectAgain(projectId))).state).toBe('wound_up');
    await app.quiet();
    const third = () => village.mayor.browser.post(`${path}/relaunch`);
    expect(await refusalOf(app, third)).toBe('projects.relaunches-exhausted');
  });

  async function changePlan(projectId: string, minimumMinor: number): Promise<void> {
    const { focalPoint, mayor, reviewer } = scene.village;
    const path = `/projects/${projectId}`;
    const smaller = { ...GOALS, minimumMinor };
    await ok(focalPoint.browser.put(`${path}/sections/budget`, budgetSection(smaller)));
    await ok(focalPoint.browser.put(`${path}/sections/funding`, fundingSection(smaller)));
    await ok(mayor.browser.post(`${path}/submission`));
    await ok(reviewer.browser.post(`${path}/review`, ACCEPT));
    await app.quiet();
  }

  async function collectAgain(projectId: string): Promise<CampaignView> {
    const { village, council } = scene;
    await endorse(app, village, council, projectId);
    const dates = { startsOn: await localDay(app, 1), days: 30 };
    const path = `/projects/${projectId}/campaign`;
    return ok(village.mayor.browser.post<CampaignView>(path, dates));
  }

  it('is refused while the collection has not failed', async () => {
    const projectId = await aReady(scene);
    const { status, body } = await scene.village.mayor.browser.post<Problem>(
      `/projects/${projectId}/relaunch`,
    );
    expect([status, body.code]).toEqual([409, 'projects.not-unfunded']);
  });
});
