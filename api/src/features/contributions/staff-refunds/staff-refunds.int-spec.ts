import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { RefundItemDto } from '@vatra/shared/contributions/refund-batches.dto';
import type {
  RefundBatchView,
  RefundQuoteView,
} from '@vatra/shared/contributions/refund-batches.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, entryOf } from '../../../../test/support/balances.js';
import { campaignOf } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, aSettledProject, type Finance } from '../../../../test/support/funded.js';
import {
  aLiveCampaign,
  give,
  progressOf,
  provePayee,
  type Given,
} from '../../../../test/support/gifts.js';
import { handInProcurementPapers, pay, sign } from '../../../../test/support/payments.js';
import { approvalCode, type TestPerson } from '../../../../test/support/people.js';
import { fundOperator } from '../../../../test/support/operator.js';
import { untilAnswered } from '../../../../test/support/until.js';
import { aVillage, anAssociation, ok, type Village } from '../../../../test/support/village.js';
import { StripeGateway } from '../../../platform/stripe/stripe.gateway.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 1_500_000, optimumMinor: 1_900_000 };
const REASON = 'as decided in the grievance of the donor';

let app: TestApp;
let village: Village;
let finance: Finance;
let campaign: CampaignView;
let given: Given;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await fundOperator(app, finance);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
  given = await give(app, campaign.id);
  await app.quiet();
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

const receiptOf = async (gift: Given) => (await progressOf(app, gift)).receiptNumber ?? '';
const quoteOf = (receipt: string) =>
  ok(finance.maker.browser.get<RefundQuoteView>(`/refund-quotes?receipt=${receipt}`));

async function part(gift: Given, giftMinor: number): Promise<RefundItemDto> {
  return { receipt: await receiptOf(gift), kind: 'part', giftMinor, reason: REASON };
}

async function whole(gift: Given): Promise<RefundItemDto> {
  return { receipt: await receiptOf(gift), kind: 'whole', reason: REASON };
}

const prepare = (...items: RefundItemDto[]) =>
  ok(finance.maker.browser.post<RefundBatchView>('/refund-batches', { items }));

async function approval(person: TestPerson, batch: RefundBatchView, changes: object = {}) {
  const body = { contentHash: batch.contentHash, code: await approvalCode(app, person) };
  return () =>
    person.browser.post<RefundBatchView>(`/refund-batches/${batch.id}/approvals`, {
      ...body,
      ...changes,
    });
}

async function carryOut(...items: RefundItemDto[]): Promise<RefundBatchView> {
  const batch = await prepare(...items);
  const done = await ok((await approval(finance.checker, batch))());
  await app.quiet();
  return done;
}

async function refundsAtProvider({ id }: Given): Promise<number> {
  const book = await fetch(`${app.emulator?.url ?? ''}/_emu/book?kinds=refund`);
  return (await book.text()).split('\n').filter((line) => line.includes(id)).length;
}

/** The call of a process that died meanwhile: word for word, under its key. */
async function refundArrivesLate(refundId: string): Promise<void> {
  const [call] = await app.database.query<{
    id: string;
    request: { chargeId: string; amountMinor: number; contributionId: string };
  }>(`SELECT id, request FROM operations WHERE subject_id = $1`, [refundId]);
  if (call === undefined) throw new Error(`nobody asked for refund ${refundId}`);
  const { chargeId, amountMinor, contributionId } = call.request;
  const metadata = {
    ...{ refund_id: refundId, contribution_id: contributionId },
    operation_id: call.id,
  };
  const gateway = app.worker.get(StripeGateway, { strict: false });
  await gateway.createRefund({ chargeId, amountMinor, metadata }, call.id);
}

