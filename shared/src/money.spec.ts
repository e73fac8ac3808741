import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MINOR_MAX,
  MoneyOutOfRange,
  allocate,
  isCurrency,
  minorFromSql,
  money,
  proportionHalfUp,
  toDecimalText,
  type Currency,
} from './money.js';

const amounts = fc.integer({ min: -MINOR_MAX, max: MINOR_MAX });
const shares = fc
  .uniqueArray(fc.record({ key: fc.uuid(), weight: fc.oneof(fc.nat(5), fc.nat(MINOR_MAX)) }), {
    minLength: 1,
    maxLength: 12,
    selector: ({ key }) => key,
  })
  .filter((list) => list.some(({ weight }) => weight > 0));

const sum = (parts: Iterable<number>) => [...parts].reduce((all, part) => all + part, 0);
const big = (value: bigint) => (value < 0n ? -value : value);

describe('money: whole minor units within 10^12 (ruling 3)', () => {
  it.each([0, 1, -1, MINOR_MAX, -MINOR_MAX])('takes %s', (minor) => {
    expect(money(minor)).toEqual({ minor, currency: 'EUR' });
  });

  it.each([
    MINOR_MAX + 1,
    -MINOR_MAX - 1,
    0.1,
    1e21,
    Number.MAX_SAFE_INTEGER,
    Number('9007199254740993'),
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('refuses %s', (minor) => {
    expect(() => money(minor)).toThrow(MoneyOutOfRange);
  });

  it('knows no minus zero', () => {
    expect(Object.is(money(-0).minor, 0)).toBe(true);
  });

  it.each(['eur', 'EURO', 'USDT', 'ЕUR', 'toString', '__proto__', '', null, ['EUR']])(
    'does not take %j for a currency',
    (word) => {
      expect(isCurrency(word)).toBe(false);
    },
  );
});

describe('minorFromSql: the checked way in from bigint', () => {
  it.each<[string | number, number]>([
    ['0', 0],
    ['-0', 0],
    ['1250', 1250],
    ['-1000000000000', -MINOR_MAX],
    [77, 77],
  ])('reads %j', (text, minor) => {
    expect(Object.is(minorFromSql(text), minor)).toBe(true);
  });

  it.each([
    '1e3',
    '1.0',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '',
    '0x64',
    '1_000',
    '1,000',
    '١٢٥٠',
    'NaN',
    '1000000000001',
    '-1000000000001',
    '9007199254740993',
    1.5,
    1e21,
    Number.NaN,
  ])('refuses %j', (text) => {
    expect(() => minorFromSql(text)).toThrow(MoneyOutOfRange);
  });
});

describe('toDecimalText', () => {
  it.each<[number, Currency, string]>([
    [1250, 'EUR', '12.50'],
    [5, 'EUR', '0.05'],
    [0, 'EUR', '0.00'],
    [-5, 'EUR', '-0.05'],
    [-1250, 'RON', '-12.50'],
    [MINOR_MAX, 'EUR', '10000000000.00'],
    [800, 'JPY', '800'],
    [-8, 'JPY', '-8'],
    [0, 'JPY', '0'],
  ])('writes %s minor units of %s as %s', (minor, currency, text) => {
    expect(toDecimalText(money(minor, currency))).toBe(text);
  });

  it('loses nothing: the digits are those of the minor units', () => {
    fc.assert(
      fc.property(amounts, (minor) => {
        const text = toDecimalText(money(minor));
        expect(text).toMatch(/^-?\d+\.\d\d$/);
        expect(minorFromSql(text.replace('.', ''))).toBe(minorFromSql(String(minor)));
      }),
    );
  });
});

describe('allocate: largest remainder (ruling 3)', () => {
  it('adds up to the total, and each part is less than one unit from the exact share', () => {
    fc.assert(
      fc.property(amounts, shares, (total, list) => {
        const parts = allocate(total, list);
        const weights = list.reduce((all, { weight }) => all + BigInt(weight), 0n);
        expect(sum(parts.values())).toBe(sum([total]));
        for (const { key, weight } of list) {
          const error = BigInt(parts.get(key) ?? NaN) * weights - BigInt(total) * BigInt(weight);
          expect(big(error) < weights).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order of the shares', () => {
    const orders = shares.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(amounts, orders, (total, [list, other]) => {
        const sorted = (parts: Map<string, number>) => [...parts].sort();
        expect(sorted(allocate(total, other))).toEqual(sorted(allocate(total, list)));
      }),
    );
  });

  it('splits what is owed as it splits what is held', () => {
    fc.assert(
      fc.property(amounts, shares, (total, list) => {
        const mirrored = [...allocate(-total, list)].map(([key, part]) => [key, sum([0, -part])]);
        expect(mirrored).toEqual([...allocate(total, list)]);
      }),
    );
  });

  it('gives nothing to a weight of zero', () => {
    fc.assert(
      fc.property(amounts, shares, (total, list) => {
        const parts = allocate(total, list);
        for (const { key, weight } of list) if (weight === 0) expect(parts.get(key)).toBe(0);
      }),
    );
  });

  it('gives the odd unit to the larger remainder, and among equals to the smaller key', () => {
    const parts = (total: number, weights: Record<string, number>) =>
      Object.fromEntries(
        allocate(
          total,
          Object.entries(weights).map(([key, weight]) => ({ key, weight })),
        ),
      );
    expect(parts(100, { c: 1, b: 1, a: 1 })).toEqual({ a: 34, b: 33, c: 33 });
    expect(parts(101, { c: 1, b: 1, a: 1 })).toEqual({ a: 34, b: 34, c: 33 });
    expect(parts(-1, { b: 1, a: 1 })).toEqual({ a: -1, b: 0 });
    expect(parts(10, { a: 4, b: 5 })).toEqual({ a: 4, b: 6 });
    expect(parts(10, { a: 1, b: 2 })).toEqual({ a: 3, b: 7 });
  });

  it('splits zero among nobody, and nothing else', () => {
    expect([...allocate(0, [{ key: 'a', weight: 0 }])]).toEqual([['a', 0]]);
    expect([...allocate(0, [])]).toEqual([]);
    expect(() => allocate(1, [{ key: 'a', weight: 0 }])).toThrow(MoneyOutOfRange);
    expect(() => allocate(1, [])).toThrow(MoneyOutOfRange);
  });

  it.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('refuses the weight %s', (weight) => {
    expect(() =>
      allocate(10, [
        { key: 'a', weight },
        { key: 'b', weight: 1 },
      ]),
    ).toThrow(MoneyOutOfRange);
  });

  it('refuses a key named twice, which would lose a part', () => {
    const twice = [
      { key: 'a', weight: 1 },
      { key: 'a', weight: 1 },
    ];
    expect(() => allocate(10, twice)).toThrow(MoneyOutOfRange);
  });

  it('refuses a total beyond the bounds', () => {
    expect(() => allocate(MINOR_MAX + 1, [{ key: 'a', weight: 1 }])).toThrow(MoneyOutOfRange);
  });
});

describe('proportionHalfUp', () => {
  const fractions = fc
    .tuple(fc.nat(MINOR_MAX), fc.integer({ min: 1, max: MINOR_MAX }))
    .map(([a, b]) => ({ numerator: Math.min(a, b), denominator: Math.max(a, b) }));

  it('is at most half a unit from the exact value, and half goes away from zero', () => {
    fc.assert(
      fc.property(amounts, fractions, (minor, { numerator, denominator }) => {
        const exact = BigInt(minor) * BigInt(numerator);
        const rounded = proportionHalfUp(minor, numerator, denominator);
        const error = 2n * (BigInt(rounded) * BigInt(denominator) - exact);
        expect(big(error) <= BigInt(denominator)).toBe(true);
        if (big(error) === BigInt(denominator)) {
          expect(big(BigInt(rounded) * BigInt(denominator)) > big(exact)).toBe(true);
        }
      }),
    );
  });

  it.each([
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [3, 1, 2, 2],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [1000, 0, 7, 0],
    [999, 7, 7, 999],
  ])('%s x %s / %s = %s', (minor, numerator, denominator, expected) => {
    expect(proportionHalfUp(minor, numerator, denominator)).toBe(expected);
  });

  it('refuses to divide by zero or less, and a result beyond the bounds', () => {
    expect(() => proportionHalfUp(1, 1, 0)).toThrow(MoneyOutOfRange);
    expect(() => proportionHalfUp(1, 1, -2)).toThrow(MoneyOutOfRange);
    expect(() => proportionHalfUp(MINOR_MAX, 2, 1)).toThrow(MoneyOutOfRange);
  });
});
