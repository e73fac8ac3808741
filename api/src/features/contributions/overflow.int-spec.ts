import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type {
  ChoiceOptionsView,
  ContributionView,
  FeeEstimateView,
} from '@vatra/shared/contributions/contributions.views';
import type { StartedContributionView } from '@vatra/shared/contributions/contributions.views';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { campaignOf } from '../../../test/support/campaign.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../test/support/funded.js';
import {
  aCard,
  aLiveCampaign,
  aWish,
  asDonor,
  give,
  payWith,
  progressOf,
  provePayee,
  startGift,
  type Given,
} from '../../../test/support/gifts.js';
import { tokenInMail } from '../../../test/support/people.js';
import { untilAnswered } from '../../../test/support/until.js';
import { aVillage, anAssociation } from '../../../test/support/village.js';
import { SYSTEM } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import { PaymentsService } from '../payments/payments.service.js';
import { OPERATOR } from '../ledger/posting.js';
import { fundOperator } from '../../../test/support/operator.js';
import { ContributionsService } from './contributions.service.js';

const GOALS = { minimumMinor: 60_000, optimumMinor: 90_000 };
/** Twelve gifts of EUR 80 leave EUR 941.40: the last one crosses EUR 900. */
const GIFT = { minor: 8_000, currency: 'EUR' as const };
const GIFTS = 12;
/** Five from Italy, four from France; the others did not say. */
const COUNTRIES = [...'iiiiiffff'].map((one) => ({ country: one === 'i' ? 'IT' : 'FR' }));
/** A week to the sweep, and the days a payout is on its way. */
const SWEEP_DAYS_MAX = 14;

let app: TestApp;
let campaign: CampaignView;
let given: Given[];
let racers: (StartedContributionView & { email: string })[];
let finance: Finance;
let held: StartedContributionView & { email: string };

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  // The sweep may fall into any wait of this file: the first payout fails whenever it is made.
  await app.emulator?.control('/knobs', { failNextPayouts: 1 });
  const village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, 90_000);
afterAll(() => app.close());

async function balance(code: string, subjectId: string = OPERATOR): Promise<number> {
  const [row] = await app.database.query<{ minor: string }>(
    `SELECT normal_side * ledger_balance_of(id) AS minor FROM ledger_account
      WHERE code = $1 AND subject_id = $2`,
    [code, subjectId],
  );
  return Number(row?.minor ?? 0);
}

/** Only who asked to be shown is ever on it. */
const wall = () => {
  const contributions = app.http.get(ContributionsService, { strict: false });
  return app.http.get(Database).inTransaction((tx) => contributions.wallOf(tx, campaign.id));
};

const homes = () => {
  const contributions = app.http.get(ContributionsService, { strict: false });
  return app.http.get(Database).inTransaction((tx) => contributions.homesOf(tx, campaign.id));
};

describe('before anybody gives', () => {
  it('R44: the estimate is the arithmetic of the start', async () => {
    const path = `/fee-estimate?giftMinor=5000&tipMinor=700&coverFee=true&country=GB`;
    const { body } = await app.visitor().get<FeeEstimateView>(path);
    expect(body).toMatchObject({ gross: { minor: 5_872 }, feeCover: { minor: 172 } });
    const started = await startGift(
      app.visitor(),
      campaign.id,
      aWish({ tipMinor: 700, coverFee: true, country: 'GB' }),
    );
    expect(started.gross).toEqual(body.gross);
    expect((await app.visitor().get('/fee-estimate?giftMinor=0')).status).toBe(422);
    expect((await app.visitor().get('/fee-estimate?giftMinor=1e3')).status).toBe(422);
  });
});

