import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type {
  RefillsView,
  RefillView,
  WaitingTransferView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf } from '../../../../test/support/books.js';
import { decide } from '../../../../test/support/decisions.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { untilSomebodyWaits } from '../../../../test/support/lock-waits.js';
import { operatorMoney } from '../../../../test/support/operator.js';
import {
  approve,
  creditOf,
  importStatement,
  prepare,
  theTranche,
} from '../../../../test/support/payments.js';
import { whatIsUnsound } from '../../../../test/support/soundness.js';
import type { TestPerson } from '../../../../test/support/people.js';
import { aStripeScene, onStripe, type StripeScene } from '../../../../test/support/stripe-payee.js';
import { commitShare } from '../../../../test/support/project.js';
import { until, untilAnswered } from '../../../../test/support/until.js';
import { aFile, ok } from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 400_000;
/** Of the scene. */
const GOALS = { minimumMinor: 100_000, optimumMinor: 190_000 };

let app: TestApp;
/** Two authorities that are paid through Stripe. */
let one: StripeScene;
let other: StripeScene;
/** Everything that was at Stripe, on its way to the bank. */
let payout: { readonly id: string; readonly amount: number };

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  one = await aStripeScene(app);
  other = await aStripeScene(app);
  const { available } = await onStripe<{ available: { amount: number }[] }>(app, 'balance');
  const amount = available[0]?.amount ?? 0;
  const params = { amount: String(amount), currency: 'eur' };
  payout = { amount, id: (await onStripe<{ id: string }>(app, 'payouts', params)).id };
  await later({ days: 3 });
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

async function later(span: { days?: number; hours?: number }): Promise<void> {
  await app.moveClock(span);
  await app.quiet();
}

const today = async () => (await app.now()).toISOString().slice(0, 10);
const maker = () => one.finance.maker;
const rows = async (): Promise<readonly RefillView[]> =>
  (await operatorMoney(maker())).refills.rows;

async function newest(): Promise<RefillView> {
  const [row] = await rows();
  if (row === undefined) throw new Error('no refill');
  return row;
}

async function approveFirst({ finance, projectId }: StripeScene): Promise<void> {
  const tranche = await theTranche(finance.maker, projectId, 1);
  await approve(app, finance.checker, await prepare(finance, tranche));
  await app.quiet();
}

/** R9: without the share of the authority nothing is paid, and what was approved stands still. */
async function withdrawShare({ village, projectId }: StripeScene): Promise<void> {
  const { browser } = village.mayor;
  const path = `/projects/${projectId}/commitments`;
  const { items } = await ok(browser.get<Page<CommitmentView>>(path));
  const decided = items.find(({ state }) => state === 'decided');
  const fileId = await aFile(browser, 'council-decision');
  const decision = { decisionNumber: '9/3', decisionDate: '2026-01-10', fileId };
  await ok(
    browser.post(`/commitments/${decided?.id ?? ''}/withdrawal`, {
      ...decision,
      reason: 'No money left',
    }),
  );
  await app.quiet();
}

const waiting = (query = ''): Promise<Page<WaitingTransferView>> =>
  ok(maker().browser.get<Page<WaitingTransferView>>(`/waiting-transfers${query}`));
const triesOf = async () => (await waiting()).items.map(({ tries }) => tries);
const cancel = (person: TestPerson, id: string) =>
  person.browser.post<RefillsView>(`/stripe-refills/${id}/cancellation`);
const fetchFile = (id: string) => maker().browser.get<string>(`/operator-orders/${id}/file`);

/** The payment that was held goes on, and lacks money at Stripe as before. */
async function orderAgain(): Promise<void> {
  await commitShare(one.village, one.projectId, GOALS);
  await app.quiet();
  await approveFirst(one);
}

const folder = () => fileURLToPath(`${app.config.filesUrl}/payment-files`);

/** Where files are kept there is no room for any: what is ordered is tried again and again. */
async function orderedWithoutFile(): Promise<string> {
  await rename(folder(), `${folder()}-away`);
  await writeFile(folder(), '');
  await orderAgain();
  const { id, state } = await newest();
  expect(state).toBe('due');
  await withdrawShare(one);
  return id;
}

async function letFilesBeWritten(): Promise<void> {
  await rm(folder());
  await rename(`${folder()}-away`, folder());
}

async function stateOf(id: string): Promise<string> {
  const [row] = await app.database.query<{ state: string }>(
    'SELECT state FROM stripe_refills WHERE id = $1',
    [id],
  );
  return row?.state ?? '';
}

/** Written by its operation, whether or not a row names it. */
async function hasFile(id: string): Promise<boolean> {
  const [row] = await app.database.query<{ id: string }>(
    `SELECT id FROM operations WHERE kind = 'disbursements.send-refill' AND subject_id = $1`,
    [id],
  );
  return existsSync(`${folder()}/VM${(row?.id ?? '').replaceAll('-', '')}.xml`);
}

async function handInDuties(): Promise<number> {
  const duties = await ok(maker().browser.get<DutyView[]>('/me/duties'));
  return duties.filter(({ kind }) => kind === 'duty.disbursements.hand-in-refill').length;
}

