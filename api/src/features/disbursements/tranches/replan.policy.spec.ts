import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { euroFor, leiBoughtBy } from '@vatra/shared/disbursements/exchange';
import { replanned, replannedLei } from './replan.policy.js';

const unpaid = fc.uniqueArray(
  fc.record({ id: fc.uuid(), amountMinor: fc.integer({ min: 1, max: 1_000_000 }) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
);

describe('R61, R79: a grant that became smaller', () => {
  it('R61, R79: its tranches add up to the cent, each within a cent of its proportion', () => {
    fc.assert(
      fc.property(unpaid, fc.integer({ min: 0, max: 1_000_000 }), (tranches, leftMinor) => {
        const planned = replanned(leftMinor, tranches);
        const before = tranches.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect([...planned.values()].reduce((sum, minor) => sum + minor, 0)).toBe(leftMinor);
        for (const { id, amountMinor } of tranches) {
          const exact = (leftMinor * amountMinor) / before;
          expect(Math.abs((planned.get(id) ?? 0) - exact)).toBeLessThan(1);
        }
      }),
    );
  });

  it('R76: lei that moved with their euro cost no more than these at the rate of before', () => {
    const euros = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(
        euros,
        euros,
        fc.integer({ min: 10_000, max: 1_000_000 }),
        (beforeMinor, amountMinor, rateE4) => {
          const lei = replannedLei(leiBoughtBy(beforeMinor, rateE4), { amountMinor, beforeMinor });
          expect(euroFor(lei, rateE4)).toBeLessThanOrEqual(amountMinor);
        },
      ),
    );
  });

  it('R79: nothing is planned where everything was paid', () => {
    expect(replanned(0, []).size).toBe(0);
  });
});
