import { describe, expect, it } from '@jest/globals';
import {
  leftoverShares,
  recoveredShares,
  unspentShares,
  type HeldMatching,
} from './held-shares.policy.js';

const aMatch = (id: string, leftMinor: number, spentMinor = 0) => ({ id, leftMinor, spentMinor });
const TWO = [aMatch('a', 100), aMatch('b', 100)];
const partsOf = (shares: Map<string, number>) => TWO.map(({ id }) => shares.get(id) ?? 0);

const held = (
  heldMinor: number,
  {
    frozen = {},
    returned = {},
  }: { frozen?: Record<string, number>; returned?: Record<string, number> } = {},
): HeldMatching => ({
  heldMinor,
  frozen: new Map(Object.entries(frozen)),
  returned: new Map(Object.entries(returned)),
});

describe('what each match still holds', () => {
  it('R62: is in proportion, when nothing is frozen', () => {
    expect(partsOf(unspentShares(TWO, held(101)))).toEqual([51, 50]);
    expect(partsOf(unspentShares([aMatch('a', 100, 40), aMatch('b', 100)], held(80)))).toEqual([
      30, 50,
    ]);
  });

  it('L10: what is frozen comes off the share of its own match', () => {
    expect(partsOf(unspentShares(TWO, held(100, { frozen: { b: 20 } })))).toEqual([50, 30]);
  });

  it('L10, R62: frozen before a tranche drew on the rest, it is all that match still has', () => {
    expect(partsOf(unspentShares(TWO, held(150, { frozen: { b: 100 } })))).toEqual([50, 0]);
  });

  it('L10: where all is frozen nothing is free', () => {
    expect(partsOf(unspentShares(TWO, held(200, { frozen: { a: 100, b: 100 } })))).toEqual([0, 0]);
    expect(partsOf(unspentShares([], held(0)))).toEqual([0, 0]);
  });

  it('L12, L4: what of one has gone back after a payment was a part of what was left of it', () => {
    // Half of both was paid out; then one gift was lost, and the half that was left of its match.
    const afterLoss = [aMatch('a', 50), aMatch('b', 100)];
    expect(partsOf(unspentShares(afterLoss, held(50, { returned: { a: 50 } })))).toEqual([0, 50]);
    // A quarter of the gift only.
    const afterPart = [aMatch('a', 75), aMatch('b', 100)];
    expect(partsOf(unspentShares(afterPart, held(75, { returned: { a: 25 } })))).toEqual([25, 50]);
  });
});

describe('R80: what of a leftover follows the rule of each fund', () => {
  /** Two of one fund, the second of which a bank claims, and one of another; half was paid out. */
  const MATCHES = [
    { ...aMatch('a', 100), fundId: 'one' },
    { ...aMatch('b', 100), fundId: 'one' },
    { ...aMatch('c', 100), fundId: 'two' },
  ];
  const lostOf = (minor: number) =>
    MATCHES.map((match) => (match.id === 'b' ? { ...match, leftMinor: 100 - minor } : match));
  const none = new Map<string, number>();
  const given = (one: number, two: number) => new Map(Object.entries({ one, two }));
  const shared = (...all: Parameters<typeof leftoverShares>) => {
    const shares = leftoverShares(...all);
    return [shares.get('one') ?? 0, shares.get('two') ?? 0];
  };

  it('R80: is in proportion to what its matches have left', () => {
    expect(shared(MATCHES, held(150), none)).toEqual([100, 50]);
    expect(shared(MATCHES, held(151), none)).toEqual([101, 50]);
    expect(shared([], held(0), none)).toEqual([0, 0]);
  });

  it('R80, L10: less what rests of its own matches, and of nobody else’s', () => {
    expect(shared(MATCHES, held(150, { frozen: { b: 30 } }), none)).toEqual([70, 50]);
    expect(shared(MATCHES, held(150, { frozen: { b: 50 } }), none)).toEqual([50, 50]);
  });

  it('R80, L11: won, what rested is its own fund’s, so that all have what they would have had', () => {
    expect(shared(MATCHES, held(50), given(50, 50))).toEqual([50, 0]);
    expect(shared(MATCHES, held(30), given(70, 50))).toEqual([30, 0]);
  });

  it('R80, L12: lost before the end, it is no part of what is shared', () => {
    const afterLoss = held(100, { returned: { b: 50 } });
    expect(shared(lostOf(50), afterLoss, none)).toEqual([50, 50]);
  });

  it('R80, L21: what comes back later is everybody’s by what was spent, a loss or not', () => {
    expect(shared(MATCHES, held(60), given(100, 50))).toEqual([40, 20]);
    const afterLoss = held(60, { returned: { b: 50 } });
    expect(shared(lostOf(50), afterLoss, given(50, 50))).toEqual([40, 20]);
  });

  it('R80: gives every cent to somebody, also one that is nobody’s share', () => {
    const one = [{ ...aMatch('a', 50), fundId: 'one' }];
    expect(shared(one, held(1, { returned: { a: 50 } }), none)).toEqual([1, 0]);
    // A cent more than all of them had brought.
    expect(shared(MATCHES, held(1), given(200, 100))).toEqual([1, 0]);
    // The fund that had the odd cent before owes it now, and keeps it.
    expect(shared(MATCHES, held(1), given(99, 51))).toEqual([1, 0]);
  });
});

describe('what comes back after it was paid out', () => {
  it('R82: is each match’s by what it had given', () => {
    expect(partsOf(recoveredShares([aMatch('a', 100), aMatch('b', 50)], held(60)))).toEqual([
      40, 20,
    ]);
  });

  it('R82, L10: a frozen part was not paid out, so nothing of what comes back is for it', () => {
    const matches = [aMatch('a', 50, 50), aMatch('b', 100)];
    expect(partsOf(recoveredShares(matches, held(50 + 100, { frozen: { b: 50 } })))).toEqual([
      50, 50,
    ]);
  });

  it('R82: never more than a match had given', () => {
    const matches = [aMatch('a', 50, 50), aMatch('b', 100)];
    expect(partsOf(recoveredShares(matches, held(300, { frozen: { b: 100 } })))).toEqual([50, 0]);
  });
});
