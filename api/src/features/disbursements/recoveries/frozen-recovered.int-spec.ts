import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/balances.js';
import { decide } from '../../../../test/support/decisions.js';
import { decide as bankDecides, dispute } from '../../../../test/support/disputes.js';
import { projectState } from '../../../../test/support/funded.js';
import { fundAtDesk } from '../../../../test/support/funds.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { theTranche } from '../../../../test/support/payments.js';
import { demand, receive, theRecovery } from '../../../../test/support/recoveries.js';
import { ok } from '../../../../test/support/village.js';
import { aProjectUnderWay, type Works } from '../../../../test/support/works.js';

const SCENE_TIMEOUT_MS = 400_000;
/** EUR 20 for EUR 100, of which the first tranche has paid out half. */
const MATCH = 2_000;
/** Each of two funds matches six of twelve gifts. */
const MATCHED = 6;
const POT = MATCHED * MATCH;
const RULES = { potMinor: POT, ratioPercent: 20, donorCapMinor: MATCH };
/** Of a gift of EUR 100, half of which is still with the project. */
const QUARTER = 2_500;
const FIRST_DEMAND = 10_000;

interface Matched {
  readonly id: string;
  readonly fundId: string;
}

let app: TestApp;
let works: Works;
/** A gift of the one fund that is claimed whole, and one of the other that is claimed by a quarter. */
let whole: Matched & { readonly disputeId: string };
let quarter: Matched & { readonly disputeId: string };

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  works = await aProjectUnderWay(app, 0, [], { matching: [RULES, RULES] });
  await fundOperator(app, works.finance);
  await app.emulator?.control('/knobs', { disputeResponseDays: 400 });
  const matched = await app.database.query<Matched>(
    `SELECT contribution_id AS id, fund_id AS "fundId" FROM match_reservations
      WHERE project_id = $1 ORDER BY position`,
    [works.projectId],
  );
  const [first] = matched;
  const other = matched.find(({ fundId }) => fundId !== first?.fundId);
  if (first === undefined || other === undefined) throw new Error('not matched by two funds');
  whole = { ...first, disputeId: await dispute(app, first) };
  await app.quiet();
  quarter = { ...other, disputeId: await dispute(app, other, { amount: QUARTER }) };
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const matchingMinor = () => balanceOf(app, '2110', works.projectId);
const freeOf = ({ fundId }: Matched) => balanceOf(app, '2200', fundId);

async function frozenOf({ fundId }: Matched): Promise<number> {
  return (await fundAtDesk(works.finance, fundId)).sums.frozenMinor;
}

/** Demanded, received to the last cent, and credited. */
async function recovered(amountMinor: number): Promise<void> {
  const { village, finance, projectId } = works;
  await ok(demand(app, village.reviewer, projectId, { amountMinor }));
  const { id } = await theRecovery(village.reviewer, projectId);
  await ok(receive(app, finance.maker, id, amountMinor));
  await app.quiet();
}

describe('L21, R82: money of the authority comes back while banks claim gifts that were matched', () => {
  /** What came back of matching at first. */
  let partMinor: number;
  let paidMinor: number;

  it('L10: half of each match was paid out, so that is all a bank freezes, or the quarter it claims', async () => {
    paidMinor = (await theTranche(works.finance.maker, works.projectId, 1)).amountMinor;
    expect(await matchingMinor()).toBe(MATCHED * MATCH);
    expect([await frozenOf(whole), await frozenOf(quarter)]).toEqual([MATCH / 2, MATCH / 4]);
  });

  it('L21: what comes back to works that stand still is credited and freezes nothing more', async () => {
    await decide(app, works.village, works.projectId, 'suspend');
    const before = await matchingMinor();
    await recovered(FIRST_DEMAND);
    partMinor = (await matchingMinor()) - before;
    expect(partMinor).toBeGreaterThan(0);
    expect([await frozenOf(whole), await frozenOf(quarter)]).toEqual([MATCH / 2, MATCH / 4]);
    expect([await freeOf(whole), await freeOf(quarter)]).toEqual([0, 0]);
  });

  it('R82, L4: both funds have their part back, and what is frozen takes nothing of another fund', async () => {
    await decide(app, works.village, works.projectId, 'cancel');
    // Of twelve matches that the project held alike, each fund has the five nobody claims.
    const each = ((MATCHED - 1) * (MATCHED * MATCH + partMinor)) / (2 * MATCHED);
    for (const fund of [whole, quarter]) {
      expect(Math.abs((await freeOf(fund)) - each)).toBeLessThanOrEqual(MATCHED);
    }
    expect(await matchingMinor()).toBe(
      MATCHED * MATCH + partMinor - (await freeOf(whole)) - (await freeOf(quarter)),
    );
    expect([await frozenOf(whole), await frozenOf(quarter)]).toEqual([MATCH / 2, MATCH / 4]);
  });

  it('R82, L21: all of the rest comes back, and no fund gets more than it gave', async () => {
    await app.moveClock({ days: 31 });
    await app.quiet();
    await recovered(paidMinor - FIRST_DEMAND);
    const others = (MATCHED - 1) * MATCH;
    for (const fund of [whole, quarter]) {
      expect(Math.abs((await freeOf(fund)) - others)).toBeLessThanOrEqual(MATCHED);
    }
    expect(await matchingMinor()).toBe(2 * POT - (await freeOf(whole)) - (await freeOf(quarter)));
  });

  it('R82, L11, L12: won or lost, the rest is its own fund’s, to the last cent', async () => {
    await bankDecides(app, whole.disputeId, 'lost');
    await bankDecides(app, quarter.disputeId, 'won');
    await app.quiet();
    expect([await frozenOf(whole), await frozenOf(quarter)]).toEqual([0, 0]);
    expect([await freeOf(whole), await freeOf(quarter)]).toEqual([POT, POT]);
    expect(await matchingMinor()).toBe(0);
  });

  it('R82: and the project is over when the last donor has had the last share', async () => {
    await app.moveClock({ days: 31 });
    await app.quiet();
    expect(await projectState(works.village, works.projectId)).toBe('wound_up');
  });
});
