import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TrancheView } from '@vatra/shared/disbursements/disbursements.views';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { chairOf } from '../../../test/support/calls.js';
import { campaignOf } from '../../../test/support/campaign.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aFinanceTeam, aSettledProject, type Finance } from '../../../test/support/funded.js';
import { aLiveCampaign, give, provePayee } from '../../../test/support/gifts.js';
import {
  accept,
  aFiled,
  anOfficer,
  decide,
  pageOf,
  weigh,
} from '../../../test/support/grievances.js';
import { fundOperator } from '../../../test/support/operator.js';
import {
  approve,
  handInProcurementPapers,
  prepare,
  preparing,
  sign,
  theTranche,
} from '../../../test/support/payments.js';
import { approvalCode, type TestPerson } from '../../../test/support/people.js';
import { aSeeking } from '../../../test/support/project.js';
import {
  aVillage,
  anAssociation,
  join,
  ok,
  type Association,
  type Village,
} from '../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 100_000, optimumMinor: 200_000 };

let app: TestApp;
let village: Village;
let finance: Finance;
let association: Association;
let officer: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await fundOperator(app, finance);
  await provePayee(village, finance);
  association = await anAssociation(app, village, { members: 3 });
  officer = await anOfficer(app, village);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

/** EUR 1,200 by twelve people. */
async function giveEnough(campaignId: string): Promise<void> {
  const wish = { gift: { minor: 10_000, currency: 'EUR' } } as const;
  for (let given = 0; given < 12; given += 1) await give(app, campaignId, { wish });
  await app.quiet();
}

async function slugOf(projectId: string): Promise<string> {
  const [row] = await app.database.query<{ slug: string }>(
    `SELECT slug FROM projects WHERE id = $1`,
    [projectId],
  );
  return row?.slug ?? '';
}

describe('R98: severity 1 holds the next payments at once', () => {
  let projectId: string;
  let slug: string;

  const first = (): Promise<TrancheView> => theTranche(finance.maker, projectId, 1);
  const unmet = ({ conditions }: TrancheView): string[] =>
    conditions.filter(({ met }) => !met).map(({ rule, code }) => `${rule} ${code}`);

  beforeAll(async () => {
    projectId = await aSettledProject(app, village, {
      associations: [association],
      goals: GOALS,
      gifts: 12,
      giftMinor: 10_000,
    });
    slug = await slugOf(projectId);
    await sign(village, projectId);
    await handInProcurementPapers(village, projectId);
    await app.moveClock({ days: 16 });
    await app.quiet();
  }, SCENE_TIMEOUT_MS);

  it('R98: severity 2 holds nothing', async () => {
    const { id, code } = await aFiled(app, officer, slug);
    await weigh(officer, id, 2);
    expect(await first()).toMatchObject({ state: 'conditions_met', holdReason: null });
    expect((await pageOf(app, slug)).concernedSince).toBeNull();
    await decide(officer, id);
    await ok(accept(app, code));
  });

  it('R98: what could be paid stands still until the last case is closed', async () => {
    const one = await aFiled(app, officer, slug);
    const other = await aFiled(app, officer, slug);
    await weigh(officer, one.id);
    await weigh(officer, other.id);
    const held = await first();
    expect(held).toMatchObject({ state: 'on_hold', holdReason: 'serious-concern' });
    expect(unmet(held)).toEqual(['R98 serious-concern']);
    expect((await pageOf(app, slug)).concernedSince).not.toBeNull();
    const neighbour = await aSeeking(village);
    expect((await pageOf(app, neighbour.slug)).concernedSince).toBeNull();
    expect(await refusalOf(app, preparing(finance, held))).toBe('disbursements.conditions-not-met');
    await decide(officer, one.id);
    expect((await first()).state).toBe('on_hold');
    await ok(accept(app, one.code));
    expect((await first()).state).toBe('on_hold');
    await decide(officer, other.id);
    await app.moveClock({ days: 16 });
    await app.quiet();
    expect(await first()).toMatchObject({ state: 'conditions_met', holdReason: null });
    expect((await pageOf(app, slug)).concernedSince).toBeNull();
  });

  it('R98: what is prepared is not approved any more, and has to be prepared again', async () => {
    const sheet = await prepare(finance, await first());
    const { id, code } = await aFiled(app, officer, slug);
    await weigh(officer, id);
    expect(await first()).toMatchObject({ state: 'on_hold', holdReason: 'serious-concern' });
    const body = {
      contentHash: sheet.tranche.contentHash,
      code: await approvalCode(app, finance.checker),
    };
    const approval = () =>
      finance.checker.browser.post(`/tranches/${sheet.tranche.id}/approvals`, body);
    expect(await refusalOf(app, approval)).toBe('disbursements.not-prepared');
    await decide(officer, id);
    await ok(accept(app, code));
    expect((await first()).state).toBe('conditions_met');
    const again = await prepare(finance, await first());
    expect((await approve(app, finance.checker, again)).tranche.state).not.toBe('prepared');
  });
});

describe('R40: enough money is not enough while a serious concern is open', () => {
  it('R40: is held, not waived, and may succeed when the case is closed', async () => {
    const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
    const slug = await slugOf(campaign.projectId);
    const { id, code } = await aFiled(app, officer, slug);
    await weigh(officer, id);
    await giveEnough(campaign.id);
    await app.moveClock(new Date(Date.parse(campaign.endsAt) + 2 * 86_400_000));
    await app.quiet();
    expect(await campaignOf(app, campaign.id)).toMatchObject({
      state: 'review_hold',
      holdReasons: ['R40'],
    });
    const succeed = () =>
      village.reviewer.browser.post(`/campaigns/${campaign.id}/hold-decision`, {
        decision: 'succeed',
        reason: 'The case is closed, nothing was found.',
      });
    expect(await refusalOf(app, succeed)).toBe('campaigns.concern-open');
    await decide(officer, id);
    await ok(accept(app, code));
    await ok(succeed());
    expect((await campaignOf(app, campaign.id)).state).toMatch(/succeeded|settled/);
  });

  it('R40: a case closed before the end holds nothing', async () => {
    const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
    const { id, code } = await aFiled(app, officer, await slugOf(campaign.projectId));
    await weigh(officer, id);
    await decide(officer, id);
    await ok(accept(app, code));
    await giveEnough(campaign.id);
    await app.moveClock(new Date(Date.parse(campaign.endsAt) + 2 * 86_400_000));
    await app.quiet();
    expect((await campaignOf(app, campaign.id)).state).toMatch(/succeeded|settled/);
  });
});

// Last: whoever joins votes in the endorsements that come after.
describe('R97: an association judges no complaint about what it endorsed', () => {
  it('R97: an officer of the endorsing association has no part in it', async () => {
    const { projectId } = await aLiveCampaign(app, village, { association, goals: GOALS });
    const { id } = await aFiled(app, officer, await slugOf(projectId));
    const insider = await anOfficer(app, village);
    await join(chairOf(association), insider, association.id, ['hta_member']);
    const read = () => insider.browser.get(`/grievances/${id}`);
    expect(await refusalOf(app, read)).toBe('voice.own-case');
  });
});
