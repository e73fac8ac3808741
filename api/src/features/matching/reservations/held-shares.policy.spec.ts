import { describe, expect, it } from '@jest/globals';
import { recoveredShares, unspentShares } from './held-shares.policy.js';

const aMatch = (id: string, leftMinor: number, spentMinor = 0) => ({ id, leftMinor, spentMinor });
const TWO = [aMatch('a', 100), aMatch('b', 100)];
const none = new Map<string, number>();
const partsOf = (shares: Map<string, number>) => TWO.map(({ id }) => shares.get(id) ?? 0);

describe('what each match still holds', () => {
  it('R62: is in proportion, when nothing is frozen', () => {
    expect(partsOf(unspentShares(TWO, 101, none))).toEqual([51, 50]);
    expect(partsOf(unspentShares([aMatch('a', 100, 40), aMatch('b', 100)], 80, none))).toEqual([
      30, 50,
    ]);
  });

  it('L10: what is frozen comes off the share of its own match', () => {
    expect(partsOf(unspentShares(TWO, 100, new Map([['b', 20]])))).toEqual([50, 30]);
  });

  it('L10, R62: frozen before a tranche drew on the rest, it is all that match still has', () => {
    expect(partsOf(unspentShares(TWO, 150, new Map([['b', 100]])))).toEqual([50, 0]);
  });

  it('L10: where all is frozen nothing is free', () => {
    expect(
      partsOf(
        unspentShares(
          TWO,
          200,
          new Map([
            ['a', 100],
            ['b', 100],
          ]),
        ),
      ),
    ).toEqual([0, 0]);
    expect(partsOf(unspentShares([], 0, none))).toEqual([0, 0]);
  });
});

describe('what comes back after it was paid out', () => {
  it('R82: is each match’s by what it had given', () => {
    expect(partsOf(recoveredShares([aMatch('a', 100), aMatch('b', 50)], 60, none))).toEqual([
      40, 20,
    ]);
  });

  it('R82, L10: a frozen part was not paid out, so nothing of what comes back is for it', () => {
    const given = [aMatch('a', 50, 50), aMatch('b', 100)];
    expect(partsOf(recoveredShares(given, 50 + 100, new Map([['b', 50]])))).toEqual([50, 50]);
  });

  it('R82: never more than a match had given', () => {
    const given = [aMatch('a', 50, 50), aMatch('b', 100)];
    expect(partsOf(recoveredShares(given, 300, new Map([['b', 100]])))).toEqual([50, 0]);
  });
});
