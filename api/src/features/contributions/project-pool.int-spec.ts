import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { balanceOf } from '../../../test/support/balances.js';
import { decide as staffDecides } from '../../../test/support/decisions.js';
import { decide, dispute, refundByHand } from '../../../test/support/disputes.js';
import { aFinanceTeam, aSettledProject, type Finance } from '../../../test/support/funded.js';
import { provePayee } from '../../../test/support/gifts.js';
import { fundOperator } from '../../../test/support/operator.js';
import { handInProcurementPapers, pay, sign } from '../../../test/support/payments.js';
import { Random } from '../../../test/support/random.js';
import { aVillage, anAssociation, type Village } from '../../../test/support/village.js';
import { Database } from '../../platform/database/database.js';
import { GiftMoneyRepository } from './gift-money.repository.js';
import { ProjectPool } from './project-pool.js';
import { sharesOf } from './share-outs/share-out.policy.js';

const SCENE_TIMEOUT_MS = 400_000;
const GOALS = { minimumMinor: 90_000, optimumMinor: 400_000 };
const SEED = Number(process.env.TEST_POOL_SEED ?? 81);
const GIFTS = 6;
const ACTS = 8;

interface Gift {
  readonly id: string;
  readonly grossMinor: number;
}

const random = new Random(SEED);
let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  projectId = await aSettledProject(app, village, {
    associations: [await anAssociation(app, village, { members: 3 })],
    goals: GOALS,
    // Of the same size, so that many have the same claim on a cent, and of any.
    gifts: GIFTS,
    giftMinor: 10_000,
    more: Array.from({ length: GIFTS }, () => random.between(5_001, 19_999)),
  });
  await app.moveClock({ days: 15 });
  await app.quiet();
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const inPool = () =>
  app.database.query<{ id: string; gross: string }>(
    `SELECT id, gross_minor AS gross FROM contributions
      WHERE project_id = $1 AND fund = '2100' AND open_refund_id IS NULL ORDER BY id`,
    [projectId],
  );

/** Gift by gift, as whoever looks at one of them alone is told. */
async function heldOfEach(): Promise<Record<string, number>> {
  const pool = app.http.get(ProjectPool, { strict: false });
  const held: [string, number][] = [];
  for (const { id } of await inPool()) {
    const minor = await app.http
      .get(Database)
      .inTransaction((tx) => pool.heldOf(tx, { id, projectId }));
    if (minor > 0) held.push([id, minor]);
  }
  return Object.fromEntries(held);
}

async function sharesNow(): Promise<Record<string, number>> {
  const money = app.http.get(GiftMoneyRepository, { strict: false });
  const gifts = await app.http.get(Database).inTransaction((tx) => money.poolOf(tx, projectId));
  const shares = sharesOf(await balanceOf(app, '2100', projectId), gifts);
  return Object.fromEntries(
    shares.filter(({ shareMinor }) => shareMinor > 0).map(({ id, shareMinor }) => [id, shareMinor]),
  );
}

async function expectCents(): Promise<void> {
  const held = await heldOfEach();
  const sum = Object.values(held).reduce((all, minor) => all + minor, 0);
  expect(sum).toBe(await balanceOf(app, '2100', projectId));
  expect(held).toEqual(await sharesNow());
}

/** A bank claims a gift, whole or in part, and decides now, later or never; or it goes back by hand. */
async function somethingHappens(gift: Gift, open: string[]): Promise<void> {
  const dice = random.between(1, 6);
  if (dice === 1) await refundByHand(app, gift);
  else {
    const amount = random.between(100, gift.grossMinor - 1);
    open.push(await dispute(app, gift, dice > 4 ? { amount } : {}));
  }
  await app.quiet();
  if (random.between(1, 2) === 1) return;
  const first = open.shift();
  if (first === undefined) return;
  await decide(app, first, random.between(1, 2) === 1 ? 'won' : 'lost');
  await app.quiet();
}

describe('what is held of each gift of a project', () => {
  it('R81: is the whole gift before anything was paid out', expectCents);

  it(
    'R81: adds up to what the project holds, whatever is paid out, claimed, won, lost and sent back',
    async () => {
      await pay(app, finance, { projectId, number: 1 });
      await expectCents();
      const open: string[] = [];
      const gifts = random.shuffled(await inPool()).slice(0, ACTS);
      for (const { id, gross } of gifts) {
        await somethingHappens({ id, grossMinor: Number(gross) }, open);
        await expectCents();
      }
      expect(await balanceOf(app, '2145', projectId)).toBeGreaterThan(0);
    },
    SCENE_TIMEOUT_MS,
  );

  it(
    'R81, R82: is what its donor has back when the project ends, to the cent',
    async () => {
      const held = await heldOfEach();
      for (const kind of ['suspend', 'cancel']) await staffDecides(app, village, projectId, kind);
      const parts = await app.database.query<{ id: string; minor: string }>(
        `SELECT contribution_id AS id, share_minor AS minor FROM share_out_parts p
           JOIN share_outs s ON s.id = p.share_out_id WHERE s.project_id = $1 AND share_minor > 0`,
        [projectId],
      );
      expect(Object.fromEntries(parts.map(({ id, minor }) => [id, Number(minor)]))).toEqual(held);
    },
    SCENE_TIMEOUT_MS,
  );
});
