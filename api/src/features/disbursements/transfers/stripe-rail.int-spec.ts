import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import { StripeBooks } from '../../../verify/stripe-books.js';
import { verify } from '../../../verify/verify.js';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { booksOf, balanceOf } from '../../../../test/support/books.js';
import type { Answer } from '../../../../test/support/browser.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aFinanceTeam,
  aSettledProject,
  projectState,
  verifyPayee,
  type Finance,
} from '../../../../test/support/funded.js';
import {
  approve,
  handInProcurementPapers,
  prepare,
  sign,
  theTranche,
} from '../../../../test/support/payments.js';
import { approvalCode, aPerson, mailsTo } from '../../../../test/support/people.js';
import {
  completeOnboarding,
  offerAccount,
  onboardingPage,
  onStripe,
  openAccount,
  railOf,
} from '../../../../test/support/stripe-payee.js';
import { untilAnswered } from '../../../../test/support/until.js';
import {
  aVerifiedOrganisation,
  aVillage,
  anAssociation,
  ok,
  type Village,
} from '../../../../test/support/village.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 100_000, optimumMinor: 190_000 };

interface List<Item> {
  readonly data: readonly Item[];
}
interface Transfer {
  readonly id: string;
  readonly amount: number;
  readonly destination: string;
}

let app: TestApp;
let village: Village;
let finance: Finance;
let projectId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app, 1, 'RO');
  finance = await aFinanceTeam(app, village);
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);
const first = () => theTranche(finance.maker, projectId, 1);
const control = (path: string, body: unknown) => app.emulator?.control(path, body);
const transfers = async () => (await onStripe<List<Transfer>>(app, 'transfers')).data;
const drops = (share: number) => control('/knobs', { webhookDropRate: share });
const fund = () => balanceOf(app, '2100', projectId);

async function accountsMade(): Promise<number> {
  const headers = { authorization: `Bearer ${app.config.stripeSecretKey}` };
  const url = `${app.emulator?.url ?? ''}/v2/core/accounts?limit=100`;
  return ((await (await fetch(url, { headers })).json()) as List<object>).data.length;
}

async function stripeAccount(): Promise<string> {
  const [row] = await app.database.query<{ id: string }>(
    'SELECT stripe_account_id AS id FROM connected_accounts',
  );
  return row?.id ?? '';
}

/** Prepared by one, approved by another. */
async function release(): Promise<TrancheView> {
  await approve(app, finance.checker, await prepare(finance, await first()));
  await app.quiet();
  return first();
}

async function setCapability(status: string): Promise<void> {
  await control('/accounts/capability', { account: await stripeAccount(), status });
  await app.quiet();
}

async function days(number: number): Promise<void> {
  await app.moveClock({ days: number });
  await app.quiet();
}

describe('an account at Stripe', () => {
  it('is refused where Stripe sends to on request only', async () => {
    const mayor = await aPerson(app, 'Mihaela Moldova');
    const { placeId, reviewer } = village;
    const about = { app, founder: mayor, reviewer, placeId, kind: 'local_authority' as const };
    const authorityId = await aVerifiedOrganisation({ ...about, country: 'MD' });
    const elsewhere = { ...village, mayor, authorityId };
    expect((await railOf(elsewhere)).isOffered).toBe(false);
    expect(await refusal(() => openAccount(elsewhere))).toBe('disbursements.rail-not-offered');
    const reading = `/organisations/${authorityId}/stripe-account/reading`;
    expect(await refusal(() => mayor.browser.post(reading))).toBe(
      'disbursements.stripe-account-not-found',
    );
  });

  it('is opened once although Stripe failed after it, and offered when Stripe has said yes', async () => {
    expect(await railOf(village)).toEqual({ isOffered: true, account: null });
    const only = 'POST /v2/core/accounts';
    await control('/faults', { kind: '500', stored: false, when: 'after', times: 1, only });
    await ok(openAccount(village));
    await untilAnswered(app);
    await app.quiet();
    expect(await accountsMade()).toBe(1);
    const { account } = await railOf(village);
    expect(account).toMatchObject({ standing: 'restricted', wanted: 1, onboarding: null });
    expect(await refusal(() => openAccount(village))).toBe('disbursements.stripe-account-known');
    const early = () => offerAccount(village);
    expect(await refusal(early)).toBe('disbursements.stripe-account-not-ready');
    const page = await onboardingPage(village);
    expect((await railOf(village, finance.maker)).account?.onboarding).toBeNull();
    // The mayor's own language is Romanian, and is kept for letters; the page read is what counts here.
    const english = await onboardingPage(village, 'en');
    const back = await completeOnboarding(english, 'leave');
    expect(back).toContain('/en/authority/organisations/');
    expect(await completeOnboarding(page)).toContain(
      `/ro/authority/organisations/${village.authorityId}?stripe=back`,
    );
    await app.quiet();
    expect((await railOf(village)).account).toMatchObject({ standing: 'active', wanted: 0 });
  });

  it('shows the page of Stripe no longer than it opens, and another when asked', async () => {
    expect((await railOf(village)).account?.onboarding).not.toBeNull();
    await app.moveClock({ minutes: 6 });
    expect((await railOf(village)).account?.onboarding).toBeNull();
    expect(await onboardingPage(village)).not.toBe('');
  });

  it('R73: is verified by finance as any other account', async () => {
    const offered = await ok(offerAccount(village));
    expect(offered).toMatchObject({ rail: 'stripe_transfer', kind: 'stripe', isAble: true });
    expect(offered.ibanMasked).toMatch(/^RO….{4}$/);
    await verifyPayee(finance, offered.id);
  });
});

