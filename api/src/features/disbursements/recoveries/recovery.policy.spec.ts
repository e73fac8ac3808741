import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueBefore, nextDue, openPart, partsToCredit, stepsFrom } from './recovery.policy.js';

const recovery = {
  id: 'r',
  projectId: 'p',
  organisationId: 'o',
  state: 'demanded' as const,
  demandedMinor: 10_000,
  giftsMinor: 6_667,
  recoveredMinor: 0,
  creditedMinor: 0,
  reason: '',
  note: null,
  dueOn: '2027-01-31',
  demandedBy: 'x',
  demandedAt: new Date(0),
  closedAt: null,
};

describe('L21: what comes back goes to where it was drawn from', () => {
  it('adds up to the parts of the demand, however many times it comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 6 }),
        fc.nat({ max: 18_000 }),
        (arrivals, giftsMinor) => {
          const demandedMinor = arrivals.reduce((sum, minor) => sum + minor, 0);
          const gifts = Math.min(giftsMinor, demandedMinor);
          let [recoveredMinor, toGifts, toMatching] = [0, 0, 0];
          for (const minor of arrivals) {
            const creditedMinor = recoveredMinor;
            recoveredMinor += minor;
            const demand = { demandedMinor, giftsMinor: gifts, recoveredMinor, creditedMinor };
            const parts = partsToCredit(demand);
            expect(parts.giftsMinor + parts.matchingMinor).toBe(minor);
            toGifts += parts.giftsMinor;
            toMatching += parts.matchingMinor;
          }
          expect([toGifts, toMatching]).toEqual([gifts, demandedMinor - gifts]);
        },
      ),
    );
  });
});

describe('when a demand is late', () => {
  const plan = [
    { dueOn: '2027-01-10', amountMinor: 4_000 },
    { dueOn: '2027-02-10', amountMinor: 6_000 },
  ];

  it('is after its own day, or after those of its plan', () => {
    expect(dueBefore(recovery, [], '2027-01-31')).toBe(0);
    expect(dueBefore(recovery, [], '2027-02-01')).toBe(10_000);
    expect(dueBefore(recovery, plan, '2027-01-10')).toBe(0);
    expect(dueBefore(recovery, plan, '2027-01-11')).toBe(4_000);
    expect(dueBefore(recovery, plan, '2027-02-11')).toBe(10_000);
  });

  it('is looked at again on the next of them, and never when everything is back', () => {
    expect(nextDue(recovery, plan, '2027-01-11')).toBe('2027-02-10');
    expect(nextDue(recovery, plan, '2027-02-11')).toBeNull();
    expect(nextDue({ ...recovery, recoveredMinor: 10_000 }, plan, '2027-01-01')).toBeNull();
  });

  it('waits for the first part that is not whole, or for all of it on its own day', () => {
    const having = (recoveredMinor: number) => openPart({ ...recovery, recoveredMinor }, plan);
    expect(having(0)).toEqual({ dueOn: '2027-01-10', amountMinor: 4_000 });
    expect(having(1_500)).toEqual({ dueOn: '2027-01-10', amountMinor: 2_500 });
    expect(having(4_000)).toEqual({ dueOn: '2027-02-10', amountMinor: 6_000 });
    expect(having(10_000)).toBeNull();
    expect(openPart(recovery, [])).toEqual({ dueOn: '2027-01-31', amountMinor: 10_000 });
    expect(openPart({ ...recovery, closedAt: new Date(0) }, plan)).toBeNull();
  });

  it('leads to a plan, a no of the authority, or others who look into it', () => {
    expect(stepsFrom('demanded')).toEqual(['plan', 'dispute', 'refer']);
    expect(stepsFrom('referred')).toEqual(['plan']);
    expect(stepsFrom('recovered')).toEqual([]);
  });
});
