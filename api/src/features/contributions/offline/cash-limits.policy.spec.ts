import { describe, expect, it } from '@jest/globals';
import { cashProblem, isAbovePersonLimit } from './cash-limits.policy.js';

describe('R43: cash', () => {
  it.each([
    [5_000, false, null],
    [5_001, false, 'contributions.sheet-name-needed'],
    [5_001, true, null],
    [100_000, true, null],
    [100_001, true, 'contributions.sheet-cash-above-limit'],
    [100_001, false, 'contributions.sheet-cash-above-limit'],
  ])('%i cents, named: %s', (amountMinor, isNamed, expected) => {
    expect(cashProblem({ amountMinor, isNamed })).toBe(expected);
  });

  it('adds up what one person gives, EUR 1,000 included', () => {
    expect(isAbovePersonLimit(100_000)).toBe(false);
    expect(isAbovePersonLimit(100_001)).toBe(true);
  });
});
