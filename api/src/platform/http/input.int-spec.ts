import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ANY_GIFT_MINOR_MAX,
  StartContributionDto,
} from '@vatra/shared/contributions/contributions.dto';
import { randomUUID } from 'node:crypto';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  GIFT,
  GIFT_PATH,
  giftOf,
  giftWith,
  openDoor,
  post,
  seen,
} from '../../../test/support/door.js';

let database: TestDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  database = await cloneDatabase();
  app = await openDoor(database);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(() => {
  seen.ran = 0;
  seen.body = null;
});

describe('the bodies class-validator would let pass', () => {
  it('takes a right one', async () => {
    expect((await post(app, GIFT)).status).toBe(201);
    expect(seen.body).toBeInstanceOf(StartContributionDto);
  });

  it.each<[string, unknown, string]>([
    ['an integer JSON cannot keep', giftOf('9007199254740993'), '/gift/minor'],
    ['a fraction', giftOf('12.5'), '/gift/minor'],
    ['minus zero', JSON.stringify(GIFT).replace('"tipMinor":0', '"tipMinor":-0'), '/tipMinor'],
    ['a negative amount', giftOf('-1'), '/gift/minor'],
    ['an amount in words', giftWith({ gift: { minor: '1250', currency: 'EUR' } }), '/gift/minor'],
    ['a hexadecimal word', giftWith({ tipMinor: '0x64' }), '/tipMinor'],
    ['a list around an amount', giftWith({ tipMinor: [100] }), '/tipMinor'],
    ['a word for no', giftWith({ coverFee: 'false' }), '/coverFee'],
    ['a number for no', giftWith({ coverFee: 0 }), '/coverFee'],
    ['a list in place of a nested object', giftWith({ gift: [GIFT.gift] }), '/gift'],
    ['an empty list in place of a nested object', giftWith({ gift: [] }), '/gift'],
    ['a word in place of a nested object', giftWith({ gift: 'EUR' }), '/gift'],
    ['nothing in place of a nested object', giftWith({ gift: null }), '/gift'],
    ['a NUL in a name', giftWith({ donorName: 'Ion\u0000' }), '/donorName'],
    [
      'half a surrogate pair',
      JSON.stringify(giftWith({ donorName: 'Ion' })).replace('"Ion"', '"\\ud800"'),
      '/donorName',
    ],
    ['text that changes direction', giftWith({ donorName: 'Ion\u202egnp.exe' }), '/donorName'],
    ['text that is not composed', giftWith({ donorName: 'Cornes\u0326ti' }), '/donorName'],
    ['a line break in a name', giftWith({ donorName: 'Ion\nBcc: all@example.org' }), '/donorName'],
    ['a quoted address', giftWith({ email: '"ion popescu"@example.org' }), '/email'],
    ['a full-width address', giftWith({ email: 'ｉon@example.org' }), '/email'],
    ['two lines of address', giftWith({ email: 'ion@example.org\nBcc:x@example.org' }), '/email'],
    ['an unknown currency', giftWith({ gift: { minor: 1250, currency: 'eur' } }), '/gift/currency'],
    ['an unknown key', giftWith({ isAdmin: true }), '/isAdmin'],
    ['an unknown nested key', giftWith({ gift: { ...GIFT.gift, id: 1 } }), '/gift/id'],
    ['a state the caller may not set', giftWith({ state: 'succeeded' }), '/state'],
  ])('refuses %s with a pointer', async (_, body, pointer) => {
    const { status, body: problem, text } = await post(app, body);
    expect(status).toBe(422);
    expect(problem.code).toBe('http.invalid');
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
    expect(problem.errors?.every(({ code }) => /^v\.[a-z-]+$/.test(code))).toBe(true);
    expect(text).not.toContain('gnp.exe');
    expect(seen.ran).toBe(0);
  });

  it.each([
    ['a list', '[]'],
    ['a list of gifts', JSON.stringify([GIFT])],
    ['null', 'null'],
    ['a number', '5'],
    ['nothing', ''],
  ])('refuses %s in place of the whole body', async (_, body) => {
    const { status, body: problem } = await post(app, body);
    expect([status, problem.errors]).toEqual([422, [{ pointer: '', code: 'v.object' }]]);
    expect(seen.ran).toBe(0);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    '__defineGetter__',
  ])('refuses the key %s instead of dropping it', async (key) => {
    const body = JSON.stringify(GIFT).replace('{', `{"${key}":{"polluted":1},`);
    const { status } = await post(app, body);
    expect(status).toBe(422);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(seen.ran).toBe(0);
  });

  it('names the legal range of an amount', async () => {
    const { body } = await post(app, giftWith({ tipMinor: ANY_GIFT_MINOR_MAX + 1 }));
    expect(body.errors).toEqual([
      { pointer: '/tipMinor', code: 'v.amount', params: { min: 0, max: ANY_GIFT_MINOR_MAX } },
    ]);
  });

  it('takes null for a key that was not sent', async () => {
    expect((await post(app, giftWith({ donorName: null }))).status).toBe(201);
    expect(Object.hasOwn(seen.body ?? {}, 'donorName')).toBe(false);
  });

  it.each(['Șerban Țurcanu', 'Олександр Ґалаґан', 'محمد', 'חנה', '👨‍👩‍👧 Ion'])(
    'keeps the legal name %s byte for byte',
    async (name) => {
      expect((await post(app, giftWith({ donorName: name.normalize('NFC') }))).status).toBe(201);
      expect(seen.body?.donorName).toBe(name.normalize('NFC'));
    },
  );
});

describe('bodies that are not JSON as we take it', () => {
  it.each([
    ['broken', '{"gift":', 400, 'http.malformed-json'],
    ['with a key given twice', '{"tipMinor":0,"tipMinor":1}', 400, 'http.malformed-json'],
    [
      'with an escaped key given twice',
      '{"tipMinor":0,"tip\\u004dinor":1}',
      400,
      'http.malformed-json',
    ],
    ['with an exponent', giftOf('1e3'), 400, 'http.malformed-json'],
    ['with a number that overflows', giftOf('1e400'), 400, 'http.malformed-json'],
    ['with a comment', `/* hi */ ${JSON.stringify(GIFT)}`, 400, 'http.malformed-json'],
    ['with a byte order mark', `\ufeff${JSON.stringify(GIFT)}`, 400, 'http.malformed-json'],
    ['followed by something', `${JSON.stringify(GIFT)} 1`, 400, 'http.malformed-json'],
    ['100,000 levels deep', '['.repeat(1e5) + ']'.repeat(1e5), 400, 'http.malformed-json'],
    ['larger than half a megabyte', `"${'x'.repeat(600_000)}"`, 413, 'http.too-large'],
  ])('refuses a body %s', async (_, body, status, code) => {
    const answer = await post(app, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(seen.ran).toBe(0);
  });

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/xml', {}],
    ['multipart/form-data; boundary=x', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('refuses %s %j', async (type, headers) => {
    const answer = await post(app, GIFT, { 'content-type': type, ...headers });
    expect([answer.status, answer.body.code]).toEqual([415, 'http.unsupported-media-type']);
    expect(seen.ran).toBe(0);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: GIFT_PATH,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      payload: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    });
    expect(answer.statusCode).toBe(400);
  });
});
