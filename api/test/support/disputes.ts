import type { TestApp } from '../app.js';
import { balanceOf } from './balances.js';
import type { Given } from './gifts.js';

interface ProviderObject {
  readonly id: string;
}

/** What the provider calls the payment of a gift. */
export async function chargeOf(app: TestApp, { id }: Pick<Given, 'id'>): Promise<string> {
  const [row] = await app.database.query<{ charge: string | null }>(
    'SELECT charge_id AS charge FROM contributions WHERE id = $1',
    [id],
  );
  if (row?.charge === undefined || row.charge === null) throw new Error(`gift ${id} has no charge`);
  return row.charge;
}

const control = async <Answer>(app: TestApp, path: string, body: unknown): Promise<Answer> => {
  if (app.emulator === null) throw new Error('no emulator');
  return app.emulator.control<Answer>(path, body);
};

/** The cardholder's bank claims the payment back, or asks about it; the id of the dispute. */
export async function dispute(
  app: TestApp,
  given: Pick<Given, 'id'>,
  claim: { kind?: 'chargeback' | 'inquiry'; amount?: number } = {},
): Promise<string> {
  const charge = await chargeOf(app, given);
  return (await control<ProviderObject>(app, '/disputes', { charge, ...claim })).id;
}

export async function decide(
  app: TestApp,
  disputeId: string,
  outcome: 'won' | 'lost' | 'warning_closed' | 'escalated',
): Promise<void> {
  await control(app, '/disputes/decide', { dispute: disputeId, outcome });
}

/** Somebody sends the payment back on the provider's own pages, past us. */
export async function refundByHand(
  app: TestApp,
  given: Pick<Given, 'id'>,
  amount?: number,
): Promise<string> {
  const charge = await chargeOf(app, given);
  const body = { charge, ...(amount === undefined ? {} : { amount }) };
  return (await control<ProviderObject>(app, '/refunds', body)).id;
}

const OWN = ['1010', '1400', '4000', '5000', '5020', '5030'];
const OF_PROJECT = ['2100', '2140', '2145'];

/** By how much each account a dispute touches moved, those that did not left out. */
export async function accountsMovedBy(
  app: TestApp,
  projectId: string,
  act: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const books = () =>
    Promise.all([
      ...OWN.map((code) => balanceOf(app, code)),
      ...OF_PROJECT.map((code) => balanceOf(app, code, projectId)),
    ]);
  const before = await books();
  await act();
  await app.quiet();
  const after = await books();
  const moves = [...OWN, ...OF_PROJECT].map((code, at): [string, number] => [
    code,
    (after[at] ?? 0) - (before[at] ?? 0),
  ]);
  return Object.fromEntries<number>(moves.filter(([, minor]) => minor !== 0));
}
