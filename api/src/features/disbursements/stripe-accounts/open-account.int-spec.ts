import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { openAccount, railOf } from '../../../../test/support/stripe-payee.js';
import { until, untilAnswered } from '../../../../test/support/until.js';
import { aVillage, ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;

let app: TestApp;
let village: Village;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app, 1, 'RO');
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const forget = (what: 'faults' | 'idempotency-keys') =>
  fetch(`${app.emulator?.url ?? ''}/_emu/${what}`, { method: 'DELETE' });

async function onAccounts<Answer>(path: string, change?: object): Promise<Answer> {
  const answer = await fetch(`${app.emulator?.url ?? ''}/v2/core/accounts${path}`, {
    headers: {
      authorization: `Bearer ${app.config.stripeSecretKey}`,
      'content-type': 'application/json',
    },
    ...(change === undefined ? {} : { method: 'POST', body: JSON.stringify(change) }),
  });
  return (await answer.json()) as Answer;
}

async function heardOf(): Promise<string | null> {
  const [row] = await app.database.query<{ id: string | null }>(
    'SELECT stripe_account_id AS id FROM connected_accounts',
  );
  return row?.id ?? null;
}

describe('an account that was made, while nobody knows whether all of it was done', () => {
  it('is the one an event has told of, whatever Stripe lists and however old the key is', async () => {
    const only = 'POST /v1/balance_settings';
    const fault = { kind: '500', stored: false, when: 'before', times: null, only };
    await app.emulator?.control('/faults', fault);
    await ok(openAccount(village));
    await until('heard of', async () => (await heardOf()) !== null);
    // Somebody on the pages of Stripe takes our mark off, and a day goes by.
    const change = { metadata: { connected_account_id: null } };
    expect(await onAccounts(`/${(await heardOf()) ?? ''}`, change)).toMatchObject({ metadata: {} });
    await forget('idempotency-keys');
    await forget('faults');
    await untilAnswered(app);
    await app.quiet();
    expect((await onAccounts<{ data: readonly object[] }>('')).data).toHaveLength(1);
    expect((await railOf(village)).account).toMatchObject({ standing: 'restricted' });
  });
});
