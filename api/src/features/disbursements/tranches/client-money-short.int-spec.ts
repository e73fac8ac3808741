import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, aSettledProject, type Finance } from '../../../../test/support/funded.js';
import { aLiveCampaign, asDonor, give, provePayee } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import {
  approve,
  handInProcurementPapers,
  prepare,
  sign,
  theTranche,
} from '../../../../test/support/payments.js';
import { approvalCode } from '../../../../test/support/people.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 100_000, optimumMinor: 190_000 };

let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  const plan = { associations: [association], goals: GOALS, gifts: 12, giftMinor: 10_000 };
  projectId = await aSettledProject(app, village, plan);
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  const campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  const given = await give(app, campaign.id);
  await app.quiet();
  await ok(
    (await asDonor(app, given, 'donor.receipt')).post(`/me/contributions/${given.id}/withdrawal`),
  );
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

it('L27: a tranche is not approved while client money lacks a lost fee, and is once it is back', async () => {
  const sheet = await prepare(finance, await theTranche(finance.maker, projectId, 1));
  const { id, contentHash } = sheet.tranche;
  const body = { contentHash, code: await approvalCode(app, finance.checker) };
  const approval = () => finance.checker.browser.post(`/tranches/${id}/approvals`, body);
  expect(await refusalOf(app, approval)).toBe('disbursements.client-money-short');
  await fundOperator(app, finance);
  await app.moveClock({ days: 1 });
  await app.quiet();
  expect((await approve(app, finance.checker, sheet)).tranche.state).not.toBe('prepared');
});
