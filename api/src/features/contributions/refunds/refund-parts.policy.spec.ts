import { describe, expect, it } from '@jest/globals';
import { projectFee } from '@vatra/shared/contributions/fees';
import fc from 'fast-check';
import type { Settlement } from '../contribution.record.js';
import { refundPosting } from '../postings.js';
import {
  refundFromOutside,
  giftLeft,
  partOfGift,
  refundLessFee,
  wholeRefund,
  type RefundParts,
} from './refund-parts.policy.js';

const aPayment = fc
  .record({
    giftMinor: fc.integer({ min: 500, max: 100_000 }),
    tipMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_000 })),
    feeCoverMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 })),
    feeMinor: fc.integer({ min: 0, max: 400 }),
  })
  .map(({ feeMinor, ...parts }) => {
    const { giftMinor, tipMinor, feeCoverMinor } = parts;
    const feeProjectMinor = projectFee({ ...parts, feeMinor });
    const netMinor = giftMinor + feeCoverMinor - feeProjectMinor;
    const settled: Settlement = {
      feeMinor,
      feeProjectMinor,
      netMinor,
      netLeftMinor: netMinor,
      spentMinor: 0,
      fund: '2100',
    };
    const gift = {
      id: 'c',
      projectId: '018f0000-0000-7000-8000-000000000001',
      ...parts,
      grossMinor: giftMinor + tipMinor + feeCoverMinor,
      presented: null,
      giftReturnedMinor: 0,
      returnedMinor: 0,
    };
    return { gift, settled };
  });

type Payment = { gift: Parameters<typeof wholeRefund>[0]; settled: Settlement };

/** What the row says after the refund was decided. */
function after({ gift, settled }: Payment, parts: RefundParts): Payment {
  return {
    gift: {
      ...gift,
      giftReturnedMinor: gift.giftReturnedMinor + parts.giftMinor,
      returnedMinor: gift.returnedMinor + parts.amountMinor,
    },
    settled: { ...settled, netLeftMinor: settled.netLeftMinor - parts.projectMinor },
  };
}

const sharesOf = (count: number) =>
  fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: count });

/** Parts of the gift as the weights say, each at least a cent, together at most the gift. */
function portions(giftMinor: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights
    .map((weight) => Math.floor((giftMinor * weight) / sum))
    .filter((minor) => minor > 0);
}

describe('what a refund is made of', () => {
  it('L13, L17: the whole payment goes back and the platform bears exactly the lost fee', () => {
    fc.assert(
      fc.property(aPayment, ({ gift, settled }) => {
        const parts = wholeRefund(gift, settled);
        expect(parts.amountMinor).toBe(gift.grossMinor);
        expect(parts.feesMinor).toBe(settled.feeProjectMinor);
        expect(parts.projectMinor).toBe(settled.netMinor);
      }),
    );
  });

  it('L14: after fourteen days the donor bears the fee, the project and the platform nothing', () => {
    fc.assert(
      fc.property(aPayment, ({ gift, settled }) => {
        const parts = refundLessFee(gift, settled);
        expect(parts.amountMinor).toBe(gift.grossMinor - settled.feeMinor);
        expect(parts.feesMinor).toBe(settled.feeProjectMinor - settled.feeMinor);
      }),
    );
  });

  it('R48, L15: 10 of 50 at a net of 48.95 costs the project 9.79 and the platform 0.21', () => {
    const gift = {
      giftMinor: 5_000,
      tipMinor: 0,
      feeCoverMinor: 0,
      grossMinor: 5_000,
      giftReturnedMinor: 0,
      returnedMinor: 0,
    };
    const settled: Settlement = {
      feeMinor: 105,
      feeProjectMinor: 105,
      netMinor: 4_895,
      netLeftMinor: 4_895,
      spentMinor: 0,
      fund: '2100',
    };
    expect(partOfGift(gift, settled, 1_000)).toMatchObject({
      projectMinor: 979,
      feesMinor: 21,
      isWhole: false,
    });
  });

  it('R48, L15: however the gift is cut, the parts take the net and the last takes the rest', () => {
    fc.assert(
      fc.property(aPayment, sharesOf(6), (payment, weights) => {
        const { giftMinor } = payment.gift;
        const cuts = portions(giftMinor, weights);
        const rest = giftMinor - cuts.reduce((sum, minor) => sum + minor, 0);
        let now: Payment = payment;
        for (const cut of rest > 0 ? [...cuts, rest] : cuts) {
          const parts = partOfGift(now.gift, now.settled, cut);
          expect(parts.projectMinor).toBeGreaterThanOrEqual(0);
          expect(parts.projectMinor).toBeLessThanOrEqual(cut);
          expect(parts.feesMinor).toBeGreaterThanOrEqual(0);
          now = after(now, parts);
        }
        expect(giftLeft(now.gift)).toBe(0);
        // A cover larger than the real fee leaves the project more than the gift: that is not the donor's.
        expect(now.settled.netLeftMinor).toBe(Math.max(0, payment.settled.netMinor - giftMinor));
      }),
    );
  });

  it('the whole rest after parts gives back what is left, never more than was paid', () => {
    fc.assert(
      fc.property(aPayment, sharesOf(4), fc.boolean(), (payment, weights, lessFee) => {
        let now: Payment = payment;
        for (const cut of portions(payment.gift.giftMinor - 1, weights)) {
          now = after(now, partOfGift(now.gift, now.settled, cut));
        }
        const parts = lessFee
          ? refundLessFee(now.gift, now.settled)
          : wholeRefund(now.gift, now.settled);
        const end = after(now, parts);
        expect(end.settled.netLeftMinor).toBe(0);
        expect(end.gift.returnedMinor).toBeLessThanOrEqual(payment.gift.grossMinor);
        if (!lessFee) expect(end.gift.returnedMinor).toBe(payment.gift.grossMinor);
      }),
    );
  });

  it('each adds up to zero in the books', () => {
    fc.assert(
      fc.property(aPayment, fc.integer({ min: 1, max: 500 }), ({ gift, settled }, cut) => {
        for (const parts of [
          wholeRefund(gift, settled),
          refundLessFee(gift, settled),
          partOfGift(gift, settled, cut),
          refundFromOutside(gift, settled, { amountMinor: cut, heldMinor: 3 }),
          refundFromOutside(gift, settled, { amountMinor: gift.grossMinor, heldMinor: cut }),
        ]) {
          const { lines } = refundPosting(gift, { code: '2100' }, parts, 'r');
          const sum = lines.reduce(
            (total, { debitMinor = 0, creditMinor = 0 }) => total + debitMinor - creditMinor,
            0,
          );
          expect(sum).toBe(0);
        }
      }),
    );
  });
});
