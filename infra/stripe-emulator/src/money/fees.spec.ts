import { expect, it } from '@jest/globals';
import { cardFee, settle } from './fees.js';

it.each([
  [2_500, 'IT', 63],
  [2_500, 'GB', 88],
  [2_500, 'CH', 106],
  [2_500, null, 106],
  [100, 'DE', 27],
  [99_999_999, 'DE', 1_500_025],
])('the fee of %i cents on a card of %s is %i', (cents, country, fee) => {
  expect(cardFee(cents, country)).toBe(fee);
});

it.each([
  [1_000, null, 1_000],
  [1_000, 0.86, 860],
  [50, 0.55, 28],
  [-50, 0.55, -28],
  [1, 0.196, 0],
  [3, 0.5, 2],
])('%i at %s settles as %i', (minor, rate, cents) => {
  expect(settle(minor, rate)).toBe(cents);
});
