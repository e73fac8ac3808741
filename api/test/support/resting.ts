import type { TestApp } from '../app.js';
import { balanceOf, entryOf } from './balances.js';
import { decide, dispute } from './disputes.js';
import { fundOperator } from './operator.js';
import { drawnOn } from './payments.js';
import type { Works } from './works.js';

/** What a bank claims of a matched gift: nobody's leftover until it has decided (L10). */
export interface Resting {
  readonly id: string;
  readonly stripeId: string;
  readonly gift: number;
  readonly match: number;
}

/** Two banks claim the first two gifts that the largest fund has matched. */
export async function letTwoRest(app: TestApp, works: Works): Promise<[Resting, Resting]> {
  return [await letRest(app, works, 0), await letRest(app, works, 1)];
}

async function letRest(app: TestApp, works: Works, at: number): Promise<Resting> {
  const [gift] = await app.database.query<{ id: string }>(
    `SELECT c.id FROM contributions c JOIN match_reservations r ON r.contribution_id = c.id
       JOIN matching_funds f ON f.id = r.fund_id
      WHERE c.project_id = $1 ORDER BY f.pot_minor DESC, r.position OFFSET $2 LIMIT 1`,
    [works.projectId, at],
  );
  await fundOperator(app, works.finance);
  const stripeId = await dispute(app, gift ?? { id: '' });
  await app.quiet();
  const [row] = await app.database.query<Omit<Resting, 'stripeId'>>(
    `SELECT d.id, d.share_minor::integer AS gift, f.amount_minor::integer AS match FROM disputes d
       JOIN match_freezes f ON f.dispute_id = d.id WHERE d.stripe_dispute_id = $1`,
    [stripeId],
  );
  if (row === undefined || row.gift === 0 || row.match === 0) throw new Error('nothing rests');
  return { ...row, stripeId };
}

/** The bank gives way: what is left with the project, and what has come to its reserve. */
export async function winLate(app: TestApp, projectId: string, { id, stripeId }: Resting) {
  const before = await balanceOf(app, '2160', projectId);
  await decide(app, stripeId, 'won');
  await app.quiet();
  const left = ['2100', '2110', '2145'].map((code) => balanceOf(app, code, projectId));
  return {
    left: await Promise.all(left),
    kept: (await balanceOf(app, '2160', projectId)) - before,
    entry: await entryOf(app, `L22:reserve:${id}`),
  };
}

/** What each of two funds would have of the third tranche, given back, if no bank had claimed anything. */
export async function sharesOfFunds(app: TestApp, projectId: string) {
  const { matching } = await drawnOn(app, projectId, 3);
  // EUR 200 and EUR 46, or 40: the gift that takes the last of the first fund is matched by it alone.
  const [back, kept] = await app.database.query<Record<'id' | 'state' | 'minor', string>>(
    `SELECT f.id, f.state, sum(r.amount_minor) AS minor FROM matching_funds f
       JOIN match_reservations r ON r.fund_id = f.id GROUP BY f.id ORDER BY f.pot_minor DESC`,
  );
  if (back === undefined || kept === undefined) throw new Error('two funds matched');
  const toFund = Math.round((matching * 20_000) / (20_000 + Number(kept.minor)));
  return { back, kept, toFund, toReserve: matching - toFund };
}
