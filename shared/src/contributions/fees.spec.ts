import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MoneyOutOfRange, proportionHalfUp } from '../money.js';
import { CARD_FEES, cardRegionOf, partsOfPayment, projectFee } from './fees.js';
import { CARD_REGIONS, GIFT_MINOR_MAX, type CardRegion } from './gift-limits.js';

const gifts = fc.integer({ min: 1, max: GIFT_MINOR_MAX });
const tips = fc.oneof(fc.constant(0), fc.nat(GIFT_MINOR_MAX));

describe.each(CARD_REGIONS)('R44: the parts of a payment by a card of region %s', (region) => {
  const { basisPoints, fixedMinor } = CARD_FEES[region];
  const parts = (giftMinor: number, tipMinor: number, coverFee: boolean) =>
    partsOfPayment({ giftMinor, tipMinor, coverFee, region });

  it('R44: with fee cover the gross is the smallest cent at or above (gift + tip + fixed) / (1 - percent)', () => {
    fc.assert(
      fc.property(gifts, tips, (gift, tip) => {
        const wanted = BigInt(gift + tip + fixedMinor) * 10_000n;
        const left = BigInt(10_000 - basisPoints);
        const gross = BigInt(parts(gift, tip, true).grossMinor);
        expect(gross * left >= wanted).toBe(true);
        expect((gross - 1n) * left < wanted).toBe(true);
      }),
    );
  });

  it('R44: with fee cover the project gets its whole gift and the tip bears no fee', () => {
    fc.assert(
      fc.property(gifts, tips, (gift, tip) => {
        const { projectGetsMinor, grossMinor, estimatedFeeMinor } = parts(gift, tip, true);
        expect(projectGetsMinor - gift).toBeGreaterThanOrEqual(0);
        expect(projectGetsMinor - gift).toBeLessThanOrEqual(1);
        expect(grossMinor - estimatedFeeMinor - projectGetsMinor).toBe(tip);
      }),
    );
  });

  it('R44: without it the payment is gift and tip, and the fee is split in proportion, the project half up', () => {
    fc.assert(
      fc.property(gifts, tips, (gift, tip) => {
        const { grossMinor, feeCoverMinor, estimatedFeeMinor, projectGetsMinor } = parts(
          gift,
          tip,
          false,
        );
        expect([grossMinor, feeCoverMinor]).toEqual([gift + tip, 0]);
        const share = proportionHalfUp(estimatedFeeMinor, gift, gift + tip);
        expect(projectGetsMinor).toBe(gift - share);
      }),
    );
  });

  it('the parts add up to what is charged', () => {
    fc.assert(
      fc.property(gifts, tips, fc.boolean(), (gift, tip, cover) => {
        const { giftMinor, tipMinor, feeCoverMinor, grossMinor } = parts(gift, tip, cover);
        expect(giftMinor + tipMinor + feeCoverMinor).toBe(grossMinor);
        expect([giftMinor, tipMinor]).toEqual([gift, tip]);
      }),
    );
  });
});

describe('R44: reckoned by hand', () => {
  it.each<[string, CardRegion, number, number, boolean, number, number, number]>([
    // what, region, gift, tip, cover -> gross, fee, project
    ['EUR 20 covered', 'eea', 2000, 0, true, 2056, 56, 2000],
    ['EUR 20 and a tip of 3, not covered', 'eea', 2000, 300, false, 2300, 60, 1948],
    ['EUR 20 and a tip of 3, covered', 'eea', 2000, 300, true, 2361, 60, 2001],
    ['EUR 5 from the United Kingdom', 'uk', 500, 0, false, 500, 38, 462],
    ['EUR 5 from elsewhere, covered', 'other', 500, 0, true, 543, 43, 500],
  ])('%s', (...[, region, giftMinor, tipMinor, coverFee, gross, fee, project]) => {
    const parts = partsOfPayment({ giftMinor, tipMinor, coverFee, region });
    expect([parts.grossMinor, parts.estimatedFeeMinor, parts.projectGetsMinor]).toEqual([
      gross,
      fee,
      project,
    ]);
  });

  it.each([
    // Another currency costs two per cent more, and its fixed part is in it.
    ['USD 20', 'USD', 2000, false, 2000, 134],
    ['USD 20 covered', 'USD', 2000, true, 2142, 141],
    ['JPY 3,000 covered: whole yen', 'JPY', 3000, true, 3214, 214],
    ['RON 100 of an EEA card', 'RON', 10_000, false, 10_000, 478],
  ] as const)('R44: %s', (...[, currency, giftMinor, coverFee, gross, fee]) => {
    const region = currency === 'RON' ? 'eea' : 'other';
    const parts = partsOfPayment({ giftMinor, tipMinor: 0, coverFee, region, currency });
    expect([parts.grossMinor, parts.estimatedFeeMinor]).toEqual([gross, fee]);
  });

  it.each([
    [0, 0],
    [-1, 0],
    [100, -1],
  ])('refuses a gift of %s with a tip of %s', (giftMinor, tipMinor) => {
    const parts = { giftMinor, tipMinor, coverFee: false, region: 'eea' } as const;
    expect(() => partsOfPayment(parts)).toThrow(MoneyOutOfRange);
  });
});

describe('R45: the share of a real fee', () => {
  it('R45: the project bears all of it under fee cover or without a tip', () => {
    const gift = { giftMinor: 1000, tipMinor: 500, feeCoverMinor: 40, feeMinor: 77 };
    expect(projectFee(gift)).toBe(77);
    expect(projectFee({ ...gift, tipMinor: 0, feeCoverMinor: 0 })).toBe(77);
  });

  it('R45: half a cent goes to the project', () => {
    const half = { giftMinor: 500, tipMinor: 500, feeCoverMinor: 0, feeMinor: 1 };
    expect(projectFee(half)).toBe(1);
  });

  it('R45: never more than the fee, never less than nothing', () => {
    fc.assert(
      fc.property(gifts, tips, fc.nat(10_000), (giftMinor, tipMinor, feeMinor) => {
        const share = projectFee({ giftMinor, tipMinor, feeCoverMinor: 0, feeMinor });
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(feeMinor);
      }),
    );
  });
});

describe('ruling 22: the region of a card', () => {
  it.each([undefined, 'RO', 'IT', 'DE', 'IS', 'LI', 'NO', 'HR'])('%s is the EEA', (country) => {
    expect(cardRegionOf(country)).toBe('eea');
  });

  it.each(['MD', 'US', 'CH', 'TR', 'XX', 'ro'])('%s is elsewhere', (country) => {
    expect(cardRegionOf(country)).toBe('other');
  });

  it('GB stands for itself', () => {
    expect(cardRegionOf('GB')).toBe('uk');
  });
});
