import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { FeeEstimateView } from '@vatra/shared/contributions/contributions.views';
import type { Currency } from '@vatra/shared/money';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../test/app.js';
import { decide as bankDecides, dispute, refundByHand } from '../../../test/support/disputes.js';
import { refusalOf } from '../../../test/support/footprint.js';
import { aFinanceTeam } from '../../../test/support/funded.js';
import {
  aCard,
  aLiveCampaign,
  asDonor,
  aWish,
  give,
  progressOf,
  provePayee,
  type Given,
} from '../../../test/support/gifts.js';
import { fundOperator } from '../../../test/support/operator.js';
import { aVillage, anAssociation, ok } from '../../../test/support/village.js';
import { OPERATOR } from '../ledger/posting.js';

const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
const REFUND_FAILS_LATER = '4000000000005126';
/** Euro cents for one minor unit, as they stand when a gift is settled. */
const RATES = { usd: 0.86, gbp: 1.14, chf: 1.07, cad: 0.62, ron: 0.196, jpy: 0.55 };

let app: TestApp;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  await setRates();
  const village = await aVillage(app);
  const finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  await fundOperator(app, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, 90_000);
afterAll(() => app.close());

async function setRates(changes: Partial<typeof RATES> = {}): Promise<void> {
  await app.emulator?.control('/knobs', { exchangeRates: { ...RATES, ...changes } });
}

async function paid(
  currency: Currency,
  minor: number,
  options: { tipMinor?: number; coverFee?: boolean; card?: string } = {},
): Promise<Given> {
  const { card, ...parts } = options;
  const wish = { gift: { minor, currency }, ...parts };
  const given = await give(app, campaign.id, { wish, card: card ?? aCard() });
  await app.quiet();
  return given;
}

async function withdraw(given: Given): Promise<void> {
  const donor = await asDonor(app, given, 'donor.receipt');
  await ok(donor.post(`/me/contributions/${given.id}/withdrawal`));
  await app.quiet();
}

/** On the normal side: what is held or spent is positive. */
async function balance(code: string, subjectId: string = OPERATOR): Promise<number> {
  const [row] = await app.database.query<{ minor: string }>(
    `SELECT normal_side * ledger_balance_of(id) AS minor FROM ledger_account
      WHERE code = $1 AND subject_id = $2`,
    [code, subjectId],
  );
  return Number(row?.minor ?? 0);
}

async function books() {
  return {
    provider: await balance('1010'),
    fund: await balance('2100', campaign.projectId),
    payable: await balance('2130'),
    tips: await balance('4000'),
    exchange: await balance('5200'),
  };
}

async function entriesOf(kind: string, { id }: Given) {
  return app.database.query<{ project: string | null; codes: string[] }>(
    `SELECT e.project_id AS project, array_agg(a.code ORDER BY a.code) AS codes FROM ledger_entry e
       JOIN ledger_line l ON l.entry_id = e.id JOIN ledger_account a ON a.id = l.account_id
      WHERE e.kind = $1 AND e.subject_id = $2 GROUP BY e.id`,
    [kind, id],
  );
}

async function countedNet(): Promise<number> {
  const [row] = await app.database.query<{ minor: string }>(
    'SELECT net_minor AS minor FROM campaign_totals WHERE campaign_id = $1',
    [campaign.id],
  );
  return Number(row?.minor ?? 0);
}

const estimate = (currency: Currency) =>
  ok(app.visitor().get<FeeEstimateView>(`/fee-estimate?giftMinor=10000&currency=${currency}`));

