import { describe, expect, it } from '@jest/globals';
import { hoursUntilNextTry } from './try-again.policy.js';

describe('R75: a payment that waits for money at Stripe', () => {
  it('R75: is tried further and further apart, and once a day at least', () => {
    const hours = [1, 2, 3, 4, 5, 6, 7, 1_000].map((tries) => hoursUntilNextTry(tries));
    expect(hours).toEqual([1, 2, 4, 8, 16, 24, 24, 24]);
  });
});
