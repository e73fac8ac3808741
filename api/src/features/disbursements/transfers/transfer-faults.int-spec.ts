import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TrancheView } from '@vatra/shared/disbursements/disbursements.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/books.js';
import type { Finance } from '../../../../test/support/funded.js';
import { approve, prepare, theTranche } from '../../../../test/support/payments.js';
import { approvalCode } from '../../../../test/support/people.js';
import { aStripeScene, onStripe, railOf } from '../../../../test/support/stripe-payee.js';
import { until } from '../../../../test/support/until.js';
import { ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const TRANSFER = 'POST /v1/transfers';

interface List<Item> {
  readonly data: readonly Item[];
}
interface Payout {
  readonly id: string;
  readonly status: string;
}
interface Fault {
  readonly kind: string;
  readonly when: 'before' | 'after';
  readonly only: string;
  readonly times?: null;
  readonly stored?: false;
}

let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  ({ village, finance, projectId } = await aStripeScene(app));
  // Enough at Stripe to send everything twice: only our own care stands against it.
  await control('/topups', { amount: 200_000, reference: 'by hand' });
  await days(2);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const first = () => theTranche(finance.maker, projectId, 1);
const control = (path: string, body?: unknown) => app.emulator?.control(path, body);
const strike = (fault: Fault) => control('/faults', fault);
const forget = (what: 'faults' | 'idempotency-keys') =>
  fetch(`${app.emulator?.url ?? ''}/_emu/${what}`, { method: 'DELETE' });
/** No event comes: what is known is known by asking. */
const hearNothing = (isSo: boolean) => control('/knobs', { webhookDropRate: isSo ? 1 : 0 });
const transfers = async () => (await onStripe<List<{ id: string }>>(app, 'transfers')).data;

async function accountId(): Promise<string> {
  const [row] = await app.database.query<{ id: string }>(
    'SELECT stripe_account_id AS id FROM connected_accounts',
  );
  return row?.id ?? '';
}

const payouts = async () =>
  (await onStripe<List<Payout>>(app, 'payouts', null, await accountId())).data;

async function days(number: number): Promise<void> {
  await app.moveClock({ days: number });
  await app.quiet();
}

/** Prepared by one, approved by another. */
async function release(): Promise<void> {
  await approve(app, finance.checker, await prepare(finance, await first()));
}

/** The bank of the payee refuses it, and finance takes it back. */
async function takeBack(isHeard = true): Promise<void> {
  const [payout] = await payouts();
  await control('/payouts/fail', { payout: payout?.id });
  await app.quiet();
  await until('refused', async () => (await first()).transfer?.payoutState === 'failed');
  const { id, amountMinor } = await first();
  const code = await approvalCode(app, finance.checker);
  const body = { amountMinor, reason: 'the account was closed', code };
  await hearNothing(!isHeard);
  await ok(finance.checker.browser.post(`/tranches/${id}/reversals`, body));
  await comesTo('failed');
  await hearNothing(false);
  await app.quiet();
}

const faultsMet = async () =>
  JSON.stringify(((await control('/health')) as { faults: object }).faults);

const comesTo = (state: TrancheView['state']) =>
  until(state, async () => (await first()).state === state);

describe('a failure that Stripe keeps under the key', () => {
  it('R75: of a transfer that was never made is got over by another key', async () => {
    await hearNothing(true);
    await strike({ kind: '500', when: 'before', only: TRANSFER });
    await strike({ kind: '500', when: 'after', only: 'POST /v1/payouts' });
    await release();
    await comesTo('sent');
    expect(await transfers()).toHaveLength(1);
  });

  it('R75: of a payout that was made leaves it the only one, and it arrives', async () => {
    await until('ordered', async () => typeof (await first()).transfer?.payoutState === 'string');
    await hearNothing(false);
    expect(await payouts()).toHaveLength(1);
    await days(3);
    expect(await payouts()).toMatchObject([{ status: 'paid' }]);
    expect(await first()).toMatchObject({ state: 'confirmed' });
    expect(await balanceOf(app, '1060')).toBe(0);
  });

  it('R75: of a reversal that was made brings the money back once', async () => {
    const held = await balanceOf(app, '2100', projectId);
    await strike({ kind: '500', when: 'after', only: TRANSFER });
    await takeBack(false);
    const { amountMinor } = await first();
    expect(await balanceOf(app, '2100', projectId)).toBe(held + amountMinor);
    expect([await balanceOf(app, '1060'), await balanceOf(app, '2300')]).toEqual([0, 0]);
  });
});

describe('a transfer whose answer was lost', () => {
  it('R75: is looked for by its own mark when Stripe has forgotten the key', async () => {
    const before = await faultsMet();
    await hearNothing(true);
    // Of a closed connection the SDK would ask again at once, under the key that is still known.
    await strike({ kind: '500', stored: false, when: 'after', only: TRANSFER });
    await strike({ kind: 'reset', when: 'before', only: 'GET /v1/transfers', times: null });
    await release();
    await until('a lost answer', async () => (await faultsMet()) !== before);
    // As if a day had passed before anybody could ask.
    await forget('idempotency-keys');
    await forget('faults');
    await comesTo('sent');
    await hearNothing(false);
    await app.quiet();
    expect(await transfers()).toHaveLength(2);
  });
});

describe('an account that its owner has disconnected from us', () => {
  it('is sent nothing after the approval, and nothing is lost', async () => {
    await takeBack();
    const held = await balanceOf(app, '2100', projectId);
    const sheet = await prepare(finance, await first());
    await hearNothing(true);
    await control('/accounts/deauthorize', { account: await accountId() });
    await approve(app, finance.checker, sheet);
    await app.quiet();
    await hearNothing(false);
    expect(await first()).toMatchObject({ state: 'on_hold', holdReason: 'payee-not-able' });
    expect(await transfers()).toHaveLength(2);
    expect(await balanceOf(app, '2100', projectId)).toBe(held);
    expect((await railOf(village)).account?.standing ?? 'closed').toBe('closed');
  });
});
