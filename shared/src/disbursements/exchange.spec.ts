import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { euroFor, isLikelyRate, leiBoughtBy, leiFor, rateBetween } from './exchange.js';

const euros = fc.integer({ min: 1, max: 10_000_000_000 });
const rates = fc.integer({ min: 10_000, max: 10_000_000 });

describe('euro and lei', () => {
  it.each([
    [100_00, 194_750, 1_947_50],
    [1, 194_750, 19],
    [2, 192_500, 39],
    [0, 194_750, 0],
  ])('R76: %d cents at %d are %d bani, half up', (euro, rate, lei) => {
    expect(leiFor(euro, rate)).toBe(lei);
  });

  it('R76: the euro for a fixed amount of lei are the least that buy it', () => {
    fc.assert(
      fc.property(euros, rates, (lei, rate) => {
        const euro = euroFor(lei, rate);
        const bought = (cents: number) => BigInt(cents) * BigInt(rate);
        const asked = BigInt(lei) * 10_000n;
        return bought(euro) >= asked && bought(euro - 1) < asked;
      }),
    );
  });

  it('R76: the lei an amount buys never cost more than it at the same rate', () => {
    fc.assert(
      fc.property(euros, rates, (euro, rate) => euroFor(leiBoughtBy(euro, rate), rate) <= euro),
    );
  });

  it('R76: the actual rate of what a rate gave is that rate, as far as the coins tell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 1_000_000_000 }), rates, (euro, rate) => {
        return Math.abs(rateBetween(leiFor(euro, rate), euro) - rate) <= 1;
      }),
    );
  });

  it('R76: half and double the planned rate are the limits', () => {
    expect([97_375, 97_374, 389_500, 389_501].map((rate) => isLikelyRate(rate, 194_750))).toEqual([
      ...[true, false, true, false],
    ]);
  });
});