describe('payments that wait for money at Stripe', () => {
  it('R75: are tried further and further apart while nothing is on its way to them', async () => {
    await approveFirst(one);
    expect(await rows()).toEqual([]);
    expect(await triesOf()).toEqual([1]);
    // G3: its next step is known.
    expect(await whatIsUnsound(app.database, {})).toEqual([]);
    await later({ hours: 1 });
    expect(await triesOf()).toEqual([2]);
    await later({ hours: 1 });
    expect(await triesOf()).toEqual([2]);
    await later({ hours: 1 });
    expect(await triesOf()).toEqual([3]);
    await later({ hours: 3 });
    expect(await triesOf()).toEqual([3]);
    await later({ hours: 1 });
    expect(await triesOf()).toEqual([4]);
  });

  it('are listed page by page, the oldest first', async () => {
    await approveFirst(other);
    const first = await waiting('?limit=1');
    expect(first.items).toMatchObject([{ trancheNumber: 1 }]);
    const second = await waiting(`?limit=1&cursor=${first.next ?? ''}`);
    expect([second.items.length, second.next]).toEqual([1, null]);
    const tranches = await Promise.all(
      [one, other].map(({ finance, projectId }) => theTranche(finance.maker, projectId, 1)),
    );
    expect([...first.items, ...second.items].map(({ trancheId }) => trancheId)).toEqual(
      tranches.map(({ id }) => id),
    );
    const stranger = () => one.village.mayor.browser.get('/waiting-transfers');
    expect(await refusalOf(app, stranger)).toBe('http.forbidden');
    const wrong = () => maker().browser.get('/waiting-transfers?cursor=wrong');
    expect(await refusalOf(app, wrong)).toBe('http.invalid');
  });
});

describe('money for Stripe that nobody needs there any more', () => {
  it('R75: is not cancelled while a payment waits for it', async () => {
    const line = creditOf(payout.amount, `STRIPE ${payout.id}`, { day: await today() });
    await importStatement(maker(), [line]);
    await later({ hours: 24 });
    const { id, amount, mayCancel, state } = await newest();
    expect([state, mayCancel]).toEqual(['sent', false]);
    expect((await operatorMoney(maker())).refills.waiting).toEqual(amount);
    expect(await refusalOf(app, () => cancel(maker(), id))).toBe('disbursements.refill-needed');
    // One of two does not need it any more, the other one still does.
    await decide(app, other.village, other.projectId, 'cancel');
    expect((await newest()).mayCancel).toBe(false);
    expect(await refusalOf(app, () => cancel(maker(), id))).toBe('disbursements.refill-needed');
  });

  it('R75: is finance’s to cancel, and stays at the bank', async () => {
    await withdrawShare(one);
    // Refunds of the other project leave less than nothing free: no reason where no payment waits.
    const { id, mayCancel, instructionId, amount } = await newest();
    expect([mayCancel, await handInDuties()]).toEqual([true, 1]);
    for (const person of [one.village.mayor, one.village.reviewer]) {
      expect(await refusalOf(app, () => cancel(person, id))).toBe('http.forbidden');
    }
    const nowhere = () => cancel(maker(), one.projectId);
    expect(await refusalOf(app, nowhere)).toBe('disbursements.refill-not-found');
    const bank = await balanceOf(app, '1100');
    expect((await ok(cancel(maker(), id))).rows).toMatchObject([
      { id, state: 'cancelled', mayCancel: false, hasFile: false },
    ]);
    expect([await handInDuties(), (await waiting()).items]).toEqual([0, []]);
    expect([await balanceOf(app, '1070'), await balanceOf(app, '1100')]).toEqual([0, bank]);
    expect(await refusalOf(app, () => fetchFile(id))).toBe('disbursements.payment-file-not-found');
    expect(await refusalOf(app, () => cancel(maker(), id))).toBe('disbursements.refill-closed');
    // What the bank pays all the same is booked, and somebody has to look for it.
    const day = await today();
    const paid = { ...creditOf(amount.minor, 'to Stripe', { day }), endToEndId: instructionId };
    await importStatement(maker(), [{ ...paid, direction: 'DBIT' }]);
    await app.quiet();
    expect([await balanceOf(app, '1070'), (await newest()).state]).toEqual([amount.minor, 'left']);
    await importStatement(maker(), [
      { ...paid, reference: 'BACK', direction: 'CRDT', returnReason: 'AC04' },
    ]);
    await app.quiet();
    expect([await balanceOf(app, '1070'), (await newest()).state]).toEqual([0, 'returned']);
  });

  it('R75: is written no file any more once it is cancelled', async () => {
    const id = await orderedWithoutFile();
    await ok(cancel(maker(), id));
    await letFilesBeWritten();
    await untilAnswered(app);
    expect([await hasFile(id), await stateOf(id)]).toEqual([false, 'cancelled']);
    expect(await refusalOf(app, () => fetchFile(id))).toBe('disbursements.payment-file-not-found');
  });

  it('R75: is handed to nobody when it is cancelled while its file is being written', async () => {
    const id = await orderedWithoutFile();
    const slow = new pg.Client({ connectionString: app.database.ownerUrl });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query('SELECT id FROM stripe_refills WHERE id = $1 FOR UPDATE', [id]);
    const cancelling = cancel(maker(), id);
    await untilSomebodyWaits(app);
    await letFilesBeWritten();
    // Its file is there, and who wrote it waits behind who cancels.
    await until('a file', () => hasFile(id));
    await untilSomebodyWaits(app, 2);
    await slow.query('COMMIT');
    await slow.end();
    await ok(cancelling);
    await untilAnswered(app);
    expect([await hasFile(id), await stateOf(id)]).toEqual([true, 'cancelled']);
    expect(await refusalOf(app, () => fetchFile(id))).toBe('disbursements.payment-file-not-found');
  });

  it('R75: is not cancelled when somebody has fetched its file', async () => {
    await orderAgain();
    await later({ hours: 24 });
    const { id } = await newest();
    expect((await fetchFile(id)).status).toBe(200);
    await withdrawShare(one);
    expect((await newest()).mayCancel).toBe(false);
    expect(await refusalOf(app, () => cancel(maker(), id))).toBe('disbursements.refill-fetched');
  });
});
