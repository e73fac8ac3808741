import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import fc from 'fast-check';
import { wrongIn, wrongInJson } from '../../test/support/reading.js';
import { MINOR_MAX } from '../money.js';
import {
  CurrencyCode,
  EachOneOf,
  Flag,
  FromDigits,
  Nested,
  NestedList,
  OneOf,
  WholeNumber,
} from './shape.rules.js';

class Part {
  @WholeNumber({ min: 0 })
  size?: unknown;
}

class Form {
  @WholeNumber({ min: 0 })
  amount?: unknown;

  @WholeNumber({ min: 5, max: 9 })
  few?: unknown;

  @Flag()
  flag?: unknown;

  @CurrencyCode()
  currency?: unknown;

  @OneOf(['red', 'blue'])
  colour?: unknown;

  @EachOneOf(['red', 'blue'])
  colours?: unknown;

  @Nested(() => Part)
  part?: unknown;

  @NestedList(() => Part, { min: 1, max: 3 })
  parts?: unknown;
}

const RIGHT = {
  amount: 0,
  few: 5,
  flag: false,
  currency: 'EUR',
  colour: 'red',
  colours: ['red', 'blue'],
  part: { size: 1 },
  parts: [{ size: 1 }],
};
const wrong = (changes: Partial<Record<keyof typeof RIGHT, unknown>>) =>
  wrongIn(Form, { ...RIGHT, ...changes });

it('the form is right', async () => {
  expect(await wrong({})).toEqual([]);
});

describe('a whole number', () => {
  it('may be every one within its bounds, and none outside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: MINOR_MAX }), async (amount) => {
        expect(await wrong({ amount })).toEqual([]);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.maxSafeInteger(), async (few) => {
        const isRight = few >= 5 && few <= 9;
        expect(await wrong({ few })).toEqual(isRight ? [] : ['/few v.amount']);
      }),
    );
  });

  it.each([5, 9])('may be its bound %s', async (few) => {
    expect(await wrong({ few })).toEqual([]);
  });

  it.each([
    -0,
    -1,
    0.1,
    1.005,
    1e21,
    Number('9007199254740993'),
    2 ** 63,
    MINOR_MAX + 1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '100',
    ' 100 ',
    '0x64',
    '1e2',
    '1,00',
    '١٠٠',
    [100],
    {},
    true,
    null,
    undefined,
    1n,
  ])('is never %p', async (amount) => {
    expect(await wrong({ amount })).toEqual(['/amount v.amount']);
  });
});

describe('yes or no', () => {
  it.each([true, false])('is %s', async (flag) => {
    expect(await wrong({ flag })).toEqual([]);
  });

  it.each(['false', 'true', '', 0, 1, [], [false], {}, null, undefined])(
    'is never %j',
    async (flag) => {
      expect(await wrong({ flag })).toEqual(['/flag v.boolean']);
    },
  );
});

describe('one of some words', () => {
  it.each(['green', 'Red', 'red ', '', ['red'], { red: 1 }, 0, null, undefined, 'toString'])(
    'is never %j',
    async (colour) => {
      expect(await wrong({ colour })).toEqual(['/colour v.choice']);
    },
  );

  it.each([['green'], ['red', 'green'], ['red', ['blue']], [null]])(
    'is none of several with %j',
    async (...colours) => {
      expect(await wrong({ colours })).toEqual(['/colours v.choice']);
    },
  );

  it.each(['eur', 'XXX', 'EUR ', 'ＥUR', '__proto__', ['EUR'], 978])(
    'no currency is %j',
    async (currency) => {
      expect(await wrong({ currency })).toEqual(['/currency v.currency']);
    },
  );
});

describe('a nested object', () => {
  it.each([[[]], [[{ size: 1 }]], ['part'], [7], [null], [undefined], [true]])(
    'is never %j',
    async (part) => {
      expect(await wrong({ part })).toContain('/part v.object');
    },
  );

  it('is held to its own rules, keys among them', async () => {
    expect(await wrong({ part: {} })).toEqual(['/part/size v.amount']);
    expect(await wrong({ part: { size: 1, id: 'x' } })).toEqual(['/part/id v.unknown']);
    expect(await wrong({ part: { size: [1] } })).toEqual(['/part/size v.amount']);
  });
});

