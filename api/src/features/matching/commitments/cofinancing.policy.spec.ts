import { describe, expect, it } from '@jest/globals';
import {
  coversPlan,
  decidedSums,
  evidencedSums,
  stateAfter,
  unproved,
} from './cofinancing.policy.js';
import type { CommitmentRecord } from './commitment.record.js';

function commitment(changes: Partial<CommitmentRecord> = {}): CommitmentRecord {
  return {
    id: 'c',
    projectId: 'p',
    organisationId: 'o',
    state: 'decided',
    decisionNumber: '4/1',
    decisionDate: '2026-03-01',
    cashMinor: 1_000,
    inKindMinor: 500,
    budgetCode: '31',
    fileId: 'f',
    declaredAt: new Date(0),
    reviewDueAt: new Date(0),
    evidencedCashMinor: 0,
    evidencedInKindMinor: 0,
    ...changes,
  };
}

describe('R9: what counts of the authority', () => {
  it('R9: a declaration counts nothing, a decision everything, a withdrawal nothing', () => {
    const rows = [
      commitment({ state: 'declared' }),
      commitment(),
      commitment({ state: 'withdrawn' }),
      commitment({ state: 'evidenced', evidencedCashMinor: 1_000, evidencedInKindMinor: 500 }),
    ];
    expect(decidedSums(rows)).toEqual({ cashMinor: 2_000, inKindMinor: 1_000 });
    expect(evidencedSums(rows)).toEqual({ cashMinor: 1_000, inKindMinor: 500 });
  });

  it('R9: covers the plan to the cent', () => {
    const plan = [
      { source: 'la_cash', amountMinor: 1_000 },
      { source: 'la_in_kind', amountMinor: 500 },
      { source: 'platform_contributions', amountMinor: 9_999 },
    ];
    expect(coversPlan(decidedSums([commitment()]), plan)).toBe(true);
    expect(coversPlan(decidedSums([commitment({ cashMinor: 999 })]), plan)).toBe(false);
  });
});

describe('proof of the share', () => {
  it('is complete when nothing is left of either kind', () => {
    const half = commitment({ evidencedInKindMinor: 500 });
    expect(unproved(half, 'cash')).toBe(1_000);
    expect(unproved(half, 'in_kind')).toBe(0);
    expect(stateAfter(half, { kind: 'cash', amountMinor: 999 })).toBe('evidenced_partly');
    expect(stateAfter(half, { kind: 'cash', amountMinor: 1_000 })).toBe('evidenced');
  });
});
