import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { PledgeView } from '@vatra/shared/contributions/pledges.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, booksOf } from '../../../../test/support/books.js';
import { aScene, campaignOf } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aCard,
  asDonor,
  aWish,
  providerHeaders,
  progressOf,
  type Given,
} from '../../../../test/support/gifts.js';
import { mailsTo } from '../../../../test/support/people.js';
import {
  act,
  aPledge,
  aPledgeCampaign,
  ASKS_ALWAYS,
  DECLINED_LATER,
  pledgeOf,
  saveCard,
  sayYes,
  tryPledge,
} from '../../../../test/support/pledges.js';
import { untilAnswered } from '../../../../test/support/until.js';
import { ok } from '../../../../test/support/village.js';

const HOUR_MS = 3_600_000;
const PEOPLE = 10;
/** Ten of them bring the minimum of EUR 1,000 after fees. */
const EACH = 10_500;

let app: TestApp;
/** One whose pledges are too few, one that has enough, one whose cards do not keep the promise. */
let few: CampaignView;
let enough: CampaignView;
let broken: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  const scene = await aScene(app);
  few = await aPledgeCampaign(scene);
  enough = await aPledgeCampaign(scene);
  broken = await aPledgeCampaign(scene);
}, 120_000);
afterAll(() => app.close());

const stateOf = async (given: Given) => (await pledgeOf(app, given)).state;
/** Oldest first. */
const templatesTo = async ({ email }: Given) =>
  (await mailsTo(app, email)).map(({ template }) => template).reverse();

async function atProvider<Answer>(path: string): Promise<Answer> {
  const url = `${app.emulator?.url ?? ''}/v1${path}`;
  return (await (await fetch(url, { headers: providerHeaders(app) })).json()) as Answer;
}

/** The provider does the next such call and answers with a failure. */
async function failAfter(only: string, stored: boolean): Promise<void> {
  const fault = { kind: '500', stored, when: 'after', times: 1, only };
  await app.emulator?.control('/faults', fault);
}

