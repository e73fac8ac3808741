import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AgreementView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import { euroFor } from '@vatra/shared/disbursements/exchange';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { decide, dispute } from '../../../../test/support/disputes.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aFinanceTeam,
  aSettledProject,
  tranchesOf,
  type Finance,
} from '../../../../test/support/funded.js';
import { asDonor, provePayee } from '../../../../test/support/gifts.js';
import { fundOperator } from '../../../../test/support/operator.js';
import {
  approve,
  handInProcurementPapers,
  prove,
  sign,
  theTranche,
} from '../../../../test/support/payments.js';
import { GOALS } from '../../../../test/support/project.js';
import {
  answerPurpose,
  aProposal,
  latestChange,
  proposePurpose,
} from '../../../../test/support/purpose.js';
import {
  aFile,
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const DAY_MS = 86_400_000;
const PLANNED = { rateE4: 194_750, on: '2026-01-15', source: 'BNM' };
/** Dearer than planned, and affordable with what is kept back. */
const DEAR_E4 = 189_000;
const GIFTS = 12;
/** Of EUR 100 by an Italian card. */
const NET = 9_825;
/** From the last day to sign to the day of idleness. */
const REST_DAYS = 180 - 45;

interface Gift {
  readonly id: string;
  readonly email: string;
}

/** What the plan says now. */
interface Plan {
  readonly grantMinor: number;
  readonly reserveMinor: number;
  readonly tranches: readonly TrancheView[];
}

let app: TestApp;
let village: Village;
let finance: Finance;
let association: Association;
let projectId: string;
let gifts: Gift[];

/** Fixed in lei and signed; a part of the budget's reserve is kept back. */
beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  association = await anAssociation(app, village, { members: 3 });
  projectId = await aSettledProject(app, village, {
    associations: [association],
    goals: { ...GOALS, contingencyMinor: 5_000 },
    ...{ gifts: GIFTS, giftMinor: 10_000 },
  });
  const path = `/projects/${projectId}/agreement/currency`;
  const terms = { mode: 'TARGET_MDL', planningRate: PLANNED };
  await ok(village.mayor.browser.put<AgreementView>(path, terms));
  await sign(village, projectId);
  await app.emulator?.control('/knobs', { disputeResponseDays: 400 });
  gifts = await app.database.query<Gift>(
    `SELECT c.id, d.email FROM contributions c JOIN contribution_donors d ON d.contribution_id = c.id
      WHERE c.project_id = $1 ORDER BY c.id`,
    [projectId],
  );
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const giftAt = (at: number): Gift => {
  const gift = gifts[at];
  if (gift === undefined) throw new Error('no gift');
  return gift;
};
const heldMinor = () => balanceOf(app, '2100', projectId);
const leiOf = ({ exchange }: TrancheView) => exchange?.plannedMdlMinor ?? 0;
const sumOf = (tranches: readonly TrancheView[]) =>
  tranches.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

async function plan(): Promise<Plan> {
  const path = `/projects/${projectId}/agreement`;
  const agreement = await ok(village.mayor.browser.get<AgreementView>(path));
  const { grantTotalMinor: grantMinor, reserveMinor } = agreement;
  return { grantMinor, reserveMinor, tranches: await tranchesOf(finance.maker, projectId) };
}

const numbersOf = ({ grantMinor, reserveMinor, tranches }: Plan) => [
  ...[grantMinor, reserveMinor],
  ...tranches.map((tranche) => [tranche.amountMinor, leiOf(tranche)]),
];
const unpaidOf = ({ tranches }: Plan) => tranches.filter(({ state }) => state !== 'confirmed');

/**
 * What is left is in the plan to the last cent, the reserve with it; lei and reserve move as the euro do;
 * and at the planned rate no lei cost more than the euro that are planned for them.
 */
function expectReplanned(before: Plan, after: Plan, leftMinor: number): void {
  expect(sumOf(unpaidOf(after)) + after.reserveMinor).toBe(leftMinor);
  const wasMinor = sumOf(unpaidOf(before)) + before.reserveMinor;
  for (const tranche of unpaidOf(after)) {
    const old = before.tranches.find(({ id }) => id === tranche.id);
    if (old === undefined) throw new Error('another tranche');
    const part = leftMinor / wasMinor;
    expect(Math.abs(tranche.amountMinor - old.amountMinor * part)).toBeLessThanOrEqual(1);
    // A cent is twenty bani.
    expect(Math.abs(leiOf(tranche) - leiOf(old) * part)).toBeLessThanOrEqual(40);
    expect(euroFor(leiOf(tranche), PLANNED.rateE4)).toBeLessThanOrEqual(tranche.amountMinor);
  }
  const part = leftMinor / wasMinor;
  expect(Math.abs(after.reserveMinor - before.reserveMinor * part)).toBeLessThanOrEqual(1);
}

async function choose(at: number, reason: 'idle' | 'purpose', choice: string): Promise<void> {
  const gift = giftAt(at);
  const donor = await asDonor(app, { ...gift, key: '' }, `donor.choice-${reason}`);
  await ok(donor.post(`/me/contributions/${gift.id}/choice`, { choice }));
}

describe('R76: lei that are fixed, when the grant becomes another one', () => {
  it('R76, R61: are planned so that at the planned rate they cost what is planned', async () => {
    const { grantMinor, reserveMinor, tranches } = await plan();
    expect(reserveMinor).toBeGreaterThan(0);
    expect(sumOf(tranches) + reserveMinor).toBe(grantMinor);
    for (const tranche of tranches) {
      const costMinor = euroFor(leiOf(tranche), PLANNED.rateE4);
      expect([tranche.amountMinor, tranche.amountMinor - 1]).toContain(costMinor);
    }
  });

  it('R76, L12, R59: shrink with what a bank has taken for good, and the reserve with them', async () => {
    const before = await plan();
    const id = await dispute(app, giftAt(GIFTS - 1));
    await app.quiet();
    expect(numbersOf(await plan())).toEqual(numbersOf(before));
    await decide(app, id, 'lost');
    await app.quiet();
    const after = await plan();
    expect(after.grantMinor).toBe(before.grantMinor - NET);
    expectReplanned(before, after, (GIFTS - 1) * NET);
  });

  it('R76, R79: shrink to what donors leave with the project', async () => {
    const before = await plan();
    const path = `/projects/${projectId}/agreement`;
    const { dueAt } = await ok(village.mayor.browser.get<AgreementView>(path));
    const claimed = await dispute(app, giftAt(GIFTS - 2));
    await app.moveClock(new Date(Date.parse(dueAt) + (REST_DAYS + 1) * DAY_MS));
    await app.quiet();
    for (const at of [0, 1, 2, 3]) await choose(at, 'idle', 'stay');
    await app.moveClock({ days: 22 });
    await app.quiet();
    const after = await plan();
    expect(after.grantMinor).toBe(4 * NET);
    expectReplanned(before, after, 4 * NET);
    await decide(app, claimed, 'won');
    await app.quiet();
    expect(numbersOf(await plan())).toEqual(numbersOf(after));
  });

  it('R76, R79, L11: grow with a gift that its bank gave back after that, when its donor leaves it', async () => {
    const before = await plan();
    await choose(GIFTS - 2, 'idle', 'stay');
    await app.quiet();
    const after = await plan();
    expect(after.grantMinor).toBe(5 * NET);
    expect(await heldMinor()).toBe(5 * NET);
    expectReplanned(before, after, 5 * NET);
  });

  it('R76: are paid at the rate of the day out of the reserve that is left, and out of nothing else', async () => {
    await handInProcurementPapers(village, projectId);
    await app.quiet();
    const before = await plan();
    const first = await theTranche(finance.maker, projectId, 1);
    const priced = (rateE4: number) => ({ rateE4, amountMinor: euroFor(leiOf(first), rateE4) });
    const preparing = (rateE4: number) => () =>
      finance.maker.browser.post<TrancheSheetView>(
        `/tranches/${first.id}/preparation`,
        priced(rateE4),
      );
    const tooDear = Math.floor(
      (leiOf(first) * 10_000) / (first.amountMinor + before.reserveMinor + 1),
    );
    expect(await refusalOf(app, preparing(tooDear))).toBe('disbursements.cost-above-reserve');
    const sheet = await ok(preparing(DEAR_E4)());
    await approve(app, finance.checker, sheet);
    await app.quiet();
    await prove(app, finance, await theTranche(finance.maker, projectId, 1));
    const after = await plan();
    expect(after.tranches[0]?.state).toBe('confirmed');
    const moreMinor = priced(DEAR_E4).amountMinor - first.amountMinor;
    expect(before.reserveMinor - after.reserveMinor).toBe(moreMinor);
    expect(after.tranches.slice(1).map(leiOf)).toEqual(before.tranches.slice(1).map(leiOf));
    expect(sumOf(after.tranches) + after.reserveMinor).toBe(after.grantMinor);
  });

  it('R76, R78: become what donors leave for another purpose, and never those that were paid', async () => {
    const before = await plan();
    const fileId = await aFile(village.mayor.browser, 'council-decision');
    await ok(proposePurpose(village, projectId, aProposal(fileId)));
    const { id } = await latestChange(app, projectId);
    const [chair] = association.board;
    if (chair === undefined) throw new Error('no board');
    await ok(answerPurpose(chair, id));
    await app.quiet();
    for (const at of [0, 1, 2, GIFTS - 2]) await choose(at, 'purpose', 'stay');
    await choose(3, 'purpose', 'refund');
    await app.quiet();
    expect(await latestChange(app, projectId)).toMatchObject({ state: 'in_force' });
    const after = await plan();
    const leftMinor = await heldMinor();
    expect(leftMinor).toBeLessThan(sumOf(unpaidOf(before)) + before.reserveMinor);
    expectReplanned(before, after, leftMinor);
    const paid = before.tranches[0];
    expect(after.tranches[0]).toMatchObject({
      amountMinor: paid?.amountMinor,
      exchange: paid?.exchange,
    });
    expect(after.grantMinor).toBe((paid?.amountMinor ?? 0) + leftMinor);
  });
});
