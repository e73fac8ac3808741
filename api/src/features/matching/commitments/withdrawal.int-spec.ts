import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, aSettledProject, type Finance } from '../../../../test/support/funded.js';
import { balanceOf } from '../../../../test/support/funds.js';
import { aLiveCampaign, aWish, give, provePayee } from '../../../../test/support/gifts.js';
import {
  handInProcurementPapers,
  prepare,
  sign,
  theTranche,
} from '../../../../test/support/payments.js';
import { mailsTo } from '../../../../test/support/people.js';
import { GOALS, commitShare } from '../../../../test/support/project.js';
import { fundOperator } from '../../../../test/support/operator.js';
import {
  aFile,
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../../../test/support/village.js';

let app: TestApp;
let village: Village;
let finance: Finance;
let association: Association;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await fundOperator(app, finance);
  await provePayee(village, finance);
  association = await anAssociation(app, village, { members: 3 });
}, 240_000);
afterAll(() => app.close());

async function decidedOf(projectId: string): Promise<CommitmentView> {
  const path = `/projects/${projectId}/commitments`;
  const { items } = await ok(village.mayor.browser.get<{ items: CommitmentView[] }>(path));
  const decided = items.find(({ state }) => state === 'decided');
  if (decided === undefined) throw new Error('nothing is decided');
  return decided;
}

async function withdrawal() {
  const fileId = await aFile(village.mayor.browser, 'council-decision');
  return { decisionNumber: '9/3', decisionDate: '2026-02-01', fileId, reason: 'No money left' };
}

async function withdraw(id: string, person = village.mayor) {
  return person.browser.post<CommitmentView & Problem>(
    `/commitments/${id}/withdrawal`,
    await withdrawal(),
  );
}

const memo = async (projectId: string) =>
  Promise.all(['9000', '9001', '9010'].map((code) => balanceOf(app, code, projectId)));

describe('R9, L24: a council takes its share back', () => {
  it('by another decision, through the mayor alone, and only what counts', async () => {
    const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
    const { id } = await decidedOf(campaign.projectId);
    expect((await withdraw(id, village.focalPoint)).status).toBe(403);
    const future = { ...(await withdrawal()), decisionDate: '2099-01-01' };
    expect(
      await refusalOf(app, () =>
        village.mayor.browser.post(`/commitments/${id}/withdrawal`, future),
      ),
    ).toBe('matching.decision-in-the-future');
    expect(await memo(campaign.projectId)).toEqual([50_000, 50_000, 0]);
    const gone = await ok(withdraw(id));
    expect(gone).toMatchObject({
      state: 'withdrawn',
      withdrawal: { decisionNumber: '9/3', reason: 'No money left' },
    });
    expect(await memo(campaign.projectId)).toEqual([0, 0, 0]);
    const again = await withdraw(id);
    expect([again.status, again.body.code]).toEqual([409, 'matching.not-withdrawable']);
  });
});

describe('what stands still without the share', () => {
  it('the campaign pauses at once, donors hear of it, and goes on with its days when it is back', async () => {
    const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
    const given = await give(app, campaign.id);
    await app.quiet();
    await ok(withdraw((await decidedOf(campaign.projectId)).id));
    await app.quiet();
    const paused = await campaignOf(app, campaign.id);
    expect(paused).toMatchObject({ state: 'paused', mayContribute: false });
    const path = `/campaigns/${campaign.id}/contributions`;
    const refused = await app.visitor().post<Problem>(path, aWish());
    expect([refused.status, refused.body.code]).toEqual([409, 'contributions.campaign-not-open']);
    const mails = await mailsTo(app, given.email);
    expect(mails.map(({ template }) => template)).toContain('donor.share-withdrawn');
    await app.moveClock({ days: 3 });
    await commitShare(village, campaign.projectId);
    await app.quiet();
    const resumed = await campaignOf(app, campaign.id);
    expect(resumed.state).toBe('live');
    const moved = Date.parse(resumed.endsAt) - Date.parse(campaign.endsAt);
    // Three days and what the clock went on in between, by whole days.
    expect(moved / 86_400_000).toBeCloseTo(4, 1);
    await ok(app.visitor().post(path, aWish()));
  });

  it('no pause is longer than fourteen days', async () => {
    const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
    await ok(withdraw((await decidedOf(campaign.projectId)).id));
    await app.moveClock({ days: 13 });
    await app.quiet();
    expect((await campaignOf(app, campaign.id)).state).toBe('paused');
    await app.moveClock({ days: 2 });
    await app.quiet();
    expect((await campaignOf(app, campaign.id)).state).toBe('live');
  });

  it('R37: a payment that is being made is held, and can be made again when the share is back', async () => {
    const projectId = await aSettledProject(app, village, {
      associations: [association],
      goals: GOALS,
      gifts: 12,
      giftMinor: 10_000,
    });
    await sign(village, projectId);
    await handInProcurementPapers(village, projectId);
    await app.moveClock({ days: 16 });
    await app.quiet();
    const tranche = await theTranche(finance.maker, projectId, 1);
    expect(tranche.state).toBe('conditions_met');
    await prepare(finance, tranche);
    await ok(withdraw((await decidedOf(projectId)).id));
    await app.quiet();
    const held = await theTranche(finance.maker, projectId, 1);
    expect(held).toMatchObject({ state: 'on_hold', holdReason: 'share-withdrawn' });
    expect(held.conditions.filter(({ met }) => !met).map(({ code }) => code)).toEqual([
      'la-share-decided',
    ]);
    await commitShare(village, projectId);
    await app.quiet();
    expect((await theTranche(finance.maker, projectId, 1)).state).toBe('conditions_met');
  });
});
