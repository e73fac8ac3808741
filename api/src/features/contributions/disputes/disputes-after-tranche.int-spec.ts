import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, entryOf } from '../../../../test/support/balances.js';
import { decide, dispute, refundByHand } from '../../../../test/support/disputes.js';
import { aFinanceTeam, aSettledProject, type Finance } from '../../../../test/support/funded.js';
import { provePayee } from '../../../../test/support/gifts.js';
import { handInProcurementPapers, pay, sign } from '../../../../test/support/payments.js';
import { aVillage, anAssociation, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
const GOALS = { minimumMinor: 90_000, optimumMinor: 300_000 };
/** Twelve gifts of EUR 100; an Italian card leaves 98.25 of each. */
const GIFTS = 12;
const GROSS = 10_000;
const FEE = 175;
const NET = GROSS - FEE;
const DISPUTE_FEE = 2_000;

let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;
let gifts: { readonly id: string }[];

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  projectId = await aSettledProject(app, village, {
    associations: [association],
    goals: GOALS,
    gifts: GIFTS,
    giftMinor: GROSS,
  });
  // The youngest gift has to be fourteen days old (ruling 23, R72).
  await app.moveClock({ days: 15 });
  await app.quiet();
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  await pay(app, finance, { projectId, number: 1 });
  gifts = await app.database.query<{ id: string }>(
    `SELECT id FROM contributions WHERE project_id = $1 AND state = 'committed' ORDER BY id`,
    [projectId],
  );
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const giftAt = (at: number): { readonly id: string } => {
  const gift = gifts[at];
  if (gift === undefined) throw new Error(`no gift ${String(at)}`);
  return gift;
};
const held = () => balanceOf(app, '2100', projectId);
const row = async (id: string) => {
  const [found] = await app.database.query<{ state: string; id: string }>(
    `SELECT c.state, d.id FROM contributions c JOIN disputes d ON d.holder_id = c.id WHERE c.id = $1`,
    [id],
  );
  return found;
};

describe('a dispute after half of the grant was paid out', () => {
  it('L10, ruling 14: freezes only the part that has not been disbursed', async () => {
    const before = await held();
    expect(before).toBe((NET * GIFTS) / 2);
    await dispute(app, giftAt(0));
    await app.quiet();
    const found = await row(giftAt(0).id);
    expect(await entryOf(app, `L10:${found?.id ?? ''}`)).toEqual({
      '1400': GROSS,
      '5020': DISPUTE_FEE,
      '1010': -GROSS - DISPUTE_FEE,
      '2100': Math.round(NET / 2),
      '2145': -Math.round(NET / 2),
    });
  });

  it('L12, R51: lost, the platform bears what was paid out, no other donor does', async () => {
    const share = Math.round(NET / 2);
    const before = await held();
    const [open] = await app.database.query<{ id: string }>(
      `SELECT stripe_dispute_id AS id FROM disputes WHERE holder_id = $1`,
      [giftAt(0).id],
    );
    await decide(app, open?.id ?? '', 'lost');
    await app.quiet();
    const found = await row(giftAt(0).id);
    expect(found?.state).toBe('committed');
    expect(await entryOf(app, `L12:${found?.id ?? ''}`)).toEqual({
      '2145': share,
      '5000': FEE,
      '5030': GROSS - share - FEE,
      '1400': -GROSS,
    });
    expect(await held()).toBe(before);
  });

  it('L11: won, the undisbursed part is the project’s again', async () => {
    const before = await held();
    const id = await dispute(app, giftAt(1));
    await app.quiet();
    expect(await held()).toBeLessThan(before);
    await decide(app, id, 'won');
    await app.quiet();
    expect(await held()).toBe(before);
  });

  it('R48: of a refund by hand the project gives what it still holds, the platform the rest', async () => {
    const before = await held();
    await refundByHand(app, giftAt(2));
    await app.quiet();
    const [refund] = await app.database.query<{ id: string }>(
      `SELECT id FROM refunds WHERE contribution_id = $1`,
      [giftAt(2).id],
    );
    const share = before - (await held());
    const paidOut = (NET * GIFTS) / 2;
    expect(share).toBe(Math.round((NET * before) / (before + paidOut)));
    expect(await entryOf(app, `L13:${refund?.id ?? ''}`)).toEqual({
      '2100': share,
      '5000': FEE,
      '5030': NET - share,
      '2130': -GROSS,
    });
  });
});
