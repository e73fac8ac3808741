import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import type { Answer } from '../../../../test/support/browser.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import {
  aLiveCampaign,
  asDonor,
  give,
  payPastPage,
  progressOf,
  provePayee,
  providerHeaders,
  startGift,
  untilState,
  type Given,
} from '../../../../test/support/gifts.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { aFinanceTeam } from '../../../../test/support/funded.js';
import { aVillage, anAssociation } from '../../../../test/support/village.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { OPERATOR } from '../../ledger/posting.js';

const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
const REFUND_FAILS_LATER = '4000000000005126';
const REFUND_PENDING_FIRST = '4000000000007726';
const RECEIPT = 'donor.receipt';

let app: TestApp;
let campaign: CampaignView;
let placeId: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  const village = await aVillage(app);
  placeId = village.placeId;
  const finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, 90_000);
afterAll(() => app.close());

/** The code of a refusal that left nothing behind. */
const refusal = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

/** On the normal side: what is held is positive. */
async function balance(code: string, subjectId: string = OPERATOR): Promise<number> {
  const [row] = await app.database.query<{ minor: string }>(
    `SELECT normal_side * ledger_balance_of(id) AS minor FROM ledger_account
      WHERE code = $1 AND subject_id = $2`,
    [code, subjectId],
  );
  return Number(row?.minor ?? 0);
}

async function books(): Promise<Record<string, number>> {
  const { projectId } = campaign;
  return {
    provider: await balance('1010'),
    fund: await balance('2100', projectId),
    choice: await balance('2140', projectId),
    payable: await balance('2130'),
    unclaimed: await balance('2900'),
    tips: await balance('4000'),
    fees: await balance('5000'),
  };
}

async function refundsAtProvider(given: Given): Promise<number> {
  const book = await fetch(`${app.emulator?.url ?? ''}/_emu/book?kinds=refund`);
  const lines = (await book.text()).split('\n');
  return lines.filter((line) => line.includes(given.id)).length;
}

async function paid(card?: string, tipMinor = 0): Promise<Given> {
  const given = await give(app, campaign.id, { card, wish: { tipMinor } });
  await app.quiet();
  return given;
}

async function withdraw(given: Given) {
  const donor = await asDonor(app, given, RECEIPT);
  return donor.post<ContributionView & Problem>(`/me/contributions/${given.id}/withdrawal`);
}

describe('withdrawal', () => {
  it('R46, L13: gives the whole payment back, tip and lost fee included', async () => {
    const before = await books();
    const given = await paid(undefined, 300);
    const fee = (await progressOf(app, given)).fee?.minor ?? 0;
    const answer = await withdraw(given);
    expect([answer.status, answer.body.refunds[0]?.state]).toEqual([200, 'pending']);
    await app.quiet();
    const view = await progressOf(app, given);
    expect(view).toMatchObject({
      state: 'refunded',
      refunds: [{ state: 'succeeded', amount: { minor: 5_300 }, reason: 'withdrawal' }],
      may: [],
    });
    // Nothing is left of it but the fee, which the platform bears.
    expect(await books()).toEqual({
      ...before,
      provider: (before.provider ?? 0) - fee,
      fees: (before.fees ?? 0) + fee,
    });
  });

  it('happens once however often it is asked for at the same time', async () => {
    const given = await paid();
    const donor = await asDonor(app, given, RECEIPT);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        donor.post<Problem>(`/me/contributions/${given.id}/withdrawal`),
      ),
    );
    await app.quiet();
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status === 409).map(({ body }) => body.code);
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'contributions.refund-under-way'));
    expect(await refundsAtProvider(given)).toBe(1);
  });

  it("is not for other donors: somebody else's gift is not there", async () => {
    const [mine, other] = [await paid(), await paid()];
    const donor = await asDonor(app, other, RECEIPT);
    const path = `/me/contributions/${mine.id}`;
    expect((await donor.get(path)).status).toBe(404);
    expect((await donor.post(`${path}/withdrawal`)).status).toBe(404);
    const list = await donor.get<Page<ContributionView>>('/me/contributions');
    expect(list.body.items.map(({ id }) => id)).toEqual([other.id]);
    expect((await progressOf(app, mine)).state).toBe('succeeded');
  });

  it('of an unpaid gift is refused', async () => {
    const given = await paid();
    const donor = await asDonor(app, given, RECEIPT);
    const { id } = await startGift(donor, campaign.id, {
      gift: { minor: 1_000, currency: 'EUR' },
      tipMinor: 0,
      coverFee: false,
      email: given.email,
      locale: 'ro',
    });
    expect(await refusal(() => donor.post(`/me/contributions/${id}/withdrawal`))).toBe(
      'contributions.not-paid',
    );
  });

  it('one refund reaches the provider when its answer is lost, and when it fails and keeps that', async () => {
    for (const fault of [
      { kind: 'reset', when: 'after', times: 1, only: 'POST /v1/refunds' },
      { kind: '500', when: 'before', times: 1, stored: true, only: 'POST /v1/refunds' },
      { kind: '500', when: 'after', times: 1, stored: true, only: 'POST /v1/refunds' },
      { kind: '500', when: 'after', times: 1, stored: false, only: 'POST /v1/refunds' },
      { kind: '429', when: 'before', times: 2, only: 'POST /v1/refunds' },
    ]) {
      const given = await paid();
      await app.emulator?.control('/faults', fault);
      expect((await withdraw(given)).status).toBe(200);
      await untilState(app, given, 'refunded');
      expect(await refundsAtProvider(given)).toBe(1);
    }
    await app.quiet();
    expect(await balance('2130')).toBe(0);
  });
});

