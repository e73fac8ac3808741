import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { euroOf, presentedOf, settledAmounts, type BothSides } from './presented.policy.js';

const YEN: BothSides = {
  currency: 'JPY',
  presentedMinor: 8_000,
  euroMinor: 4_399,
  presentedBackMinor: 0,
  euroBackMinor: 0,
};

const amounts = fc.integer({ min: 500, max: 450_000 });

describe('ruling 5: the settled euro between gift, tip and fee cover', () => {
  it('goes by largest remainder and adds up', () => {
    const presented = { giftMinor: 800, tipMinor: 100, feeCoverMinor: 93, grossMinor: 993 };
    expect(settledAmounts(presented, 546)).toEqual({
      giftMinor: 440,
      tipMinor: 55,
      feeCoverMinor: 51,
      grossMinor: 546,
    });
    fc.assert(
      fc.property(amounts, fc.nat(5_000), fc.nat(5_000), amounts, (gift, tip, cover, gross) => {
        const grossMinor = gift + tip + cover;
        const parts = { giftMinor: gift, tipMinor: tip, feeCoverMinor: cover, grossMinor };
        const euro = settledAmounts(parts, gross);
        expect(euro.giftMinor + euro.tipMinor + euro.feeCoverMinor).toBe(gross);
        expect(Math.abs(euro.giftMinor * grossMinor - gift * gross)).toBeLessThan(grossMinor);
      }),
    );
  });

  it('gives nothing to a part that was not asked for', () => {
    const presented = { giftMinor: 800, tipMinor: 0, feeCoverMinor: 0, grossMinor: 800 };
    expect(settledAmounts(presented, 441)).toMatchObject({ tipMinor: 0, feeCoverMinor: 0 });
  });
});

describe('L20: what goes back in the currency of the payment', () => {
  it('is all of it when all of the books goes back, whatever the rate', () => {
    fc.assert(
      fc.property(amounts, amounts, (presentedMinor, euroMinor) => {
        const sides = { ...YEN, presentedMinor, euroMinor };
        expect(presentedOf(sides, euroMinor)).toBe(presentedMinor);
        expect(euroOf(sides, presentedMinor)).toBe(euroMinor);
      }),
    );
  });

  it('ends with exactly what was paid when it goes back in parts', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: 99 }), (presented, euro, percent) => {
        const first = Math.max(1, Math.floor((euro * percent) / 100));
        const sides = { ...YEN, presentedMinor: presented, euroMinor: euro };
        const sent = presentedOf(sides, first);
        const rest = { ...sides, presentedBackMinor: sent, euroBackMinor: first };
        expect(sent + presentedOf(rest, euro - first)).toBe(presented);
      }),
    );
  });

  it('is whole yen, and never nothing while something is owed', () => {
    expect(presentedOf(YEN, 1)).toBe(2);
    expect(presentedOf({ ...YEN, presentedMinor: 100 }, 1)).toBe(1);
  });

  it('said by the provider: a part of the payment is its share of the books', () => {
    expect(euroOf(YEN, 2_000)).toBe(1_100);
    const rest = { ...YEN, presentedBackMinor: 2_000, euroBackMinor: 1_100 };
    expect(euroOf(rest, 6_000)).toBe(3_299);
  });
});
