import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StartedContributionView } from '@vatra/shared/contributions/contributions.views';
import type {
  MoneyChecksView,
  VerifyRunView,
  VerifyScope,
} from '@vatra/shared/verify/verify.views';
import { startTestApp, type TestApp } from '../../test/app.js';
import { refusalOf } from '../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../test/support/funded.js';
import {
  aCard,
  aLiveCampaign,
  give,
  payWith,
  progressOf,
  provePayee,
  startGift,
} from '../../test/support/gifts.js';
import { creditOf, importStatement } from '../../test/support/payments.js';
import { aVillage, anAssociation, ok } from '../../test/support/village.js';
import { RestoreGuard } from '../platform/restore/restore-guard.js';
import { ALL_INVARIANTS } from './verify.js';

const SCENE_TIMEOUT_MS = 240_000;
const TRIES_MAX = 300;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };

let app: TestApp;
let finance: Finance;
let campaignId: string;
let waiting: StartedContributionView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  const village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaignId = (await aLiveCampaign(app, village, { association, goals: GOALS })).id;
  await give(app, campaignId);
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const checks = () => ok(finance.checker.browser.get<MoneyChecksView>('/money-checks'));

/** The run that ends after the act: a run under way is nobody's waiting work. */
async function runAfter(scope: VerifyScope, act: () => Promise<unknown>): Promise<VerifyRunView> {
  const before = (await checks())[scope]?.id;
  await act();
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const run = (await checks())[scope];
    if (run !== null && run.id !== before) return run;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no run of ${scope} has ended`);
}

const reconciled = () =>
  runAfter('reconciliation', () => ok(finance.maker.browser.post('/reconciliations')));

/** The database says it was another one, and a process starts: that is what a restore looks like. */
async function restore(): Promise<void> {
  await app.database.query(`UPDATE database_origin SET origin = 'another cluster'`);
  await app.worker.get(RestoreGuard).onModuleInit();
}

/** How often the provider was asked for the page of the gift. */
async function attemptsFor({ id }: StartedContributionView): Promise<number[]> {
  const rows = await app.database.query<{ attempts: number }>(
    `SELECT attempts FROM operations WHERE subject_id = '${id}'`,
  );
  return rows.map(({ attempts }) => attempts);
}

async function pageOf(gift: StartedContributionView): Promise<string> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const { checkoutUrl } = await progressOf(app, { ...gift, email: '' });
    if (checkoutUrl !== null) return checkoutUrl;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the provider was never asked');
}

describe('the reading of the books', () => {
  it('looks at every invariant as the role of the processes, and keeps what it found', async () => {
    const books = await runAfter('books', () =>
      app.database.query(
        `INSERT INTO verify_runs (id, scope, state, reason) VALUES (gen_random_uuid(), 'books', 'asked', 'demand')`,
      ),
    );
    expect([books.state, books.problem, books.broken]).toEqual(['sound', null, []]);
    expect(books.invariants).toBe(ALL_INVARIANTS.length);
  });
});

describe('a reconciliation', () => {
  it('on demand: Stripe and bank agree with the books to the cent', async () => {
    const run = await reconciled();
    expect([run.state, run.reason, run.problem]).toEqual(['sound', 'demand', null]);
    expect(run.examined).toBeGreaterThan(0);
    expect(run.differences).toEqual([]);
  });

  it('shows what only the bank knows, with whoever has to explain it', async () => {
    const day = (await app.now()).toISOString().slice(0, 10);
    const debit = { ...creditOf(1_234, 'nobody knows', { day }), direction: 'DBIT' as const };
    await importStatement(finance.maker, [debit]);
    const { state, differences } = await reconciled();
    expect(state).toBe('unsound');
    expect(differences).toEqual([
      {
        check: 'R1',
        side: 'bank',
        where: 'there',
        kind: 'line',
        subject: debit.reference,
        ours: null,
        theirs: { minor: 1_234, currency: 'EUR' },
        owner: 'finance_maker',
      },
    ]);
  });

  it('shows what only Stripe knows, and keeps nothing personal of it', async () => {
    await app.database.query(
      `UPDATE stripe_charges SET amount_minor = amount_minor + 1, settled_minor = settled_minor + 1`,
    );
    const { differences } = await reconciled();
    const stripe = differences.filter(({ side }) => side === 'stripe');
    expect(stripe.map(({ kind, where, owner }) => [kind, where, owner])).toEqual([
      ['charge', 'both', 'finance_maker'],
      ['move', 'both', 'finance_maker'],
    ]);
    expect(stripe.map(({ ours, theirs }) => (ours?.minor ?? 0) - (theirs?.minor ?? 0))).toEqual([
      1, 1,
    ]);
    const [kept] = await app.database.query<{ text: string }>(
      `SELECT string_agg(broken::text, '') AS text FROM verify_runs`,
    );
    expect(kept?.text).not.toMatch(/@|billing|last4|Dana/);
    await app.database.query(
      `UPDATE stripe_charges SET amount_minor = amount_minor - 1, settled_minor = settled_minor - 1`,
    );
  });
});

describe('a database that came back from a copy', () => {
  it('sends nothing until it has been compared, and says so', async () => {
    await restore();
    const { pause, may } = await checks();
    expect([pause?.isReconciled, may]).toEqual([false, ['reconcile']]);
    const early = () =>
      finance.checker.browser.post('/money-pause/lifting', { reason: 'we are sure it is right' });
    expect(await refusalOf(app, early)).toBe('verify.not-reconciled');
    waiting = await startGift(app.visitor(), campaignId);
    await app.quiet();
    expect([waiting.checkoutUrl, await attemptsFor(waiting)]).toEqual([null, [0]]);
  });

  it('stands still while the two differ, until a checker answers for it', async () => {
    expect((await reconciled()).state).toBe('unsound');
    const { pause, may } = await checks();
    expect([pause?.isReconciled, may]).toEqual([true, ['reconcile', 'resume']]);
    const reason = 'the debit is a price of the bank, decision 9';
    const lifted = await ok(
      finance.checker.browser.post<MoneyChecksView>('/money-pause/lifting', { reason }),
    );
    expect(lifted.pause).toBeNull();
    const again = () => finance.checker.browser.post('/money-pause/lifting', { reason });
    expect(await refusalOf(app, again)).toBe('verify.not-paused');
    expect(await payWith({ ...waiting, checkoutUrl: await pageOf(waiting) }, aCard())).toBe(303);
    await app.quiet();
  });

  it('moves money again by itself when everything agrees', async () => {
    await app.database.query(`DELETE FROM bank_lines WHERE matched_kind IS NULL`);
    await restore();
    expect((await checks()).pause).not.toBeNull();
    expect((await reconciled()).state).toBe('sound');
    expect((await checks()).pause).toBeNull();
    await give(app, campaignId);
    await app.quiet();
  });
});