describe('a part of a gift', () => {
  it('R48, L15: takes net x R / gift from the project, the rest from the platform, and the bar falls', async () => {
    const before = await campaignOf(app, campaign.id);
    const { netCredit } = await progressOf(app, given);
    expect(netCredit?.minor).toBe(4_900);
    const batch = await carryOut(await part(given, 1_000));
    expect([batch.state, batch.approvals]).toEqual(['approved', 1]);
    const refundId = batch.items[0]?.refundId ?? '';
    expect(await entryOf(app, `L15:${refundId}`)).toEqual({
      '2100': 980,
      '5000': 20,
      '2130': -1_000,
    });
    expect(await entryOf(app, `L15:paid:${refundId}`)).toEqual({ '2130': 1_000, '1010': -1_000 });
    const view = await progressOf(app, given);
    expect([view.state, view.returned.minor, view.refunds[0]?.state]).toEqual([
      'succeeded',
      1_000,
      'succeeded',
    ]);
    const { progress } = await campaignOf(app, campaign.id);
    expect(progress.countedMinor).toBe(before.progress.countedMinor - 980);
    expect([progress.returnedMinor, progress.contributions]).toEqual([980, 1]);
  });

  it('R48: an equal amount again is another refund, once although its answer was a failure', async () => {
    const only = 'POST /v1/refunds';
    const fault = { kind: '500', stored: true, when: 'after', times: 1, only };
    await app.emulator?.control('/faults', fault);
    await carryOut(await part(given, 1_000));
    await untilAnswered(app);
    await app.quiet();
    expect(await refundsAtProvider(given)).toBe(2);
    expect((await progressOf(app, given)).returned.minor).toBe(2_000);
  });

  it('0057: that a late call sends a second time is a refund by hand, and the books add up', async () => {
    const gift = await give(app, campaign.id);
    await app.quiet();
    const fault = { kind: '500', stored: false, when: 'after', times: 1, only: 'POST /v1/refunds' };
    await app.emulator?.control('/faults', fault);
    const { items } = await carryOut(await part(gift, 1_000));
    await untilAnswered(app);
    await refundArrivesLate(items[0]?.refundId ?? '');
    await app.quiet();
    const { returned, refunds } = await progressOf(app, gift);
    expect(returned.minor).toBe(2_000);
    expect(refunds.map(({ reason, state }) => [reason, state]).sort()).toEqual([
      ['provider', 'succeeded'],
      ['staff', 'succeeded'],
    ]);
    await carryOut(await part(gift, 3_000));
  });

  it('R48: the last part takes the rest, and the gift is gone', async () => {
    expect((await quoteOf(await receiptOf(given))).partMax.minor).toBe(3_000);
    await carryOut(await part(given, 3_000));
    const view = await progressOf(app, given);
    expect([view.state, view.returned.minor]).toEqual(['refunded', 5_000]);
    expect(await balanceOf(app, '2100', campaign.projectId)).toBe(0);
    const { progress } = await campaignOf(app, campaign.id);
    expect([progress.countedMinor, progress.payers]).toEqual([0, 0]);
  });

  it('R46, L13: the donor may still have what is left of a young gift, tip included', async () => {
    const gift = await give(app, campaign.id, { wish: { tipMinor: 500 } });
    await app.quiet();
    await carryOut(await part(gift, 2_000));
    expect((await progressOf(app, gift)).withdrawal?.amount.minor).toBe(3_500);
    const batch = await carryOut(await whole(gift));
    expect(batch.items[0]?.amount.minor).toBe(3_500);
    expect((await progressOf(app, gift)).state).toBe('refunded');
  });
});

