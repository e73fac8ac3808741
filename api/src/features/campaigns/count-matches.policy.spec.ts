import { describe, expect, it } from '@jest/globals';
import { countBatch, countedCash, type QueuedCredit, type Totals } from './count-credits.policy.js';
import { judge } from './judge-campaign.policy.js';
import { PayerGroups } from './payer-groups.js';

const EMPTY: Totals = {
  grossMinor: 0,
  feeMinor: 0,
  netMinor: 0,
  matchingMinor: 0,
  contributions: 0,
  payers: 0,
  youngestPaidAt: null,
  crossingCreditId: null,
};
const RULES = { optimumMinor: 10_000, closesAtOptimum: true, takesCredits: true };

let made = 0;

function row(
  kind: QueuedCredit['kind'],
  contributionId: string,
  netMinor: number,
  payerKeys: readonly string[] = [],
): QueuedCredit {
  made += 1;
  const isMatch = kind === 'match' || kind === 'unmatch';
  const feeMinor = isMatch ? 0 : 30;
  const grossMinor = isMatch ? 0 : netMinor + feeMinor;
  const id = `row-${String(made).padStart(4, '0')}`;
  return {
    id,
    contributionId,
    kind,
    grossMinor,
    feeMinor,
    netMinor,
    payerKeys,
    paidAt: new Date(0),
  };
}

function count(batch: readonly QueuedCredit[], rules = RULES) {
  const groups = new PayerGroups(new Map(), new Map());
  return { ...countBatch(EMPTY, batch, rules, { groups, left: new Map() }), groups };
}

describe('R34: matching beside the net credits', () => {
  it('R34: counts towards the goals and stays apart from what donors paid', () => {
    const { totals, results } = count([row('credit', 'a', 2_000), row('match', 'a', 2_000)]);
    expect(totals).toMatchObject({ netMinor: 2_000, matchingMinor: 2_000, contributions: 1 });
    expect(countedCash(totals)).toBe(4_000);
    expect(results.map(({ movedMinor }) => movedMinor)).toEqual([2_000, 2_000]);
  });

  it('R38, R39: is no payer, and no part of what one payer may have', () => {
    const { totals, groups } = count([
      row('credit', 'a', 400, ['card:a']),
      row('match', 'a', 400),
      row('credit', 'b', 600, ['card:b']),
    ]);
    expect(totals.payers).toBe(2);
    expect([...groups.current().values()].map(({ netMinor }) => netMinor)).toEqual([400, 600]);
    const findings = {
      countedMinor: countedCash(totals),
      minimumMinor: 1_400,
      payers: 10,
      largestPayerMinor: 600,
      netContributionsMinor: totals.netMinor,
      isCommitmentDecided: true,
      isPayeeVerified: true,
      isConcerned: false,
      hasCollected: false,
    };
    // 600 of 1,400 counted would be enough; 600 of 1,000 given is too much of one source.
    expect(judge(findings)).toEqual({ state: 'review_hold', reasons: ['R39'] });
  });

  it('R55: falls with its gift, and never below nothing', () => {
    const { totals } = count([
      row('credit', 'a', 500),
      row('match', 'a', 300),
      row('unmatch', 'a', 200),
      row('unmatch', 'a', 200),
    ]);
    expect(totals).toMatchObject({ netMinor: 500, matchingMinor: 0 });
  });
});

describe('R35: matching and the optimum', () => {
  it('R35: the payment crosses with its match, and the next one overflows', () => {
    const { totals, results } = count([
      row('credit', 'a', 6_000),
      row('match', 'a', 6_000),
      row('credit', 'b', 100),
      row('match', 'b', 100),
    ]);
    expect(results.map(({ result }) => result)).toEqual([
      'counted',
      'counted',
      'overflow',
      'ignored',
    ]);
    expect(totals.crossingCreditId).toBe(results[1]?.creditId);
    expect(countedCash(totals)).toBe(12_000);
  });

  it('R35: a gift that crosses by itself keeps its match', () => {
    const { totals, results } = count([row('credit', 'a', 10_000), row('match', 'a', 500)]);
    expect(results.map(({ result }) => result)).toEqual(['counted', 'counted']);
    expect(totals.crossingCreditId).toBe(results[0]?.creditId);
  });

  it('R31: the match of a gift that came too late is ignored with it', () => {
    const late = { ...RULES, takesCredits: false };
    const { results } = count([row('credit', 'a', 10), row('match', 'a', 10)], late);
    expect(results.map(({ result }) => result)).toEqual(['late', 'ignored']);
  });
});
