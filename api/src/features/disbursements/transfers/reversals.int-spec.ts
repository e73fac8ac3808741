import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StripePaymentView } from '@vatra/shared/disbursements/stripe-rail.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/books.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import type { Finance } from '../../../../test/support/funded.js';
import { approve, prepare, theTranche } from '../../../../test/support/payments.js';
import { approvalCode } from '../../../../test/support/people.js';
import { aStripeScene, onStripe } from '../../../../test/support/stripe-payee.js';
import { until } from '../../../../test/support/until.js';
import { ok, type Village } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const REVERSING = 'POST /v1/transfers/';

interface List<Item> {
  readonly data: readonly Item[];
}
interface Reversal {
  readonly id: string;
  readonly amount: number;
  readonly metadata: Readonly<Record<string, string>>;
}

let app: TestApp;
let finance: Finance;
let projectId: string;
let village: Village;
/** As Stripe calls it. */
let transferId: string;
let heldMinor: number;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  ({ finance, projectId, village } = await aStripeScene(app));
  heldMinor = await held();
  await approve(app, finance.checker, await prepare(finance, await first()));
  await app.quiet();
  const [account] = await app.database.query<{ id: string }>(
    'SELECT stripe_account_id AS id FROM connected_accounts',
  );
  const [payout] = (await onStripe<List<{ id: string }>>(app, 'payouts', null, account?.id)).data;
  await control('/payouts/fail', { payout: payout?.id });
  await app.quiet();
  transferId = (await onStripe<List<{ id: string }>>(app, 'transfers')).data[0]?.id ?? '';
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const first = () => theTranche(finance.maker, projectId, 1);
const held = () => balanceOf(app, '2100', projectId);
const control = (path: string, body?: unknown) => app.emulator?.control(path, body);
const strike = (fault: object) => control('/faults', { kind: '500', ...fault });
const forgetFaults = () => fetch(`${app.emulator?.url ?? ''}/_emu/faults`, { method: 'DELETE' });
/** No event comes: what is known is known by asking. */
const hearNothing = (isSo: boolean) => control('/knobs', { webhookDropRate: isSo ? 1 : 0 });
const path = () => `transfers/${transferId}/reversals`;
/** Somebody on the pages of Stripe. */
const byHand = (minor: number) => onStripe<Reversal>(app, path(), { amount: String(minor) });
const reversals = async () =>
  (await onStripe<List<Reversal>>(app, `${path()}?limit=100`)).data.map(({ amount }) => amount);
const returned = async () => (await first()).transfer?.returnedMinor;

/** With the code ready, so that nothing but the asking itself is counted. */
async function asking(amountMinor: number) {
  const { id } = await first();
  const code = await approvalCode(app, finance.checker);
  const body = { amountMinor, reason: 'the account was closed', code };
  return () => finance.checker.browser.post(`/tranches/${id}/reversals`, body);
}

async function comesBack(minor: number): Promise<void> {
  await until(`${String(minor)} returned`, async () => (await returned()) === minor);
  await app.quiet();
  expect(await returned()).toBe(minor);
  const { amountMinor } = await first();
  expect(await balanceOf(app, '1060')).toBe(amountMinor - minor);
  expect(await held()).toBe(heldMinor - amountMinor + minor);
}

describe('a reversal of ours whose answer was lost', () => {
  it('R75: is not taken for one made by hand on Stripe of which nobody had heard', async () => {
    await hearNothing(true);
    await byHand(1_000);
    await strike({ when: 'before', stored: false, only: REVERSING });
    await ok((await asking(2_000))());
    await comesBack(3_000);
    expect(await reversals()).toEqual([2_000, 1_000]);
  });

  it('R75: is tried under another key when Stripe keeps its failure, and made once', async () => {
    await strike({ when: 'before', stored: true, only: REVERSING });
    await ok((await asking(500))());
    await comesBack(3_500);
    expect(await reversals()).toEqual([500, 2_000, 1_000]);
    const [{ data }, tries] = [
      await onStripe<List<Reversal>>(app, path()),
      await app.database.query<{ id: string; version: number; state: string }>(
        `SELECT id, version, state FROM operations
          WHERE kind = 'disbursements.reverse-transfer' ORDER BY version`,
      ),
    ];
    expect(tries.map(({ version, state }) => [version, state])).toEqual([
      [1, 'done'],
      [2, 'refused'],
      [3, 'done'],
    ]);
    // The mark is that of the first try, by which a later one finds what an earlier one made.
    expect(data[0]?.metadata.operation_id).toBe(tries[1]?.id);
  });
});

describe('a reversal made by hand on Stripe', () => {
  it('is booked once, however often Stripe tells of it', async () => {
    await hearNothing(false);
    const { id } = await byHand(300);
    await comesBack(3_800);
    // Another one tells of all of them again.
    await byHand(200);
    await comesBack(4_000);
    const entries = await app.database.query(
      'SELECT id FROM ledger_entry WHERE purpose_key IN ($1, $2)',
      [`L9:undone:${id}`, `L9:transfer-reversed:${id}`],
    );
    expect(entries).toHaveLength(2);
  });

  it('leaves one of ours that is on its way to come', async () => {
    // A later version looks for an earlier one first, and cannot.
    await strike({ when: 'before', stored: false, only: `GET /v1/${path()}`, times: null });
    await ok((await asking(700))());
    await until('a try that asks', isAskedFor);
    await byHand(100);
    await until('heard of', async () => (await returned()) === 4_100);
    expect((await first()).transfer?.takingBackMinor).toBe(700);
    await forgetFaults();
    await comesBack(4_800);
    expect((await reversals()).slice(0, 2)).toEqual([700, 100]);
    expect((await first()).transfer?.takingBackMinor).toBe(0);
  });

  it('is heard of behind ten newer ones, more than a transfer tells of itself', async () => {
    await hearNothing(true);
    for (let made = 0; made < 12; made += 1) await byHand(10);
    await hearNothing(false);
    await byHand(80);
    await comesBack(5_000);
  });
});

async function isAskedFor(): Promise<boolean> {
  const rows = await app.database.query(
    `SELECT id FROM operations
      WHERE kind = 'disbursements.reverse-transfer' AND state = 'unknown' AND retry_at > clock_timestamp()`,
  );
  return rows.length === 1;
}

describe('a payment over Stripe', () => {
  const list = (query: string) => finance.checker.browser.get<Page<StripePaymentView>>(query);

  it('is found again by finance, with what came back of it, and by nobody else', async () => {
    const { id, state, amountMinor } = await first();
    const { items, next } = await ok(list('/stripe-payments?limit=1'));
    expect(items).toMatchObject([
      {
        ...{ trancheId: id, trancheNumber: 1, trancheState: state, attempt: 1 },
        ...{ amount: { minor: amountMinor }, returned: { minor: await returned() } },
        ...{ stripeId: transferId },
      },
    ]);
    expect(next).toBeNull();
    const older = await ok(list(`/stripe-payments?cursor=${items[0]?.id ?? ''}`));
    expect(older.items).toEqual([]);
    expect(await refusalOf(app, () => list('/stripe-payments?cursor=wrong'))).toBe('http.invalid');
    const stranger = () => village.mayor.browser.get<Problem>('/stripe-payments');
    expect(await refusalOf(app, stranger)).toBe('http.forbidden');
  });
});
