import type { TestApp } from '../app.js';
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