describe('a refund that the provider does not finish at once', () => {
  it('is pending until it tells, and books the rest then', async () => {
    const given = await paid(REFUND_PENDING_FIRST);
    await withdraw(given);
    await app.quiet();
    const pending = await progressOf(app, given);
    expect([pending.state, pending.refunds[0]?.state]).toEqual(['succeeded', 'pending']);
    await app.moveClock({ days: 3 });
    await app.quiet();
    expect((await progressOf(app, given)).state).toBe('refunded');
  });

  it('R47, L19: comes back days later and is kept for its donor', async () => {
    const before = await books();
    const given = await paid(REFUND_FAILS_LATER);
    const fee = (await progressOf(app, given)).fee?.minor ?? 0;
    await withdraw(given);
    await app.quiet();
    await app.moveClock({ days: 3 });
    await app.quiet();
    const view = await progressOf(app, given);
    expect([view.state, view.refunds[0]?.state]).toEqual(['refunded', 'failed']);
    expect(view.refunds[0]?.claim?.state).toBe('asked');
    expect(view.may).toEqual(['give_account']);
    expect(await books()).toEqual({
      ...before,
      provider: (before.provider ?? 0) + 5_000 - fee,
      unclaimed: (before.unclaimed ?? 0) + 5_000,
      fees: (before.fees ?? 0) + fee,
    });
  });
});