/** The cards that the provider still keeps for the donors of pledges. */
async function cardsKept(): Promise<number> {
  const customers = await atProvider<{ data: { id: string }[] }>('/customers?limit=100');
  const counts = customers.data.map(async ({ id }) => {
    const { data } = await atProvider<{ data: unknown[] }>(`/customers/${id}/payment_methods`);
    return data.length;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

describe('R42, R34, L24: a pledge', () => {
  it('is promised, charged nothing and counts for nothing', async () => {
    const given = await aPledge(app, few, 30_000);
    await app.quiet();
    expect(await pledgeOf(app, given)).toMatchObject({ state: 'pledged', may: ['withdraw'] });
    expect(await booksOf(app, given.id)).toEqual([
      { kind: 'L24', lines: ['9200 30000', '9201 -30000'] },
    ]);
    const { collection, progress } = await campaignOf(app, few.id);
    expect(collection).toBe('on_success');
    expect(progress).toMatchObject({ promisedMinor: 30_000, countedMinor: 0, payers: 0 });
    expect(await templatesTo(given)).toEqual(['donor.pledge-made']);
    expect((await atProvider<{ data: unknown[] }>('/charges')).data).toEqual([]);
  });

  it('counts for nothing either while its card is not saved', async () => {
    const before = (await campaignOf(app, few.id)).progress.promisedMinor;
    const started = await ok(tryPledge(app, few));
    await app.quiet();
    expect(started).toMatchObject({ state: 'created', gross: { minor: 5_000 } });
    expect((await campaignOf(app, few.id)).progress.promisedMinor).toBe(before);
  });

  it.each([false, true])('has one page that was made and failed (kept: %s)', async (stored) => {
    await failAfter('POST /v1/checkout/sessions', stored);
    const { id, key } = await ok(tryPledge(app, few));
    await untilAnswered(app);
    expect((await pledgeOf(app, { id, key, email: '' })).pageUrl).not.toBeNull();
    const path = '/checkout/sessions?limit=100';
    const { data } = await atProvider<{ data: { client_reference_id: string }[] }>(path);
    expect(data.filter((made) => made.client_reference_id === id)).toHaveLength(1);
  });

  it('is the only way to give by card to such a campaign, and in euro', async () => {
    const now = () => app.visitor().post<Problem>(`/campaigns/${few.id}/contributions`, aWish());
    expect(await refusalOf(app, now)).toBe('contributions.collected-on-success');
    const dollars = { gift: { minor: 5_000, currency: 'USD' as const } };
    expect(await refusalOf(app, () => tryPledge(app, few, dollars))).toBe(
      'contributions.currency-not-accepted',
    );
  });

  it('R43: together with what was given it stays below EUR 2,500 a year', async () => {
    const email = 'generous@demo.vatra.example';
    for (const minor of [100_000, 100_000]) {
      const wish = { gift: { minor, currency: 'EUR' as const }, email };
      const { pageUrl } = await ok(tryPledge(app, broken, wish));
      await saveCard(app, pageUrl, DECLINED_LATER);
    }
    await app.quiet();
    const third = { gift: { minor: 50_001, currency: 'EUR' as const }, email };
    expect(await refusalOf(app, () => tryPledge(app, broken, third))).toBe(
      'contributions.above-limit',
    );
  });
});

describe('R42: a pledge that is taken back before the end', () => {
  it("is its donor's alone to withdraw, leaves the books and lets go of the card", async () => {
    const given = await aPledge(app, few, 7_000);
    const other = await aPledge(app, few, 5_000);
    await app.quiet();
    const stranger = await asDonor(app, other, 'donor.pledge-made');
    expect(await refusalOf(app, () => act(stranger, given, 'withdrawal'))).toBe(
      'contributions.pledge-not-found',
    );
    const donor = await asDonor(app, given, 'donor.pledge-made');
    const kept = await cardsKept();
    await ok(act(donor, given, 'withdrawal'));
    await app.quiet();
    expect(await stateOf(given)).toBe('withdrawn');
    expect(await booksOf(app, given.id)).toContainEqual({
      kind: 'L24',
      lines: ['9200 -7000', '9201 7000'],
    });
    expect(await cardsKept()).toBe(kept - 1);
    expect(await refusalOf(app, () => act(donor, given, 'withdrawal'))).toBe(
      'contributions.pledge-closed',
    );
    expect(await refusalOf(app, () => act(donor, given, 'card'))).toBe(
      'contributions.pledge-asks-nothing',
    );
  });
});

describe('R42, L1: the end of the campaigns', () => {
  const good: Given[] = [];
  let asked: Given;
  let declined: Given;
  let mended: Given;
  let lost: Given;
  let vain: Given;

  beforeAll(async () => {
    vain = await aPledge(app, few, 6_000);
    for (let person = 0; person < PEOPLE; person += 1) {
      good.push(await aPledge(app, enough, EACH));
    }
    asked = await aPledge(app, enough, 5_000, ASKS_ALWAYS);
    declined = await aPledge(app, enough, 5_000, DECLINED_LATER);
    mended = await aPledge(app, enough, 5_000, DECLINED_LATER);
    lost = await aPledge(app, broken, 60_000, DECLINED_LATER);
    await aPledge(app, broken, 60_000);
    await app.quiet();
    for (const stored of [true, false]) await failAfter('POST /v1/payment_intents', stored);
    await app.moveClock(new Date(Date.parse(enough.endsAt) + 2 * HOUR_MS));
    await untilAnswered(app);
    await app.quiet();
  }, 120_000);

  it('too few pledges: none is charged, all lapse, the campaign fails', async () => {
    expect(await stateOf(vain)).toBe('lapsed');
    expect(await templatesTo(vain)).toEqual(['donor.pledge-made', 'donor.pledge-not-needed']);
    // Failed, and over at once: nobody has anything to get back.
    expect(await campaignOf(app, few.id)).toMatchObject({
      state: 'wound_up',
      progress: { promisedMinor: 0, grossMinor: 0 },
    });
    expect(await balanceOf(app, '9200', few.projectId)).toBe(0);
  });

  it('enough: each becomes a contribution with the books and the receipt of any other', async () => {
    const [first] = good;
    if (first === undefined) throw new Error('nobody');
    expect(await stateOf(first)).toBe('charged');
    const gift = await progressOf(app, first);
    expect(gift).toMatchObject({ state: 'succeeded', gross: { minor: EACH } });
    expect((await booksOf(app, first.id)).map(({ kind }) => kind)).toEqual(['L24', 'L1', 'L24']);
    expect(await templatesTo(first)).toEqual(['donor.pledge-made', 'donor.receipt']);
    const donor = await asDonor(app, first, 'donor.receipt');
    expect((await ok(donor.get<Page<PledgeView>>('/me/pledges'))).items).toEqual([]);
    const mine = await ok(donor.get<Page<ContributionView>>('/me/contributions'));
    expect(mine.items.map(({ id }) => id)).toEqual([first.id]);
  });

  it('each has one payment at the provider, those that were made and failed included', async () => {
    const path = '/payment_intents?limit=100';
    const { data } = await atProvider<{ data: { metadata: { contribution_id: string } }[] }>(path);
    const ids = data.map(({ metadata }) => metadata.contribution_id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).toEqual(expect.arrayContaining(good.map(({ id }) => id)));
  });

  it('waits with the judgement for those whose cards have not paid yet', async () => {
    const { state, progress } = await campaignOf(app, enough.id);
    expect(state).toBe('closing');
    expect(progress.promisedMinor).toBe(15_000);
  });

  it('a bank that wants its customer: the donor confirms on its page and has paid', async () => {
    expect(await pledgeOf(app, asked)).toMatchObject({
      state: 'charge_failed',
      refusal: 'confirmation_needed',
      may: ['confirm', 'change_card'],
    });
    const donor = await asDonor(app, asked, 'donor.pledge-confirm');
    expect((await ok(donor.get<Page<ContributionView>>('/me/contributions'))).items).toEqual([]);
    const { pageUrl } = await ok(act(donor, asked, 'confirmation'));
    await sayYes(pageUrl);
    await app.quiet();
    expect(await stateOf(asked)).toBe('charged');
    expect(await progressOf(app, asked)).toMatchObject({ state: 'succeeded' });
    expect(await refusalOf(app, () => act(donor, asked, 'confirmation'))).toBe(
      'contributions.pledge-asks-nothing',
    );
  });

  it('a card that was declined: another one pays at once', async () => {
    expect((await pledgeOf(app, mended)).refusal).toBe('declined');
    const donor = await asDonor(app, mended, 'donor.pledge-declined');
    const { pageUrl } = await ok(act(donor, mended, 'card'));
    await saveCard(app, pageUrl, aCard());
    await app.quiet();
    expect(await stateOf(mended)).toBe('charged');
  });

  it('declined on days 1, 3 and 7 it lapses, was never charged, and the rest is judged', async () => {
    await app.moveClock({ days: 8 });
    await app.quiet();
    expect(await stateOf(declined)).toBe('lapsed');
    expect(await progressOf(app, declined)).toMatchObject({ state: 'failed' });
    expect(await templatesTo(declined)).toEqual([
      'donor.pledge-made',
      'donor.pledge-declined',
      'donor.pledge-declined',
      'donor.pledge-declined',
      'donor.pledge-not-paid',
    ]);
    expect(await campaignOf(app, enough.id)).toMatchObject({
      state: 'succeeded',
      progress: { promisedMinor: 0 },
    });
    expect(await balanceOf(app, '9200', enough.projectId)).toBe(0);
    expect(await cardsKept()).toBe(0);
  });

  it('cards that do not keep the promise: real cash is too little, and people decide', async () => {
    expect(await stateOf(lost)).toBe('lapsed');
    const { state, holdReasons, progress } = await campaignOf(app, broken.id);
    expect(state).toBe('review_hold');
    expect(holdReasons).toEqual(['R42']);
    expect(progress.countedMinor).toBeLessThan(progress.minimumMinor);
  });
});
