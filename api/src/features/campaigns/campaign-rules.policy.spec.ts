import { describe, expect, it } from '@jest/globals';
import { acceptCredit, isOpen } from './accept-credit.policy.js';
import { refusalToExtend } from './extension.policy.js';
import { judge, type Findings } from './judge-campaign.policy.js';

const END = new Date('2026-10-25T21:59:59Z');
const minutes = (count: number) => new Date(END.getTime() + count * 60_000);
const LIVE = { state: 'live', endsAt: END, closedAt: null, closedBy: null } as const;
const CLOSING = { state: 'closing', endsAt: END, closedAt: END, closedBy: 'end' } as const;

describe('R31: a payment begun before the end has 60 minutes', () => {
  it.each([
    [-5, 0, 'counted'],
    [0, 60, 'counted'],
    [-5, 61, 'late'],
    [1, 10, 'late'],
  ] as const)('begun at %i min, paid at %i min: %s', (submitted, paid, result) => {
    const payment = { submittedAt: minutes(submitted), paidAt: minutes(paid) };
    expect(acceptCredit(CLOSING, payment)).toBe(result);
    expect(acceptCredit(LIVE, payment)).toBe(result);
  });

  it.each([
    [-5, 14, 'counted'],
    [-5, 15, 'late'],
    [1, 2, 'late'],
  ] as const)(
    'ruling 20: on a slow way, begun at %i min, there on day %i: %s',
    (begun, day, result) => {
      const paidAt = minutes(day * 24 * 60);
      const payment = { submittedAt: minutes(begun), paidAt, isDelayed: true };
      expect(acceptCredit(CLOSING, payment)).toBe(result);
    },
  );

  it('R83: after the optimum it is taken, but kept apart', () => {
    const payment = { submittedAt: minutes(-5), paidAt: minutes(1) };
    expect(acceptCredit({ ...CLOSING, closedBy: 'optimum' }, payment)).toBe('overflow');
  });

  it.each(['review_hold', 'succeeded', 'failed', 'settled', 'wound_up', 'scheduled'] as const)(
    'R31: in state %s it comes too late',
    (state) => {
      const payment = { submittedAt: minutes(-5), paidAt: minutes(-1) };
      expect(acceptCredit({ ...CLOSING, state }, payment)).toBe('late');
    },
  );

  it('R30: money may be asked for until 23:59:59 and not a second longer', () => {
    expect(isOpen(LIVE, END)).toBe(true);
    expect(isOpen(LIVE, new Date(END.getTime() + 1))).toBe(false);
    expect(isOpen({ ...LIVE, state: 'paused' }, minutes(-5))).toBe(false);
  });
});

describe('R32: one extension', () => {
  const campaign = {
    state: 'live',
    endsAt: END,
    extendedFrom: null,
    minimumMinor: 100_001,
  } as const;
  const inTime = new Date(END.getTime() - 3 * 24 * 60 * 60_000);

  it('R32: may be asked three days before the end with half of the minimum', () => {
    expect(refusalToExtend(campaign, 50_001, inTime)).toBeNull();
  });

  it('R32: is refused a minute later, with a cent less, twice, and when it is not live', () => {
    expect(refusalToExtend(campaign, 50_001, new Date(inTime.getTime() + 60_000))).toBe(
      'campaigns.extension-too-late',
    );
    expect(refusalToExtend(campaign, 50_000, inTime)).toBe(
      'campaigns.extension-too-little-counted',
    );
    expect(refusalToExtend({ ...campaign, extendedFrom: END }, 50_001, inTime)).toBe(
      'campaigns.extension-once',
    );
    expect(refusalToExtend({ ...campaign, state: 'closing' }, 50_001, inTime)).toBe(
      'campaigns.not-open',
    );
  });
});

describe('R36 to R40: the judgement', () => {
  const good: Findings = {
    countedMinor: 100_000,
    minimumMinor: 100_000,
    payers: 10,
    largestPayerMinor: 40_000,
    netContributionsMinor: 100_000,
    isCommitmentDecided: true,
    isPayeeVerified: true,
    isConcerned: false,
    hasCollected: false,
  };

  it('R36: the minimum to the cent is success, a cent less is failure', () => {
    expect(judge(good)).toEqual({ state: 'succeeded', reasons: [] });
    expect(judge({ ...good, countedMinor: 99_999 })).toEqual({ state: 'failed', reasons: ['R36'] });
  });

  it.each([
    ['R37', { isCommitmentDecided: false }],
    ['R37', { isPayeeVerified: false }],
    ['R38', { payers: 9 }],
    ['R39', { largestPayerMinor: 40_001 }],
    ['R40', { isConcerned: true }],
  ] as const)('%s sends enough money to people', (rule, change) => {
    expect(judge({ ...good, ...change })).toEqual({ state: 'review_hold', reasons: [rule] });
  });

  it('names every rule that was not met', () => {
    const few = { payers: 2, largestPayerMinor: 90_000 };
    const found = judge({ ...good, ...few, isPayeeVerified: false, isConcerned: true });
    expect(found.reasons).toEqual(['R37', 'R38', 'R39', 'R40']);
  });

  it('R42: where pledges were charged and brought too little, people decide', () => {
    const short = { ...good, countedMinor: 99_999, hasCollected: true };
    expect(judge(short)).toEqual({ state: 'review_hold', reasons: ['R42'] });
    expect(judge({ ...good, hasCollected: true }).state).toBe('succeeded');
  });

  it('R36: too little money fails, whatever else is wrong', () => {
    expect(judge({ ...good, countedMinor: 1, payers: 1 }).state).toBe('failed');
  });
});