describe('a list of nested objects', () => {
  it.each<[string, unknown, string]>([
    ['empty', [], '/parts v.list-min'],
    ['too long', Array(4).fill({ size: 1 }), '/parts v.list-max'],
    ['an object', { 0: { size: 1 }, length: 1 }, '/parts v.list'],
    ['a word', 'parts', '/parts v.list'],
    ['a list of lists', [[{ size: 1 }]], '/parts v.object'],
    ['a list of empty lists', [[]], '/parts v.object'],
    ['a list with a hole', [{ size: 1 }, null], '/parts v.object'],
    ['a list of numbers', [1], '/parts v.object'],
  ])('is refused when it is %s', async (_, parts, complaint) => {
    expect(await wrong({ parts })).toContain(complaint);
  });

  it('points at the part that is wrong', async () => {
    const parts = [{ size: 1 }, { size: -1 }, { size: 1, extra: 1 }];
    expect(await wrong({ parts })).toEqual(['/parts/1/size v.amount', '/parts/2/extra v.unknown']);
  });
});

describe('a build that tells the types of fields', () => {
  class Told {
    @Flag()
    flag?: unknown;

    @WholeNumber({ min: 0 })
    amount?: unknown;
  }
  // What a compiler that emits metadata would say of `flag: boolean` and `amount: number`.
  Reflect.defineMetadata('design:type', Boolean, Told.prototype, 'flag');
  Reflect.defineMetadata('design:type', Number, Told.prototype, 'amount');

  it.each([
    ['false', '0x64'],
    ['true', '100'],
    [0, '1e3'],
  ])('converts neither %j nor %j', async (flag, amount) => {
    expect(await wrongIn(Told, { flag, amount })).toEqual(['/flag v.boolean', '/amount v.amount']);
  });
});

describe('unknown and dangerous keys', () => {
  it.each(['id', 'role', 'state', 'isAdmin', 'createdAt', 'Amount', '0'])(
    'the key %s is an error, not dropped',
    async (key) => {
      expect(await wrongIn(Form, { ...RIGHT, [key]: 1 })).toEqual([`/${key} v.unknown`]);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'the key %s changes no object but the one it came in',
    async (key) => {
      const hostile = `{"${key}":{"polluted":true,"amount":1}}`;
      const nested = JSON.stringify(RIGHT).replace('{"size":1}', hostile);
      await wrongInJson(Form, nested);
      await wrongInJson(Form, hostile);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      expect((new Form() as Record<string, unknown>).polluted).toBeUndefined();
      expect(Object.hasOwn(Object.prototype, 'amount')).toBe(false);
    },
  );

  it('a value is never taken from a prototype', async () => {
    const json = JSON.stringify({ ...RIGHT, amount: undefined });
    const hostile = json.replace('{', '{"__proto__":{"amount":1},');
    expect(await wrongInJson(Form, hostile)).toContain('/amount v.amount');
  });
});

describe('digits of an address', () => {
  class Query {
    @FromDigits()
    @WholeNumber({ min: 0, max: 999 })
    limit?: unknown;
  }

  it('become the number they write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2000), async (limit) => {
        const complaints = await wrongIn(Query, { limit: String(limit) });
        expect(complaints).toEqual(limit <= 999 ? [] : ['/limit v.amount']);
      }),
    );
  });

  it.each([
    '0x64',
    '1e2',
    '-1',
    '+1',
    '1.0',
    ' 1',
    '1 ',
    '',
    '٥',
    '५',
    '1_0',
    '9'.repeat(16),
    ['1'],
  ])('are not %j', async (limit) => {
    expect(await wrongIn(Query, { limit })).toEqual(['/limit v.amount']);
  });
});