describe('a gift in another currency', () => {
  it('R44: nothing is said about its euro before any payment in it was settled', async () => {
    expect((await estimate('USD')).inEuro).toBeNull();
  });

  it('R43, ruling 5: has its own minimum and its own ceiling', async () => {
    const send = (minor: number, currency: Currency, tipMinor = 0) =>
      refusalOf(app, () =>
        app.visitor().post<Problem>(`/campaigns/${campaign.id}/contributions`, {
          ...aWish({ tipMinor }),
          gift: { minor, currency },
        }),
      );
    expect(await send(799, 'JPY')).toBe('contributions.below-minimum');
    expect(await send(2_499, 'RON')).toBe('contributions.below-minimum');
    expect(await send(499, 'CHF')).toBe('contributions.below-minimum');
    expect(await send(75_001, 'GBP')).toBe('contributions.above-limit');
    expect(await send(500, 'GBP', 75_001)).toBe('contributions.above-limit');
    expect(await send(50_000, 'MDL')).toBe('contributions.currency-not-accepted');
  });

  it.each([
    // 1 % of cards from the EEA and 2 % for the conversion, on what was settled.
    ['CHF', 5_000, 5_350, 105 + 107],
    ['USD', 5_000, 4_300, 90 + 86],
    ['GBP', 5_000, 5_700, 111 + 114],
    ['CAD', 5_000, 3_100, 72 + 62],
    ['RON', 10_000, 1_960, 54 + 39],
    ['JPY', 3_000, 1_650, 50 + 33],
  ] as const)(
    'R45, L1: %s %d is presented as it is and counts with the euro settled of it',
    async (currency, minor, euro, fee) => {
      const [before, counted] = [await books(), await countedNet()];
      const given = await paid(currency, minor);
      expect(await progressOf(app, given)).toMatchObject({
        state: 'succeeded',
        gross: { minor, currency },
        settled: {
          gross: { minor: euro, currency: 'EUR' },
          exchangeRate: String(RATES[currency.toLowerCase() as keyof typeof RATES]),
        },
        fee: { minor: fee, currency: 'EUR' },
        netCredit: { minor: euro - fee, currency: 'EUR' },
      });
      const after = await books();
      expect(after.fund - before.fund).toBe(euro - fee);
      expect(after.provider - before.provider).toBe(euro - fee);
      expect(await countedNet()).toBe(counted + euro - fee);
    },
  );

  it('ruling 5: tip and fee cover get their part of the settled euro, by largest remainder', async () => {
    const before = await balance('4000');
    const given = await paid('JPY', 3_000, { tipMinor: 500, coverFee: true });
    const view = await progressOf(app, given);
    const { settled, gift, tip, feeCover, gross } = view;
    expect([gift.minor + tip.minor + feeCover.minor, gift.currency]).toEqual([gross.minor, 'JPY']);
    const parts = [settled?.gift, settled?.tip, settled?.feeCover].map((part) => part?.minor ?? 0);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(settled?.gross.minor);
    expect(parts[0]).toBe(1_650);
    expect((await balance('4000')) - before).toBe(275);
  });

  it('R44: what it may come to in euro is said by the rate of a settled payment', async () => {
    expect(await estimate('USD')).toMatchObject({
      gift: { minor: 10_000, currency: 'USD' },
      estimatedFee: { currency: 'USD' },
      inEuro: { gift: { minor: 8_600, currency: 'EUR' } },
    });
    expect((await estimate('EUR')).inEuro).toBeNull();
  });
});

describe('what goes back of it', () => {
  it("L20, L13: goes back in its currency; the dearer rate of the day is the operator's, never the project's", async () => {
    const before = await books();
    const given = await paid('USD', 10_000, { tipMinor: 1_000 });
    await setRates({ usd: 0.95 });
    await withdraw(given);
    expect(await progressOf(app, given)).toMatchObject({
      state: 'refunded',
      refunds: [
        {
          state: 'succeeded',
          amount: { minor: 11_000, currency: 'USD' },
          inEuro: { minor: 9_460, currency: 'EUR' },
        },
      ],
    });
    const after = await books();
    // 0.09 of every dollar: 110.00 x 0.95 was taken for 94.60 in the books.
    expect(after.exchange - before.exchange).toBe(10_450 - 9_460);
    expect([after.fund, after.payable, after.tips]).toEqual([
      before.fund,
      before.payable,
      before.tips,
    ]);
    expect(await entriesOf('L20', given)).toEqual([{ project: null, codes: ['1010', '5200'] }]);
    await setRates();
  });

  it("L20: a cheaper rate is the operator's as well", async () => {
    const before = await books();
    const given = await paid('CHF', 5_000);
    await setRates({ chf: 1 });
    await withdraw(given);
    const after = await books();
    expect(after.exchange - before.exchange).toBe(5_000 - 5_350);
    expect(after.fund).toBe(before.fund);
    await setRates();
  });

  it('L20, L19: a refund that came back brings the difference back, and the donor is owed the euro', async () => {
    const before = await books();
    const given = await paid('GBP', 5_000, { card: REFUND_FAILS_LATER });
    await setRates({ gbp: 1.2 });
    await withdraw(given);
    expect((await books()).exchange - before.exchange).toBe(6_000 - 5_700);
    await app.moveClock({ days: 3 });
    await app.quiet();
    expect((await progressOf(app, given)).refunds[0]?.state).toBe('failed');
    expect((await books()).exchange).toBe(before.exchange);
    expect(await balance('2900')).toBe(5_700);
    await setRates();
  });

  it("L20: a part sent back on the provider's own pages is its share of the books", async () => {
    const given = await paid('JPY', 8_000);
    await setRates({ jpy: 0.6 });
    const before = await books();
    await refundByHand(app, given, 2_000);
    await app.quiet();
    const after = await books();
    expect((await progressOf(app, given)).refunds).toMatchObject([
      { amount: { minor: 2_000, currency: 'JPY' }, inEuro: { minor: 1_100 } },
    ]);
    expect(after.exchange - before.exchange).toBe(1_200 - 1_100);
    await setRates();
  });

  it('L20, L12: of a lost dispute the operator bears what the rate made of it', async () => {
    const given = await paid('USD', 10_000);
    const before = await books();
    await setRates({ usd: 0.9 });
    const disputeId = await dispute(app, given);
    await app.quiet();
    await bankDecides(app, disputeId, 'lost');
    await app.quiet();
    const after = await books();
    expect(after.exchange - before.exchange).toBe(9_000 - 8_600);
    expect(before.fund - after.fund).toBe((await progressOf(app, given)).netCredit?.minor);
    expect(await balance('5030')).toBe(0);
    await setRates();
  });
});

it('R44: a rate of another month says nothing any more', async () => {
  await app.moveClock({ days: 31 });
  await app.quiet();
  expect((await estimate('USD')).inEuro).toBeNull();
});
