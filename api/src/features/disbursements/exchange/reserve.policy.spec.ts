import { describe, expect, it } from '@jest/globals';
import { reserveOf } from './reserve.policy.js';

describe('what is kept back for dearer lei', () => {
  it.each([
    [10_000, 80_000, 100_000, 8_000],
    [10_000, 99_999, 100_000, 9_999],
    [10_000, 100_000, 100_000, 10_000],
    [10_000, 150_000, 100_000, 10_000],
    [0, 80_000, 100_000, 0],
  ])('R76: of %d in reserve, for a grant of %d in a budget of %d: %d', (...all) => {
    const [contingencyMinor, grantTotalMinor, budgetMinor, expected] = all;
    expect(reserveOf({ contingencyMinor, grantTotalMinor, budgetMinor })).toBe(expected);
  });
});
