import type { FundMoneyKind } from '@vatra/shared/matching/fund-words';
import type { MatchingFundState } from '@vatra/shared/matching/fund.states';
import type { Posting } from '../../ledger/ledger.service.js';
import type { FundBalances, FundMoneyRecord } from './fund-money.record.js';

const COLLECTING: readonly MatchingFundState[] = ['draft', 'verified', 'open', 'exhausted'];
const OVER: readonly MatchingFundState[] = ['closed', 'settled'];

const ANY: readonly MatchingFundState[] = [...COLLECTING, ...OVER];

type Refusal =
  'matching.money-not-in-state' | 'matching.more-than-promised' | 'matching.more-than-free';

interface MoneyRule {
  readonly states: readonly MatchingFundState[];
  readonly limitOf: (balances: FundBalances) => number;
  readonly beyond: Refusal;
}

const NO_LIMIT = () => Number.MAX_SAFE_INTEGER;
const DEPOSIT: MoneyRule = {
  states: COLLECTING,
  limitOf: NO_LIMIT,
  beyond: 'matching.more-than-free',
};
const RULES: Readonly<Record<FundMoneyKind, MoneyRule>> = {
  paid_in: DEPOSIT,
  guarantee: DEPOSIT,
  received: {
    states: ANY,
    limitOf: ({ promisedMinor }) => promisedMinor,
    beyond: 'matching.more-than-promised',
  },
  lapsed: { states: ANY, limitOf: lapsable, beyond: 'matching.more-than-promised' },
  returned: { states: OVER, limitOf: returnable, beyond: 'matching.more-than-free' },
};

/** Whether an amount may move a fund as it stands now; asked of the maker and again of the checker. */
export function refusalOf(
  { kind, amountMinor }: Pick<FundMoneyRecord, 'kind' | 'amountMinor'>,
  state: MatchingFundState,
  balances: FundBalances,
): Refusal | null {
  const { states, limitOf, beyond } = RULES[kind];
  if (!states.includes(state)) return 'matching.money-not-in-state';
  return amountMinor > limitOf(balances) ? beyond : null;
}

/** Only the free part of a promise can fall away: what is reserved was promised on to donors. */
export function lapsable({ freeMinor, promisedMinor }: FundBalances): number {
  return Math.min(freeMinor, promisedMinor);
}

/** A promise is not money: what goes back is what came and is free. */
export function returnable({ freeMinor, promisedMinor }: FundBalances): number {
  return Math.max(0, freeMinor - promisedMinor);
}

/** R56: paid in or guaranteed up to the pot of its rules. */
export function depositedMinor({ freeMinor, reservedMinor, committedMinor }: FundBalances): number {
  return freeMinor + reservedMinor + committedMinor;
}

/** R56: how much the projects own that their fund has not received. */
export function awaitedMinor({ freeMinor, reservedMinor, promisedMinor }: FundBalances): number {
  return Math.max(0, promisedMinor - freeMinor - reservedMinor);
}

const SIDES: Readonly<Record<FundMoneyKind, readonly [debit: string, credit: string]>> = {
  paid_in: ['1100', '2200'],
  guarantee: ['1320', '2200'],
  received: ['1100', '1320'],
  lapsed: ['2200', '1320'],
  returned: ['2200', '1100'],
};

/** L25 (ruling 14). */
export function moneyPosting(money: FundMoneyRecord, valueDate: string | undefined): Posting {
  const { id, fundId, kind, amountMinor } = money;
  const [debit, credit] = SIDES[kind];
  return {
    kind: 'L25',
    purposeKey: `L25:${id}`,
    subject: { kind: 'matching_fund', id: fundId },
    ...(valueDate === undefined ? {} : { valueDate }),
    facts: { step: kind },
    lines: [
      { account: accountOf(debit, fundId), debitMinor: amountMinor },
      { account: accountOf(credit, fundId), creditMinor: amountMinor },
    ],
  };
}

function accountOf(code: string, fundId: string) {
  return code === '1100' ? { code } : { code, subjectId: fundId };
}
