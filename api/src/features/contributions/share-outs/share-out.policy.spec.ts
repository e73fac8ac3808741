import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { choiceRefund } from '../refunds/refund-parts.policy.js';
import { defaultOf, optionsOf } from '../choices/choice-options.policy.js';
import { sharesOf } from './share-out.policy.js';

const gifts = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    netMinor: fc.integer({ min: 1, max: 100_000 }),
    disputedMinor: fc.constant(0),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 40 },
);

describe('R81: the shares of what is left', () => {
  it('add up to it to the cent, each within a cent of its proportion', () => {
    fc.assert(
      fc.property(gifts, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
        const credited = all.reduce((sum, { netMinor }) => sum + netMinor, 0);
        const held = Math.floor(credited * part);
        const shares = sharesOf(held, all);
        expect(shares.reduce((sum, { shareMinor }) => sum + shareMinor, 0)).toBe(held);
        for (const { netMinor, shareMinor } of shares) {
          expect(Math.abs(shareMinor - (held * netMinor) / credited)).toBeLessThan(1);
          expect(shareMinor).toBeLessThanOrEqual(netMinor);
        }
      }),
    );
  });

  it('give the odd cent to the largest remainder, of equal ones to the smaller id', () => {
    const three = ['c', 'a', 'b'].map((id) => ({ id, netMinor: 100, disputedMinor: 0 }));
    expect(sharesOf(200, three).map(({ shareMinor }) => shareMinor)).toEqual([66, 67, 67]);
  });

  it('are never more than was given', () => {
    const [share] = sharesOf(500, [{ id: 'a', netMinor: 100, disputedMinor: 0 }]);
    expect(share?.shareMinor).toBe(100);
  });
});

describe('R81, L10: the shares beside gifts that a bank claims', () => {
  /** Three gifts of EUR 10 of which half was paid out; the first has something taken by its bank. */
  const sharesBeside = (heldMinor: number, disputedMinor: number) => {
    const all = ['a', 'b', 'c'].map((id) => ({
      ...{ id, netMinor: 1_000, disputedMinor: id === 'a' ? disputedMinor : 0 },
    }));
    return sharesOf(heldMinor, all).map(({ id, shareMinor }) => [id, shareMinor]);
  };

  it('leave out the gift of which all that was left has been taken', () => {
    const others = [
      ['b', 500],
      ['c', 500],
    ];
    expect(sharesBeside(1_000, 500)).toEqual(others);
    // Half up when it was taken, or down: a cent is nobody's share.
    expect(sharesBeside(1_001, 499).map(([id]) => id)).toEqual(['b', 'c']);
  });

  it('leave it out after another tranche, which was drawn from the others alone', () => {
    expect(sharesBeside(500, 500)).toEqual([
      ['b', 250],
      ['c', 250],
    ]);
  });

  it('count of a gift claimed in part what is neither paid out nor taken', () => {
    expect(sharesBeside(1_250, 250)).toEqual([
      ['a', 250],
      ['b', 500],
      ['c', 500],
    ]);
  });

  it('are what each gift still has, whatever was paid out and taken', () => {
    const claimed = fc.record({ claim: fc.double({ min: 0, max: 1, noNaN: true }), of: gifts });
    const paidOut = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(claimed, paidOut, ({ claim, of }, spent) => {
        const all = of.map((gift, at) => {
          const leftMinor = Math.round(gift.netMinor * (1 - spent));
          const disputedMinor = at % 2 === 0 ? 0 : Math.round(leftMinor * claim);
          return { ...gift, disputedMinor, hasMinor: leftMinor - disputedMinor };
        });
        const held = all.reduce((sum, { hasMinor }) => sum + hasMinor, 0);
        const shares = new Map(sharesOf(held, all).map((share) => [share.id, share.shareMinor]));
        expect([...shares.values()].reduce((sum, minor) => sum + minor, 0)).toBe(held);
        for (const { id, hasMinor } of all) {
          // Half a cent of each gift was rounded when it was paid out.
          expect(Math.abs((shares.get(id) ?? 0) - hasMinor)).toBeLessThan(1.5 + all.length / 2);
        }
      }),
    );
  });
});

const gift = {
  giftMinor: 10_000,
  tipMinor: 500,
  feeCoverMinor: 0,
  grossMinor: 10_500,
  giftReturnedMinor: 0,
  returnedMinor: 0,
  choiceReason: 'cancelled' as const,
};
const settled = {
  feeMinor: 200,
  feeProjectMinor: 190,
  netMinor: 9_810,
  netLeftMinor: 9_810,
  spentMinor: 0,
  fund: '2140' as const,
};

describe('R82: what a donor has back of a project that was stopped', () => {
  it('L17: is the whole payment while nothing of it was spent', () => {
    expect(choiceRefund(gift, settled)).toMatchObject({ posting: 'L17', amountMinor: 10_500 });
  });

  it('L17: is the share of what was not spent, without tip and fee', () => {
    expect(choiceRefund(gift, { ...settled, spentMinor: 6_000 })).toEqual({
      posting: 'L17',
      amountMinor: 3_810,
      projectMinor: 3_810,
      tipMinor: 0,
      feesMinor: 0,
      giftMinor: 3_810,
      isWhole: false,
    });
  });

  it('R81: is left with the hometown by silence when it is below EUR 5', () => {
    const of = (spentMinor: number) => defaultOf('cancelled', gift, { ...settled, spentMinor });
    expect(of(9_810 - 499)).toBe('hometown_fund');
    expect(of(9_810 - 500)).toBe('refund');
    expect(of(0)).toBe('refund');
  });

  it('R82, L12: is not offered back when the bank has returned too much of the payment', () => {
    const half = { ...settled, spentMinor: 4_810 };
    const at = (leftMinor: number) => ({ ...gift, returnedMinor: gift.grossMinor - leftMinor });
    expect(defaultOf('recovered', at(5_000), half)).toBe('refund');
    expect(optionsOf('recovered', at(5_000), half)).toContain('refund');
    expect(defaultOf('recovered', at(4_999), half)).toBe('hometown_fund');
    expect(optionsOf('recovered', at(4_999), half)).toEqual(['project', 'hometown_fund']);
  });
});