describe('what is refused', () => {
  const refusal = (sent: () => Promise<{ status: number; body: unknown }>) =>
    refusalOf(app, sent as Parameters<typeof refusalOf>[1]);
  const preparation =
    (person: TestPerson, ...items: RefundItemDto[]) =>
    () =>
      person.browser.post('/refund-batches', { items });

  it('R48: a receipt nobody has, more than the gift, one gift twice', async () => {
    const gift = await give(app, campaign.id);
    await app.quiet();
    const { maker } = finance;
    const one = await part(gift, 1_000);
    const unknown = { ...one, receipt: '2020-0000001' };
    expect(await refusal(preparation(maker, unknown))).toBe('contributions.receipt-unknown');
    const more = await part(gift, 5_001);
    expect(await refusal(preparation(maker, more))).toBe('contributions.more-than-held');
    expect(await refusal(preparation(maker, one, one))).toBe('contributions.gift-twice');
    const nothing = { ...one, giftMinor: undefined };
    expect(await refusal(preparation(maker, nothing))).toBe('contributions.more-than-held');
    expect(await refusal(preparation(finance.checker, one))).toBe('http.forbidden');
    expect(await refusal(preparation(maker, await whole(given)))).toBe(
      'contributions.more-than-held',
    );
  });

  it('ruling 37: the maker does not approve, nor the reviewer of the project, nor the donor', async () => {
    const { administrator } = village;
    const giveRole = (person: TestPerson, role: string) =>
      ok(administrator.browser.post('/people/roles', { email: person.email, role }));
    const gift = await give(app, campaign.id, {
      browser: finance.secondChecker.browser,
      wish: { email: finance.secondChecker.email },
    });
    await app.quiet();
    const batch = await prepare(await part(gift, 1_000));
    await giveRole(finance.maker, 'finance_checker');
    expect(await refusal(await approval(finance.maker, batch))).toBe(
      'contributions.prepared-by-you',
    );
    expect(await refusal(await approval(finance.secondChecker, batch))).toBe(
      'contributions.no-distance',
    );
    await giveRole(village.reviewer, 'finance_maker');
    expect(await refusal(preparation(village.reviewer, await part(gift, 1_000)))).toBe(
      'contributions.no-distance',
    );
  });

  it('ruling 38: without a fresh code, or of something else than was prepared', async () => {
    const gift = await give(app, campaign.id);
    await app.quiet();
    const batch = await prepare(await part(gift, 1_000));
    const wrongCode = await approval(finance.checker, batch, { code: '000000' });
    expect(await refusal(wrongCode)).toBe('accounts.wrong-code');
    const otherHash = await approval(finance.checker, batch, { contentHash: 'a'.repeat(64) });
    expect(await refusal(otherHash)).toBe('contributions.refunds-changed');
    // The donor was quicker: what was prepared is no longer what would happen.
    await carryOut(await part(gift, 4_500));
    expect(await refusal(await approval(finance.checker, batch))).toBe(
      'contributions.refunds-changed',
    );
    const cancelled = await ok(
      finance.maker.browser.post<RefundBatchView>(`/refund-batches/${batch.id}/cancellation`, {
        reason: 'the donor has got most of it already',
      }),
    );
    expect(cancelled.state).toBe('cancelled');
    expect(await refusal(await approval(finance.checker, batch))).toBe(
      'contributions.refund-batch-closed',
    );
  });
});

describe('a large batch', () => {
  it('ruling 37: above EUR 10,000 needs two signatures of two people', async () => {
    const gifts: Given[] = [];
    for (let n = 0; n < 11; n += 1) {
      gifts.push(
        await give(app, campaign.id, { wish: { gift: { minor: 100_000, currency: 'EUR' } } }),
      );
    }
    await app.quiet();
    const batch = await prepare(...(await Promise.all(gifts.map(whole))));
    expect([batch.approvalsNeeded, batch.total.minor]).toEqual([2, 1_100_000]);
    const once = await ok((await approval(finance.checker, batch))());
    expect([once.state, once.approvals]).toEqual(['prepared', 1]);
    expect(await refusalOf(app, await approval(finance.checker, batch))).toBe(
      'contributions.approved-already',
    );
    const twice = await ok((await approval(finance.secondChecker, batch))());
    expect(twice.state).toBe('approved');
    await app.quiet();
    for (const gift of gifts) expect((await progressOf(app, gift)).state).toBe('refunded');
    expect(await balanceOf(app, '2130')).toBe(0);
  }, 120_000);
});

describe('after the first tranche', () => {
  it(
    'R48, ruling 14: only what has not been paid out may go back',
    async () => {
      const association = await anAssociation(app, village, { members: 3 });
      const projectId = await aSettledProject(app, village, {
        associations: [association],
        goals: { minimumMinor: 1_000_000, optimumMinor: 1_900_000 },
        gifts: 12,
      });
      const [row] = await app.database.query<{ receipt: string }>(
        `SELECT receipt_number AS receipt FROM contributions
        WHERE project_id = $1 ORDER BY id LIMIT 1`,
        [projectId],
      );
      const receipt = row?.receipt ?? '';
      expect((await quoteOf(receipt)).partMax.minor).toBe(100_000);
      await sign(village, projectId);
      await handInProcurementPapers(village, projectId);
      await pay(app, finance, { projectId, number: 1 });
      const { partMax, whole: all } = await quoteOf(receipt);
      // Three tenths of everybody's gift have gone to the town hall.
      expect(partMax.minor).toBeGreaterThanOrEqual(70_000);
      expect(partMax.minor).toBeLessThanOrEqual(70_001);
      expect(all).toBeNull();
      const before = await balanceOf(app, '2100', projectId);
      await carryOut({ receipt, kind: 'part', giftMinor: 70_000, reason: REASON });
      expect(await balanceOf(app, '2100', projectId)).toBeGreaterThanOrEqual(before - 70_000);
      expect(await balanceOf(app, '2130')).toBe(0);
    },
    SCENE_TIMEOUT_MS,
  );
});
