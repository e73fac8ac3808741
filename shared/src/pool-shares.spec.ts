import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { poolShares } from './pool-shares.js';

const pools = fc
  .uniqueArray(
    fc.record({
      id: fc.uuid(),
      broughtMinor: fc.integer({ min: 1, max: 1_000_000 }),
      /** Of what is left of it, in thousandths. */
      taken: fc.integer({ min: -1_000, max: 1_000 }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 40 },
  )
  .chain((parts) =>
    fc.record({ parts: fc.constant(parts), spent: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );

describe('R81: shares in a pool that is paid out from all alike', () => {
  it('add up to what is held, none below zero and none above what was brought', () => {
    fc.assert(
      fc.property(pools, ({ parts, spent }) => {
        const known = parts.map(({ id, broughtMinor, taken }) => {
          const leftMinor = Math.floor(broughtMinor * (1 - spent));
          const takenMinor = Math.floor((leftMinor * Math.max(0, taken)) / 1_000);
          return { id, broughtMinor, takenMinor, leftMinor };
        });
        const heldMinor = known.reduce((sum, part) => sum + part.leftMinor - part.takenMinor, 0);
        const shares = poolShares(heldMinor, known);
        const sum = [...shares.values()].reduce((all, minor) => all + minor, 0);
        expect(sum).toBe(heldMinor);
        for (const { id, broughtMinor } of known) {
          expect(shares.get(id) ?? 0).toBeGreaterThanOrEqual(0);
          expect(shares.get(id) ?? 0).toBeLessThanOrEqual(broughtMinor);
        }
      }),
    );
  });

  it('leave out a part of which all that was left was taken, a cent of rounding included', () => {
    const parts = ['a', 'b', 'c'].map((id) => ({ id, broughtMinor: 1_000, takenMinor: 0 }));
    const others = parts.slice(1);
    const shares = (heldMinor: number, takenMinor: number) => [
      ...poolShares(heldMinor, [{ id: 'a', broughtMinor: 1_000, takenMinor }, ...others]),
    ];
    const half = [
      ['b', 500],
      ['c', 500],
    ];
    expect(shares(1_000, 500)).toEqual(half);
    expect(shares(1_001, 499).map(([id]) => id)).toEqual(['b', 'c']);
    expect(shares(1_250, 250)).toEqual([['a', 250], ...half]);
  });

  it('leave the last cent of a part with it when the others have all they brought', () => {
    const parts = [
      { id: 'a', broughtMinor: 1_000, takenMinor: 999 },
      { id: 'b', broughtMinor: 1_000, takenMinor: 0 },
    ];
    expect([...poolShares(1_001, parts)]).toEqual([
      ['a', 1],
      ['b', 1_000],
    ]);
  });
});
