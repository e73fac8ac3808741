import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawFrom, tranchePlan } from './tranche-plan.policy.js';

const anyGrant = fc.integer({ min: 100, max: 10_000_000_000 });

describe('R60: the tranche plan', () => {
  it('pays up to EUR 5,000 in 50/40/10 and above in 30/30/30/10', () => {
    expect(tranchePlan(500_000).map(({ percent }) => percent)).toEqual([50, 40, 10]);
    expect(tranchePlan(500_001).map(({ percent }) => percent)).toEqual([30, 30, 30, 10]);
  });

  it('opens each middle tranche with the milestone before it', () => {
    expect(tranchePlan(300_000).map((tranche) => tranche.milestoneNumber)).toEqual([null, 1, null]);
    expect(tranchePlan(900_000).map((tranche) => tranche.milestoneNumber)).toEqual([
      null,
      1,
      2,
      null,
    ]);
  });
});

describe('R61: amounts', () => {
  it('are rounded down, and the last takes the rest', () => {
    expect(tranchePlan(499_999).map(({ amountMinor }) => amountMinor)).toEqual([
      249_999, 199_999, 50_001,
    ]);
  });

  it('add up to the grant to the cent, each of them positive', () => {
    fc.assert(
      fc.property(anyGrant, (grant) => {
        const amounts = tranchePlan(grant).map(({ amountMinor }) => amountMinor);
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(grant);
        expect(Math.min(...amounts)).toBeGreaterThan(0);
      }),
    );
  });

  it('never pay more than 40 % (50 % of small grants) first, nor less than 10 % last (R63)', () => {
    fc.assert(
      fc.property(anyGrant, (grant) => {
        const plan = tranchePlan(grant);
        const first = plan[0]?.amountMinor ?? 0;
        const last = plan.at(-1)?.amountMinor ?? 0;
        expect(first / grant).toBeLessThanOrEqual(plan.length === 3 ? 0.5 : 0.4);
        expect(last * 10).toBeGreaterThanOrEqual(grant);
      }),
    );
  });
});

describe('R62: what a tranche draws on', () => {
  it('takes from contributions and matching in proportion, half up', () => {
    const balances = { contributionsMinor: 100_001, matchingMinor: 99_999 };
    expect(drawFrom(50_000, balances)).toEqual({
      contributionsMinor: 25_000,
      matchingMinor: 25_000,
    });
    expect(drawFrom(3, { contributionsMinor: 1, matchingMinor: 5 })).toEqual({
      contributionsMinor: 1,
      matchingMinor: 2,
    });
  });

  it('adds up and never takes more from either than it holds', () => {
    const balance = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(balance, balance, fc.double({ min: 0, max: 1, noNaN: true }), (c, m, share) => {
        const amount = Math.floor((c + m) * share);
        fc.pre(amount > 0);
        const drawn = drawFrom(amount, { contributionsMinor: c, matchingMinor: m });
        expect(drawn.contributionsMinor + drawn.matchingMinor).toBe(amount);
        expect(drawn.contributionsMinor).toBeLessThanOrEqual(c);
        expect(drawn.matchingMinor).toBeLessThanOrEqual(m);
      }),
    );
  });

  it('is never more than is held', () => {
    expect(() => drawFrom(10, { contributionsMinor: 4, matchingMinor: 5 })).toThrow(RangeError);
  });
});
