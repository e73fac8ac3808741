import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type {
  ContributionView,
  StartedContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { LedgerEntryView, LedgerPageView } from '@vatra/shared/ledger/ledger.views';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { refusalOf } from '../../../test/support/footprint.js';
import {
  aCard,
  aLiveCampaign,
  aScheduledCampaign,
  aWish,
  give,
  payPastPage,
  payWith,
  progressOf,
  provePayee,
  startGift,
  untilState,
  type Given,
} from '../../../test/support/gifts.js';
import { aFinanceTeam } from '../../../test/support/funded.js';
import {
  aVillage,
  anAssociation,
  ok,
  type Association,
  type Village,
} from '../../../test/support/village.js';

const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };

let app: TestApp;
let village: Village;
let association: Association;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true, unsound: { D1: 'pays another amount' } });
  village = await aVillage(app);
  await provePayee(village, await aFinanceTeam(app, village));
  association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, 90_000);
afterAll(() => app.close());

async function rows(table: string): Promise<number> {
  const [row] = await app.database.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
  return Number(row?.count);
}

async function untilRows(table: string, count: number): Promise<void> {
  for (let tries = 0; tries < 400 && (await rows(table)) < count; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The worker asks the provider again when it did not answer in time. */
async function untilPage(given: Given): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if ((await progressOf(app, given)).checkoutUrl !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the provider gave no page to pay on');
}

async function entryOf(contributionId: string): Promise<LedgerEntryView | undefined> {
  const [row] = await app.database.query<{ id: string }>(
    `SELECT id FROM ledger_entry WHERE purpose_key = $1`,
    [`L1:${contributionId}`],
  );
  const { body } = await app
    .visitor()
    .get<LedgerPageView>(`/ledger/projects/${campaign.projectId}?limit=100`);
  return body.entries.find(({ entryId }) => entryId === row?.id);
}

const sides = (entry: LedgerEntryView | undefined) =>
  entry?.lines.map(({ accountCode, debitMinor, creditMinor }) => [
    accountCode,
    debitMinor,
    creditMinor,
  ]);

describe('a gift', () => {
  it('R44, R45, L1: is split to the cent, tip and fee in proportion', async () => {
    // EUR 50 + EUR 7 tip by an EEA card: fee 1.5 % of 57.00 + 0.25 = 1.11, of it 0.97 the project's.
    const given = await give(app, campaign.id, { wish: { tipMinor: 700 } });
    await app.quiet();
    const view = await progressOf(app, given);
    expect(view).toMatchObject({
      state: 'succeeded',
      gross: { minor: 5_700, currency: 'EUR' },
      fee: { minor: 111 },
      netCredit: { minor: 4_903 },
    });
    expect(view.receiptNumber).toMatch(/^\d{4}-\d{7}$/);
    const entry = await entryOf(given.id);
    expect(entry?.kind).toBe('L1');
    expect(sides(entry)).toEqual([
      ['1010', 5_589, 0],
      ['2100', 97, 0],
      ['5000', 14, 0],
      ['2100', 0, 5_000],
      ['4000', 0, 700],
    ]);
    expect(JSON.stringify(entry)).not.toContain(given.email);
  });

  it('R44, L1: with fee cover the project bears the fee and the tip none of it', async () => {
    const given = await give(app, campaign.id, { wish: { tipMinor: 700, coverFee: true } });
    await app.quiet();
    const view = await progressOf(app, given);
    // (50 + 7 + 0.25) / 0.985 = 58.1218..., rounded up; the fee of it is 1.12.
    expect(view).toMatchObject({
      gross: { minor: 5_813 },
      feeCover: { minor: 113 },
      fee: { minor: 112 },
      netCredit: { minor: 5_001 },
    });
    expect(sides(await entryOf(given.id))).toEqual([
      ['1010', 5_701, 0],
      ['2100', 112, 0],
      ['2100', 0, 5_113],
      ['4000', 0, 700],
    ]);
  });

  it('waits as processing while the provider has not settled it (ruling 16)', async () => {
    await app.emulator?.control('/knobs', { settlementDelayMs: null });
    const given = await give(app, campaign.id);
    await untilState(app, given, 'processing');
    expect(await entryOf(given.id)).toBeUndefined();
    await app.emulator?.control('/knobs', { settlementDelayMs: 10 });
    await app.emulator?.control('/settle', {});
    await app.quiet();
    expect((await progressOf(app, given)).state).toBe('succeeded');
  });

  it('D2: is booked once when every event comes three times and shuffled', async () => {
    await app.emulator?.control('/knobs', {
      webhookCopies: 3,
      webhookShuffle: true,
      webhookDelayMs: 30,
    });
    const before = await rows('ledger_entry');
    const given = await Promise.all(Array.from({ length: 8 }, () => give(app, campaign.id)));
    await app.quiet();
    await app.emulator?.control('/knobs', {
      webhookCopies: 1,
      webhookShuffle: false,
      webhookDelayMs: 0,
    });
    expect(await rows('ledger_entry')).toBe(before + 8);
    for (const one of given) expect((await progressOf(app, one)).state).toBe('succeeded');
  });

  it('is found when every webhook is lost: somebody asks', async () => {
    await app.emulator?.control('/knobs', { webhookDropRate: 1 });
    const given = await give(app, campaign.id);
    await app.quiet();
    expect((await progressOf(app, given)).state).toBe('created');
    await app.moveClock({ hours: 25 });
    await app.quiet();
    await app.emulator?.control('/knobs', { webhookDropRate: 0 });
    expect((await progressOf(app, given)).state).toBe('succeeded');
    expect(await entryOf(given.id)).toBeDefined();
  });

  it('frees itself when the page is left', async () => {
    const started = await startGift(app.visitor(), campaign.id);
    await app.moveClock({ hours: 25 });
    await app.quiet();
    const { state, may, checkoutUrl } = await progressOf(app, { ...started, email: '' });
    expect([state, may, checkoutUrl]).toEqual(['expired', ['retry'], null]);
    expect(await payWith(started, aCard())).toBe(410);
  });

  it('may be tried again on the same page after the card said no', async () => {
    const started = await startGift(app.visitor(), campaign.id);
    expect(await payWith(started, '4000000000009995')).toBe(402);
    await app.quiet();
    expect((await progressOf(app, { ...started, email: '' })).state).toBe('created');
    expect(await payWith(started, aCard())).toBe(303);
    await app.quiet();
    expect((await progressOf(app, { ...started, email: '' })).state).toBe('succeeded');
  });

  it('C4: a charge of another amount that names the gift books nothing and is kept for people', async () => {
    const started = await startGift(app.visitor(), campaign.id);
    const before = await rows('ledger_entry');
    await payPastPage(app, started.id, 100);
    await app.quiet();
    expect((await progressOf(app, { ...started, email: '' })).state).toBe('created');
    expect(await rows('ledger_entry')).toBe(before);
    const [dead] = await app.database.query<{ note: string }>(
      `SELECT note FROM stripe_inbox WHERE state = 'dead' ORDER BY received_at DESC LIMIT 1`,
    );
    expect(dead?.note).toContain('amount');
  });
});

describe('the door', () => {
  const path = () => `/campaigns/${campaign.id}/contributions`;
  const refusal = (body: object, options: { idempotencyKey?: string } = {}) =>
    refusalOf(app, () => app.visitor().post(path(), body, options));

  it.each([
    [
      'R43: less than EUR 5',
      { gift: { minor: 499, currency: 'EUR' } },
      'contributions.below-minimum',
    ],
    [
      'R43: more than EUR 1,000 of somebody without a name',
      { gift: { minor: 100_001, currency: 'EUR' } },
      'contributions.giver-unnamed',
    ],
    [
      'ruling 5: a currency that is not offered',
      { gift: { minor: 50_000, currency: 'MDL' } },
      'contributions.currency-not-accepted',
    ],
    ['a country that is none', { country: 'i1' }, 'contributions.country-unknown'],
  ] as const)('%s is refused and leaves nothing behind', async (_name, changes, code) => {
    expect(await refusal(aWish(changes))).toBe(code);
  });

  it.each([
    ['a broken amount', { gift: { minor: 50.5, currency: 'EUR' } }],
    ['an amount as text', { gift: { minor: '5000', currency: 'EUR' } }],
    ['a list for the gift', { gift: [{ minor: 5_000, currency: 'EUR' }] }],
    ['a negative tip', { tipMinor: -1 }],
    ['a state of its own', { state: 'succeeded' }],
    ['a net of its own', { netMinor: 1 }],
  ])('%s is refused and leaves nothing behind', async (_name, changes) => {
    expect(await refusal({ ...aWish(), ...changes })).toBe('http.invalid');
  });

  it('a campaign nobody knows, or that has not begun, takes nothing; R42: one that charges at once no promises', async () => {
    const to = (id: string, what = 'contributions') =>
      refusalOf(app, () => app.visitor().post(`/campaigns/${id}/${what}`, aWish()));
    expect(await to(campaign.id, 'pledges')).toBe('contributions.collected-at-once');
    expect(await to(randomUUID())).toBe('campaigns.not-found');
    const scheduled = await aScheduledCampaign(app, village, { association, goals: GOALS });
    expect(await to(scheduled.id)).toBe('contributions.campaign-not-open');
  });

  it('ruling 41: the same key gives the same answer, byte for byte, and one gift', async () => {
    const [wish, idempotencyKey, before] = [aWish(), randomUUID(), await rows('contributions')];
    const visitor = app.visitor();
    const first = await visitor.post(path(), wish, { idempotencyKey });
    const second = await visitor.post(path(), wish, { idempotencyKey });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    const other = { ...wish, tipMinor: 1 };
    expect(await refusal(other, { idempotencyKey })).toBe('http.idempotency-key-reused');
    expect(await rows('contributions')).toBe(before + 1);
  });

  it('ruling 41: no gift without a key, and no second one while the first is under way', async () => {
    expect(await refusal(aWish(), { idempotencyKey: undefined })).toBe(
      'http.idempotency-key-missing',
    );
    const [wish, idempotencyKey, before] = [aWish(), randomUUID(), await rows('contributions')];
    const fault = { kind: 'hang', when: 'before', times: 1, only: 'POST /v1/checkout/sessions' };
    await app.emulator?.control('/faults', fault);
    const first = app.visitor().post<StartedContributionView>(path(), wish, { idempotencyKey });
    await untilRows('contributions', before + 1);
    const second = await app.visitor().post<Problem>(path(), wish, { idempotencyKey });
    expect([second.status, second.body.code]).toEqual([409, 'http.idempotency-in-flight']);
    const { id, key } = await ok(first);
    expect(await rows('contributions')).toBe(before + 1);
    await untilPage({ id, key, email: wish.email });
  });

  it('the page after paying opens with its own key alone', async () => {
    const [one, other] = [
      await startGift(app.visitor(), campaign.id),
      await startGift(app.visitor(), campaign.id),
    ];
    const ask = (id: string, key: string) =>
      app.visitor().get<ContributionView>(`/contributions/${id}/progress?key=${key}`);
    expect((await ask(one.id, one.key)).status).toBe(200);
    for (const key of [other.key, one.key.slice(1), 'x']) {
      expect(await refusalOf(app, () => ask(one.id, key))).toBe('contributions.not-found');
    }
    expect((await app.visitor().get(`/me/contributions/${one.id}`)).status).toBe(401);
  });

  it.each([
    ['is lost', { kind: 'reset' }],
    ['is a failure', { kind: '500', stored: false }],
    ['is a failure that is kept', { kind: '500', stored: true }],
  ])('has one page to pay on although the answer %s', async (_what, fault) => {
    const only = 'POST /v1/checkout/sessions';
    await app.emulator?.control('/faults', { ...fault, when: 'after', times: 1, only });
    const started = await startGift(app.visitor(), campaign.id);
    await untilPage({ ...started, email: '' });
    const book = await fetch(`${app.emulator?.url ?? ''}/_emu/book?kinds=checkout.session`);
    const made = (await book.text())
      .split('\n')
      .filter((line) => line.includes(`"client_reference_id":"${started.id}"`));
    expect(made).toHaveLength(1);
  });
});

it('C1: everything that was paid is booked, and everything booked was paid', async () => {
  await app.quiet();
  const [totals] = await app.database.query<{ paid: string; booked: string; charged: string }>(
    `SELECT (SELECT sum(gross_minor - fee_minor) FROM contributions WHERE paid_at IS NOT NULL) AS paid,
            (SELECT ledger_balance_of(id) FROM ledger_account WHERE code = '1010') AS booked,
            (SELECT sum(settled_minor - fee_minor) FROM stripe_charges
              WHERE contribution_id IN (SELECT id FROM contributions WHERE paid_at IS NOT NULL)) AS charged`,
  );
  expect(totals?.booked).toBe(totals?.paid);
  expect(totals?.charged).toBe(totals?.paid);
});
