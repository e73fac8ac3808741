import { describe, expect, it } from '@jest/globals';
import {
  awaitedMinor,
  depositedMinor,
  lapsable,
  moneyPosting,
  refusalOf,
  returnable,
} from './fund-money.policy.js';
import type { FundBalances, FundMoneyRecord } from './fund-money.record.js';

const BALANCES: FundBalances = {
  freeMinor: 400,
  reservedMinor: 250,
  promisedMinor: 300,
  committedMinor: 350,
  frozenMinor: 0,
};

function money(changes: Partial<FundMoneyRecord>): FundMoneyRecord {
  return {
    id: 'm',
    fundId: 'f',
    kind: 'paid_in',
    amountMinor: 100,
    state: 'proposed',
    note: '',
    bankLineId: null,
    fileId: null,
    proposedBy: 'maker',
    proposedAt: new Date(0),
    decidedAt: null,
    reason: null,
    ...changes,
  };
}

describe('R56: what a promise is worth', () => {
  it('R56: the parts are what was deposited', () => {
    expect(depositedMinor(BALANCES)).toBe(1_000);
  });

  it('R56: only the free part of a promise lapses', () => {
    expect(lapsable(BALANCES)).toBe(300);
    expect(lapsable({ ...BALANCES, freeMinor: 100 })).toBe(100);
    expect(refusalOf(money({ kind: 'lapsed', amountMinor: 301 }), 'open', BALANCES)).toBe(
      'matching.more-than-promised',
    );
  });

  it('R56: projects wait for what their fund has not received', () => {
    expect(awaitedMinor(BALANCES)).toBe(0);
    expect(awaitedMinor({ ...BALANCES, freeMinor: 0, reservedMinor: 0 })).toBe(300);
    expect(awaitedMinor({ ...BALANCES, promisedMinor: 900 })).toBe(250);
  });

  it('R56: no more comes than was promised', () => {
    expect(refusalOf(money({ kind: 'received', amountMinor: 300 }), 'open', BALANCES)).toBeNull();
    expect(refusalOf(money({ kind: 'received', amountMinor: 301 }), 'open', BALANCES)).toBe(
      'matching.more-than-promised',
    );
  });
});

describe('L25: money back to the funder', () => {
  it('L25: only money that came and is free, and only when the window is over', () => {
    expect(returnable(BALANCES)).toBe(100);
    expect(refusalOf(money({ kind: 'returned', amountMinor: 100 }), 'closed', BALANCES)).toBeNull();
    expect(refusalOf(money({ kind: 'returned', amountMinor: 101 }), 'closed', BALANCES)).toBe(
      'matching.more-than-free',
    );
    expect(refusalOf(money({ kind: 'returned', amountMinor: 1 }), 'open', BALANCES)).toBe(
      'matching.money-not-in-state',
    );
  });

  it('L25: takes no deposit for a window that is over', () => {
    expect(refusalOf(money({}), 'closed', BALANCES)).toBe('matching.money-not-in-state');
    expect(refusalOf(money({}), 'exhausted', BALANCES)).toBeNull();
  });
});

describe('L25: the entries', () => {
  const bank = { code: '1100' };
  const free = { code: '2200', subjectId: 'f' };
  const promised = { code: '1320', subjectId: 'f' };

  it.each([
    ['paid_in' as const, bank, free],
    ['guarantee' as const, promised, free],
    ['received' as const, bank, promised],
    ['lapsed' as const, free, promised],
    ['returned' as const, free, bank],
  ])('L25: %s', (kind, debit, credit) => {
    expect(moneyPosting(money({ kind }), '2026-03-01')).toMatchObject({
      kind: 'L25',
      purposeKey: 'L25:m',
      valueDate: '2026-03-01',
      lines: [
        { account: debit, debitMinor: 100 },
        { account: credit, creditMinor: 100 },
      ],
    });
  });
});