describe('the end of the campaign', () => {
  let kept: Given;
  let chooser: Given;

  it('R46, L14: after fourteen days the lost fee stays out while the campaign is open', async () => {
    const before = await books();
    kept = await paid();
    const old = await paid(undefined, 700);
    await app.moveClock({ days: 13, hours: 23 });
    const young = (await progressOf(app, old)).withdrawal;
    expect(young).toMatchObject({ amount: { minor: 5_700 }, lostFee: { minor: 0 } });
    await app.moveClock({ hours: 2 });
    const { fee, withdrawal } = await progressOf(app, old);
    const lost = fee?.minor ?? 0;
    expect(withdrawal).toMatchObject({ amount: { minor: 5_700 - lost }, lostFee: { minor: lost } });
    expect((await withdraw(old)).status).toBe(200);
    await app.quiet();
    const view = await progressOf(app, old);
    expect([view.state, view.refunds[0]?.amount.minor]).toEqual(['refunded', 5_700 - lost]);
    // Neither the project nor the platform has lost or won anything by it.
    const { netCredit } = await progressOf(app, kept);
    const { tips, fees, fund, payable } = await books();
    expect({ tips, fees, fund, payable }).toEqual({
      tips: before.tips,
      fees: before.fees,
      fund: (before.fund ?? 0) + (netCredit?.minor ?? 0),
      payable: 0,
    });
  });

  it('R31: a payment that comes when its page has ended goes back in full', async () => {
    chooser = await paid();
    const started = await startGift(app.visitor(), campaign.id);
    await app.moveClock(new Date(Date.parse(campaign.endsAt) + 2 * 3_600_000));
    await app.quiet();
    const late = { ...started, email: '' };
    expect((await progressOf(app, late)).state).toBe('expired');
    const before = await books();
    await payPastPage(app, started.id, started.gross.minor);
    await app.quiet();
    const view = await progressOf(app, late);
    expect([view.state, view.refunds[0]?.reason]).toEqual(['refunded', 'late']);
    const fee = view.fee?.minor ?? 0;
    expect(await books()).toEqual({
      ...before,
      provider: (before.provider ?? 0) - fee,
      fees: (before.fees ?? 0) + fee,
    });
  });

  it('R46: when the campaign has closed nothing comes back on request any more', async () => {
    const donor = await asDonor(app, kept, RECEIPT);
    const answer = await donor.post<Problem>(`/me/contributions/${kept.id}/withdrawal`);
    expect([answer.status, answer.body.code]).toEqual([
      409,
      'contributions.withdrawal-window-over',
    ]);
  });

  it('R49, L16: after a failure every gift waits for its donor, with the whole fund', async () => {
    expect((await campaignOf(app, campaign.id)).state).toBe('failed');
    const { fund, choice } = await books();
    expect(fund).toBe(0);
    const [waiting] = await app.database.query<{ minor: string }>(
      `SELECT sum(net_minor) AS minor FROM contributions WHERE state = 'choice_pending'`,
    );
    expect(choice).toBe(Number(waiting?.minor));
    expect(choice).toBeGreaterThan(0);
    expect((await progressOf(app, kept)).may).toEqual(['choose']);
  });

  it('R49, L17: who asks has the payment back now', async () => {
    const donor = await asDonor(app, chooser, RECEIPT);
    const path = `/me/contributions/${chooser.id}/choice`;
    expect((await donor.post(path, { choice: 'keep it' })).status).toBe(422);
    expect((await donor.post(path, { choice: 'refund' })).status).toBe(200);
    await app.quiet();
    expect((await progressOf(app, chooser)).state).toBe('refunded');
    expect(await refusal(() => donor.post(path, { choice: 'refund' }))).toBe(
      'contributions.nothing-to-choose',
    );
  });

  it('R49: thirty days of silence give everything back, and nothing is held for the project', async () => {
    expect((await progressOf(app, kept)).state).toBe('choice_pending');
    await app.moveClock({ days: 31 });
    await app.quiet();
    expect((await progressOf(app, kept)).state).toBe('refunded');
    expect(await books()).toMatchObject({ fund: 0, choice: 0, payable: 0 });
    expect((await campaignOf(app, campaign.id)).state).toBe('wound_up');
  });

  it('R47: what nobody claimed for twelve months serves the same hometown', async () => {
    const unclaimed = await balance('2900');
    expect(unclaimed).toBeGreaterThan(0);
    const before = await balance('2150', placeId);
    await app.moveClock({ days: 60 + 366 });
    await app.quiet();
    expect(await balance('2900')).toBe(0);
    expect(await balance('2150', placeId)).toBe(before + unclaimed);
  });

  it("D4: the books' provider balance is the provider's own", async () => {
    const answer = await fetch(`${app.emulator?.url ?? ''}/v1/balance`, {
      headers: providerHeaders(app),
    });
    const { available, pending } = (await answer.json()) as Record<
      'available' | 'pending',
      { amount: number }[]
    >;
    const total = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
    expect(await balance('1010')).toBe(total);
  });
});