describe('the last euro', () => {
  it('ruling 25: exactly one payment crosses the optimum, and the campaign closes by itself', async () => {
    const large = { gift: { minor: 150_000, currency: 'EUR' as const } };
    const wished = aWish({ ...large, donorName: 'Ana Rusu', country: 'IT' });
    held = { ...(await startGift(app.visitor(), campaign.id, wished)), email: wished.email };
    racers = [];
    for (let n = 0; n < 3; n += 1) {
      const wish = aWish({ gift: GIFT });
      const started = await startGift(app.visitor(), campaign.id, wish);
      racers.push({ ...started, email: wish.email });
    }
    given = [];
    for (let n = 0; n < GIFTS; n += 1) {
      const named = n === 0 ? { publicName: 'Familia Rusu', message: 'Cu drag' } : {};
      const wish = { gift: GIFT, ...named, ...COUNTRIES[n] };
      given.push(await give(app, campaign.id, { wish }));
    }
    await app.quiet();
    const { state, progress } = await campaignOf(app, campaign.id);
    expect(state).toBe('closing');
    expect(progress.contributions).toBe(GIFTS);
    const late = () => app.visitor().post(`/campaigns/${campaign.id}/contributions`, aWish());
    expect(await refusalOf(app, late)).toBe('contributions.campaign-not-open');
  });

  it('R43: a large gift that waited until then can only be said no to, and finance is told why', async () => {
    const decide = (decision: string) =>
      finance.checker.browser.post(`/giver-checks/${held.id}/decision`, {
        decision,
        reason: 'Scrisoarea băncii este la dosar.',
      });
    const tooLate = () => decide('accept');
    expect(await refusalOf(app, tooLate)).toBe('contributions.check-too-late');
    expect((await decide('refuse')).status).toBeLessThan(300);
    expect((await progressOf(app, held)).state).toBe('failed');
  });

  it('R83, L23: payments that were under way are taken, kept apart and offered back', async () => {
    const fund = await balance('2100', campaign.projectId);
    for (const racer of racers) expect(await payWith(racer, aCard())).toBe(303);
    await app.quiet();
    let kept = 0;
    for (const racer of racers) {
      const view = await progressOf(app, racer);
      expect([view.state, view.may]).toEqual(['choice_pending', ['choose']]);
      kept += view.netCredit?.minor ?? 0;
    }
    expect(await balance('2140', campaign.projectId)).toBe(kept);
    expect(await balance('2100', campaign.projectId)).toBe(fund);
    const { progress } = await campaignOf(app, campaign.id);
    expect(progress.contributions).toBe(GIFTS);
  });

  it('R36: the campaign succeeds, and its gifts are committed', async () => {
    await app.moveClock({ hours: 2 });
    await app.quiet();
    expect((await campaignOf(app, campaign.id)).state).toBe('succeeded');
    for (const one of given) expect((await progressOf(app, one)).state).toBe('committed');
  });

  it('R46, R104: the right of withdrawal outlives the success; name and country go with the gift', async () => {
    const [first] = given as [Given];
    expect(await wall()).toEqual([
      { name: 'Familia Rusu', message: 'Cu drag', day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    ]);
    expect(await homes()).toEqual({ countries: [{ country: 'IT', people: 5 }], others: 7 });
    const before = await balance('2100', campaign.projectId);
    const donor = await asDonor(app, first, 'donor.receipt');
    const answer = await donor.post<ContributionView>(`/me/contributions/${first.id}/withdrawal`);
    expect(answer.status).toBe(200);
    await app.quiet();
    const view = await progressOf(app, first);
    expect(await homes()).toEqual({ countries: [], others: GIFTS - 1 });
    expect(view.state).toBe('refunded');
    const net = view.netCredit?.minor ?? 0;
    expect(await balance('2100', campaign.projectId)).toBe(before - net);
    expect(await wall()).toEqual([]);
  });

  it('R83, L17: who asks has the whole payment back; the hometown fund is not offered', async () => {
    const [chooser] = racers;
    if (chooser === undefined) throw new Error('nobody raced');
    const donor = await asDonor(app, chooser, 'donor.choice-overflow');
    const path = `/me/contributions/${chooser.id}`;
    const { body } = await donor.get<ChoiceOptionsView>(`${path}/choices`);
    expect(body).toMatchObject({
      reason: 'overflow',
      options: ['refund', 'project', 'reserve'],
      byDefault: 'reserve',
      refund: { minor: 8_000 },
      projects: [],
    });
    const other = await donor.post<Problem>(`${path}/choice`, { choice: 'hometown_fund' });
    expect([other.status, other.body.code]).toEqual([422, 'contributions.choice-not-offered']);
    expect((await donor.post(`${path}/choice`, { choice: 'refund' })).status).toBe(200);
    await app.quiet();
    expect((await progressOf(app, chooser)).state).toBe('refunded');
  });

  it('R83, L22: fourteen days of silence keep the rest for repairs of this project', async () => {
    await app.moveClock({ days: 8 });
    await app.quiet();
    for (const { email } of racers.slice(1)) {
      expect(await tokenInMail(app, email, 'donor.choice-overflow-reminder')).toBeTruthy();
    }
    await app.moveClock({ days: 7 });
    await app.quiet();
    let kept = 0;
    for (const racer of racers.slice(1)) {
      const view = await progressOf(app, racer);
      expect(view.state).toBe('to_reserve');
      kept += view.netCredit?.minor ?? 0;
    }
    expect(await balance('2160', campaign.projectId)).toBe(kept);
    expect(await balance('2140', campaign.projectId)).toBe(0);
    expect(await balance('2130')).toBe(0);
  });
});

describe('the weekly sweep', () => {
  /** Day by day, because the Monday of the sweep is another number of days away each time. */
  async function untilPayout(status: 'failed' | 'paid'): Promise<number> {
    for (let day = 0; day < SWEEP_DAYS_MAX; day += 1) {
      const [payout] = await app.database.query<{ amount_minor: string }>(
        'SELECT amount_minor FROM stripe_payouts WHERE status = $1',
        [status],
      );
      if (payout !== undefined) return Number(payout.amount_minor);
      await app.moveClock({ days: 1 });
      await app.quiet();
    }
    throw new Error(`no payout has ${status}`);
  }

  it('L5: a payout that fails is booked back, and tried again the week after', async () => {
    const failedMinor = await untilPayout('failed');
    expect(await balance('1010')).toBe(failedMinor);
    // On the way is only what the operator pays for the lost fees (L27).
    expect(await balance('1050')).toBe(await balance('5000'));
  });

  it('L5: what left Stripe is on the way until the bank shows it', async () => {
    const fault = { kind: '500', stored: true, when: 'after', times: 1 };
    await app.emulator?.control('/faults', { ...fault, only: 'POST /v1/payouts' });
    await untilPayout('paid');
    await untilAnswered(app);
    // The failure was the answer of a payout that was made: it is found by its mark.
    expect(
      await app.database.query(
        `SELECT s.id FROM payout_sweeps s JOIN stripe_payouts p ON p.id = s.payout_id
          WHERE s.state = 'sent' AND p.status = 'paid'`,
      ),
    ).toHaveLength(1);
    const payouts = await app.database.query<{ id: string; amount_minor: string; status: string }>(
      `SELECT id, amount_minor, status FROM stripe_payouts WHERE status = 'paid' ORDER BY created_at`,
    );
    expect(payouts.length).toBeGreaterThan(0);
    const sum = payouts.reduce((total, { amount_minor: minor }) => total + Number(minor), 0);
    expect(await balance('1100')).toBe(0);
    // All there is of it, and what the operator pays for the fees lost with two refunds (L27).
    const { projectId } = campaign;
    const owed = (await balance('2100', projectId)) + (await balance('2160', projectId));
    expect(sum).toBe(owed - (await balance('5000')));
    expect(await balance('1050')).toBe(owed);
    expect(await balance('1010')).toBe(0);
  });

  it('L5: a bank line proves each arrival once', async () => {
    const payments = app.http.get(PaymentsService, { strict: false });
    const payouts = await app.database.query<{ id: string; amount_minor: string }>(
      `SELECT id, amount_minor FROM stripe_payouts WHERE status = 'paid' ORDER BY created_at`,
    );
    const lines = payouts.map(({ id, amount_minor: minor }) => ({
      lineHash: `test ${id}`,
      reference: `BANK ${id}`,
      direction: 'in' as const,
      amountMinor: Number(minor),
      bookedOn: '2027-01-10',
      valueOn: '2027-01-10',
      endToEndId: id,
      counterpartyName: 'Stripe',
      counterpartyIban: null,
      remittance: `STRIPE PAYOUT ${id}`,
      returnReason: null,
      isCharge: false,
    }));
    const run = () =>
      app.http
        .get(Database)
        .inTransaction((tx) =>
          payments.importStatementLines(tx, lines, { statementId: 'test', actor: SYSTEM }),
        );
    expect(await run()).toEqual({
      imported: lines.length,
      known: 0,
      matched: lines.length,
      unmatched: 0,
    });
    expect(await run()).toMatchObject({ imported: 0, known: lines.length, matched: 0 });
    expect(await balance('1050')).toBe(await balance('5000'));
    const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
    expect(await balance('1100')).toBe(sum);
  });
});