describe('a tranche paid by Stripe', () => {
  beforeAll(async () => {
    const association = await anAssociation(app, village, { members: 3 });
    const plan = { associations: [association], goals: GOALS, gifts: 12, giftMinor: 10_000 };
    projectId = await aSettledProject(app, village, plan);
    await sign(village, projectId);
    await handInProcurementPapers(village, projectId);
    await app.quiet();
  }, SCENE_TIMEOUT_MS);

  it('waits when Stripe lost the capability after the approval, and nothing is sent', async () => {
    const sheet = await prepare(finance, await first());
    await drops(1);
    await setCapability('restricted');
    await approve(app, finance.checker, sheet);
    await app.quiet();
    expect(await first()).toMatchObject({ state: 'on_hold', holdReason: 'payee-not-able' });
    expect(await transfers()).toEqual([]);
    const { id, amountMinor } = await first();
    const again = () => finance.maker.browser.post(`/tranches/${id}/preparation`, { amountMinor });
    expect(await refusal(again)).toBe('disbursements.payee-not-able');
    const payout = () => finance.maker.browser.post(`/tranches/${id}/payouts`);
    expect(await refusal(payout)).toBe('disbursements.payout-not-possible');
    const second = await theTranche(finance.maker, projectId, 2);
    const ofNone = () => finance.maker.browser.post(`/tranches/${second.id}/payouts`);
    expect(await refusal(ofNone)).toBe('disbursements.transfer-not-found');
    await drops(0);
    await setCapability('active');
    expect((await first()).state).toBe('conditions_met');
  });

  it('waits for money at Stripe without another approval, and goes when it is there', async () => {
    const before = await fund();
    const { available } = await onStripe<{ available: { amount: number }[] }>(app, 'balance');
    const amount = String(available[0]?.amount ?? 0);
    const away = await onStripe<{ id: string }>(app, 'payouts', { amount, currency: 'eur' });
    await app.quiet();
    const waiting = await release();
    expect(waiting).toMatchObject({
      state: 'approved',
      transfer: { step: 'waiting', reason: 'balance' },
    });
    expect(await fund()).toBe(before);
    await control('/payouts/fail', { payout: away.id });
    await app.quiet();
    await control('/faults', { kind: 'reset', when: 'after', only: 'POST /v1/transfers' });
    await app.moveClock({ hours: 1 });
    await app.quiet();
    expect(await first()).toMatchObject({ state: 'sent', transfer: { step: 'made' } });
  });

  it('R75: an answer that was lost is asked for, and nothing is sent twice', async () => {
    const { amountMinor } = await first();
    const destination = await stripeAccount();
    expect(await transfers()).toMatchObject([{ amount: amountMinor, destination }]);
  });

  it('L9: lies in the account of the payee, neither held nor arrived', async () => {
    const { id, amountMinor } = await first();
    const books = (await booksOf(app, id)).map(({ lines }) => lines.join(', '));
    expect(books).toEqual([
      `2100 ${String(amountMinor)}, 2300 ${String(-amountMinor)}`,
      `1010 ${String(-amountMinor)}, 1060 ${String(amountMinor)}`,
    ]);
    expect(await projectState(village, projectId)).toBe('agreement_pending');
  });

  it('has not arrived while the bank of the payee refuses it; finance has it paid out again', async () => {
    const account = await stripeAccount();
    const [payout] = (await onStripe<List<{ id: string }>>(app, 'payouts', null, account)).data;
    await control('/payouts/fail', { payout: payout?.id });
    await app.quiet();
    const failed = await first();
    expect(failed).toMatchObject({ state: 'sent', confirmedAt: null });
    expect(failed.transfer).toMatchObject({
      payoutState: 'failed',
      payoutFailure: 'account_closed',
    });
    const path = `/tranches/${failed.id}/payouts`;
    await ok(finance.maker.browser.post<TrancheSheetView>(path));
    await app.quiet();
    expect(await refusal(() => finance.maker.browser.post(path))).toBe(
      'disbursements.payout-not-possible',
    );
    await days(3);
    expect(await first()).toMatchObject({ state: 'confirmed', transfer: { payoutState: 'paid' } });
    expect(await balanceOf(app, '1060')).toBe(0);
    expect(await projectState(village, projectId)).toBe('implementing');
  });

  it('is on its way again when the bank sends it back days after it was paid', async () => {
    const { bankReference, amountMinor } = await first();
    await drops(1);
    await control('/payouts/fail', { payout: bankReference });
    await drops(0);
    // No event told of it: it is asked about once more.
    await days(9);
    expect(await first()).toMatchObject({ state: 'sent', confirmedAt: null, bankReference: null });
    expect(await balanceOf(app, '1060')).toBe(amountMinor);
    expect(await balanceOf(app, '2300')).toBe(amountMinor);
    // Finance had done with it: it is written to, as after the first refusal.
    for (const { email } of [finance.maker, finance.checker]) {
      const told = (await mailsTo(app, email)).map(({ template }) => template);
      expect(told.filter((template) => template === 'finance.payout-failed')).toHaveLength(2);
    }
  });

  it('comes back by a reversal on the pages of Stripe and by one of ours', async () => {
    const { id, amountMinor } = await first();
    const before = await fund();
    const [transfer] = await transfers();
    const path = `transfers/${transfer?.id ?? ''}/reversals`;
    await onStripe(app, path, { amount: '1000' });
    await app.quiet();
    expect(await first()).toMatchObject({ state: 'sent', transfer: { returnedMinor: 1000 } });
    expect(await fund()).toBe(before + 1000);
    const reversal = async (minor: number) => ({
      amountMinor: minor,
      reason: 'the account was closed',
      code: await approvalCode(app, finance.checker),
    });
    const take = async (minor: number) => {
      const body = await reversal(minor);
      return () => finance.checker.browser.post(`/tranches/${id}/reversals`, body);
    };
    expect(await refusal(await take(amountMinor))).toBe('disbursements.transfer-not-reversible');
    await ok((await take(amountMinor - 1000))());
    await app.quiet();
    expect(await first()).toMatchObject({
      state: 'failed',
      transfer: { returnedMinor: amountMinor },
    });
    expect(await fund()).toBe(before + amountMinor);
    expect([await balanceOf(app, '1060'), await balanceOf(app, '2300')]).toEqual([0, 0]);
  });

  it('L21: a reversal heard of before the failure of its payout comes back once', async () => {
    const before = await fund();
    await release();
    await days(4);
    const { amountMinor, bankReference, state } = await first();
    expect(state).toBe('confirmed');
    await drops(1);
    await control('/payouts/fail', { payout: bankReference });
    await drops(0);
    const [transfer] = await transfers();
    await onStripe(app, `transfers/${transfer?.id ?? ''}/reversals`, {});
    await app.quiet();
    expect(await first()).toMatchObject({ state: 'returned', amountMinor });
    await days(9);
    expect(await first()).toMatchObject({ state: 'returned', transfer: { payoutState: 'failed' } });
    expect(await fund()).toBe(before);
    expect([await balanceOf(app, '1060'), await balanceOf(app, '2300')]).toEqual([0, 0]);
  });

  it('D4, D10: the provider and the books agree after all of it', async () => {
    const database = new pg.Client({ connectionString: app.database.ownerUrl });
    await database.connect();
    const stripe = new StripeBooks(app.emulator?.url ?? '', app.config.stripeSecretKey);
    const only = ['D3', 'D4', 'D10', 'E12'];
    const lines = await verify({ database, stripe, isLive: false }, { looks: 1, only });
    await database.end();
    expect(lines.map(({ id, violations }) => [id, violations])).toEqual(only.map((id) => [id, []]));
    expect(lines.every(({ examined }) => examined > 0)).toBe(true);
  });
});
