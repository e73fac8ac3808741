import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import { IdParam } from '@vatra/shared/id.dto';
import type { Problem } from '@vatra/shared/problem';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { cloneDatabase, requiredUrl, type TestDatabase } from '../../../test/support/database.js';
import { AccountsModule } from '../../features/accounts/accounts.module.js';
import { readConfig } from '../config/config.js';
import { MailModule } from '../mail/mail.module.js';
import { PlatformModule } from '../platform.module.js';
import { Conflict } from './app-error.js';
import { createHttpApp } from './create-http-app.js';
import { Operation } from './operation.js';

/** How often the handlers below really ran. */
let ran = 0;
let lastBody: StartContributionDto | null = null;

@Controller()
class DoorController {
  /** Behaves as the words of the message say: the door in front of it is what is tested. */
  @Operation('contributions.start', { status: 201 })
  async start(@Param() { id }: IdParam, @Body() body: StartContributionDto) {
    ran += 1;
    lastBody = body;
    if (body.message === 'slowly') await pause(400);
    if (body.message === 'refuse') throw new Conflict('campaigns.not-open', { times: ran });
    if (body.message === 'break') throw new Error('secret words of the inside');
    return { id, times: ran, secret: randomUUID() };
  }

  @Get('forgotten')
  forgotten() {
    ran += 1;
    return 'nobody wrote a policy for me';
  }

  @Post('forgotten')
  alsoForgotten() {
    ran += 1;
  }
}

@Module({ controllers: [DoorController] })
class DoorModule {}

let database: TestDatabase;
let app: NestFastifyApplication;

async function openDoor(demo: boolean): Promise<NestFastifyApplication> {
  const config = readConfig({
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
    REDIS_URL: requiredUrl('TEST_REDIS_URL'),
    STRIPE_SECRET_KEY: 'sk_test_0123456789',
    STRIPE_WEBHOOK_SECRETS: 'whsec_0123456789',
    FILES_URL: 'file:///nowhere',
    PUBLIC_URL: 'https://vatra.example',
    AUTH_SECRET: randomBytes(32).toString('hex'),
    QUEUE_PREFIX: `t-${randomBytes(4).toString('hex')}`,
    PORT: '0',
    ...(demo ? { DEMO: '1' } : {}),
  });
  const imports = [PlatformModule.with(config, 'http'), MailModule, AccountsModule];
  return createHttpApp({ module: DoorModule, imports }, config);
}

beforeAll(async () => {
  database = await cloneDatabase();
  app = await openDoor(true);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(() => {
  ran = 0;
  lastBody = null;
});

const GIFT = {
  gift: { minor: 1250, currency: 'EUR' },
  tipMinor: 0,
  coverFee: false,
  email: 'ion@example.org',
  locale: 'ro',
};
const PATH = '/api/v1/campaigns/0199f3a0-0000-7000-8000-000000000001/contributions';

interface Sent {
  readonly status: number;
  readonly body: Problem;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

async function post(
  payload: unknown,
  headers: Record<string, string> = {},
  url = PATH,
): Promise<Sent> {
  const answer = await app.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...headers,
    },
  });
  return {
    status: answer.statusCode,
    text: answer.payload,
    headers: answer.headers,
    body: answer.payload === '' ? ({} as Problem) : (JSON.parse(answer.payload) as Problem),
  };
}

function giftWith(change: Record<string, unknown>): Record<string, unknown> {
  return { ...GIFT, ...change };
}

function giftOf(minor: string): string {
  return JSON.stringify(GIFT).replace('1250', minor);
}

describe('the bodies class-validator would let pass', () => {
  it('takes a right one', async () => {
    expect((await post(GIFT)).status).toBe(201);
    expect(lastBody).toBeInstanceOf(StartContributionDto);
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
    const { status, body: problem, text } = await post(body);
    expect(status).toBe(422);
    expect(problem.code).toBe('http.invalid');
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
    expect(problem.errors?.every(({ code }) => /^v\.[a-z-]+$/.test(code))).toBe(true);
    expect(text).not.toContain('gnp.exe');
    expect(ran).toBe(0);
  });

  it.each([
    ['a list', '[]'],
    ['a list of gifts', JSON.stringify([GIFT])],
    ['null', 'null'],
    ['a number', '5'],
    ['nothing', ''],
  ])('refuses %s in place of the whole body', async (_, body) => {
    const { status, body: problem } = await post(body);
    expect([status, problem.errors]).toEqual([422, [{ pointer: '', code: 'v.object' }]]);
    expect(ran).toBe(0);
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
    const { status } = await post(body);
    expect(status).toBe(422);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(ran).toBe(0);
  });

  it('names the legal range of an amount', async () => {
    const { body } = await post(giftWith({ tipMinor: 100_001 }));
    expect(body.errors).toEqual([
      { pointer: '/tipMinor', code: 'v.amount', params: { min: 0, max: 100_000 } },
    ]);
  });

  it('takes null for a key that was not sent', async () => {
    expect((await post(giftWith({ donorName: null }))).status).toBe(201);
    expect(Object.hasOwn(lastBody ?? {}, 'donorName')).toBe(false);
  });

  it.each(['Șerban Țurcanu', 'Олександр Ґалаґан', 'محمد', 'חנה', '👨‍👩‍👧 Ion'])(
    'keeps the legal name %s byte for byte',
    async (name) => {
      expect((await post(giftWith({ donorName: name.normalize('NFC') }))).status).toBe(201);
      expect(lastBody?.donorName).toBe(name.normalize('NFC'));
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
    const answer = await post(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(ran).toBe(0);
  });

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/xml', {}],
    ['multipart/form-data; boundary=x', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('refuses %s %j', async (type, headers) => {
    const answer = await post(GIFT, { 'content-type': type, ...headers });
    expect([answer.status, answer.body.code]).toEqual([415, 'http.unsupported-media-type']);
    expect(ran).toBe(0);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: PATH,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      payload: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    });
    expect(answer.statusCode).toBe(400);
  });
});

describe('every refusal', () => {
  it('is problem JSON with the id of the request and nothing of the inside', async () => {
    const answer = await post(giftWith({ message: 'break' }));
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: 'urn:vatra:problem:http.internal',
      title: 'Internal Server Error',
      status: 500,
      code: 'http.internal',
      instance: `urn:uuid:${String(answer.headers['x-request-id'])}`,
      requestId: answer.headers['x-request-id'],
    });
  });

  it.each([
    ['GET', '/api/v1/nowhere', 404, 'http.not-found'],
    ['DELETE', '/api/v1/clock', 405, 'http.method-not-allowed'],
    ['GET', '/api/v1/%zz', 400, 'http.bad-request'],
    ['GET', '/api/v1/clock/moves/' + 'a'.repeat(400), 414, 'http.uri-too-long'],
    ['GET', '/api/auth/sign-in/email', 404, 'http.not-found'],
    ['POST', '/api/v1/auth-library/sign-in/email', 404, 'http.not-found'],
  ] as const)('%s %.60s is %d %s', async (method, url, status, code) => {
    const answer = await app.inject({ method, url });
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([status, code]);
  });

  it('treats an id of the wrong form as one that does not exist', async () => {
    const answer = await post(GIFT, {}, PATH.replace(/0199f3a0/, '0199F3A0'));
    expect([answer.status, answer.body.code]).toEqual([404, 'http.not-found']);
  });
});

describe('the policy', () => {
  it('refuses a route nobody wrote a row for, whoever asks', async () => {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await app.inject({ method, url: '/api/v1/forgotten' });
      expect([answer.statusCode, answer.json<Problem>().code]).toEqual([403, 'http.no-policy']);
    }
    expect(ran).toBe(0);
  });

  it('refuses another origin, and a cookie without any', async () => {
    const foreign = await post(GIFT, { origin: 'https://vatra.example.evil.example' });
    const silent = await post(GIFT, { cookie: '__Host-vatra=x' });
    const own = await post(GIFT, { origin: 'https://vatra.example', cookie: '__Host-vatra=x' });
    expect([foreign.status, silent.status, own.status]).toEqual([403, 403, 201]);
    expect(ran).toBe(1);
  });

  it('hides the doors of demo mode outside of it', async () => {
    const real = await openDoor(false);
    try {
      for (const url of ['/api/v1/demo/people', `/api/v1/clock/moves/${randomUUID()}`]) {
        const answer = await real.inject({ method: 'GET', url });
        expect([answer.statusCode, answer.json<Problem>().code]).toEqual([404, 'http.not-found']);
      }
    } finally {
      await real.close();
    }
  });
});

describe('ruling 41: the Idempotency-Key', () => {
  const key = () => ({ 'idempotency-key': randomUUID() });

  it('is asked for, and for visitors it must be a random one', async () => {
    const without = await app.inject({
      method: 'POST',
      url: PATH,
      payload: GIFT,
    });
    expect([without.statusCode, without.json<Problem>().code]).toEqual([
      400,
      'http.idempotency-key-missing',
    ]);
    expect((await post(GIFT, { 'idempotency-key': 'order-1-order-1-order-1' })).status).toBe(400);
    expect(ran).toBe(0);
  });

  it('gives the first answer again, byte for byte', async () => {
    const headers = key();
    const first = await post(GIFT, headers);
    const again = await post(GIFT, headers);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(ran).toBe(1);
  });

  it('gives a refusal of the business again, byte for byte', async () => {
    const headers = key();
    const body = giftWith({ message: 'refuse' });
    const first = await post(body, headers);
    const again = await post(body, headers);
    expect([first.status, first.body.code]).toEqual([409, 'campaigns.not-open']);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(ran).toBe(1);
  });

  it('is refused with another body or for another thing', async () => {
    const headers = key();
    await post(GIFT, headers);
    const other = await post(giftWith({ tipMinor: 100 }), headers);
    expect([other.status, other.body.code]).toEqual([422, 'http.idempotency-key-reused']);
    const elsewhere = await post(GIFT, headers, PATH.replace('000000000001', '000000000002'));
    expect(elsewhere.body.code).toBe('http.idempotency-key-reused');
    expect(ran).toBe(1);
  });

  it('is refused while the first request still runs', async () => {
    const headers = key();
    const body = giftWith({ message: 'slowly' });
    const first = post(body, headers);
    await pause(150);
    const second = await post(body, headers);
    expect([second.status, second.body.code]).toEqual([409, 'http.idempotency-in-flight']);
    expect((await first).status).toBe(201);
    expect(ran).toBe(1);
  });

  it('runs once when ten requests come at the same moment', async () => {
    const headers = key();
    const body = giftWith({ message: 'slowly' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body, headers)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(ran).toBe(1);
  });

  it('stays free after a wrong form and after a failure', async () => {
    const headers = key();
    expect((await post(giftWith({ email: 'nobody' }), headers)).status).toBe(422);
    expect((await post(giftWith({ message: 'break' }), headers)).status).toBe(500);
    expect((await post(GIFT, headers)).status).toBe(201);
  });

  it('is kept as a hash and forgotten after a day', async () => {
    const headers = key();
    await post(GIFT, headers);
    const rows = await database.query<{ all: string }>(
      'SELECT k::text AS all FROM idempotency_keys k',
    );
    expect(rows.some((row) => row.all.includes(headers['idempotency-key']))).toBe(false);
    await database.query(`UPDATE idempotency_keys SET begun_at = begun_at - interval '25 hours'`);
    expect((await post(GIFT, headers)).status).toBe(201);
    expect(ran).toBe(2);
  });
});

describe('what the api says of itself', () => {
  it('is ready when PostgreSQL and Redis are', async () => {
    const answer = await app.inject({ method: 'GET', url: '/readyz' });
    expect(answer.json()).toEqual({ ready: true, parts: { postgres: 'ready', redis: 'ready' } });
  });

  it('describes an operation with its body, key and refusals', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/openapi.json' });
    const document = answer.json<{
      openapi: string;
      paths: Record<string, Record<string, Record<string, unknown>>>;
      components: {
        schemas: Record<string, { required?: string[]; additionalProperties?: boolean }>;
      };
    }>();
    expect(document.openapi).toBe('3.1.0');
    const operation = document.paths['/api/v1/campaigns/{id}/contributions']?.post;
    expect(operation).toMatchObject({
      operationId: 'contributions.start',
      requestBody: {
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/StartContributionDto' } },
        },
      },
    });
    const schema = document.components.schemas.StartContributionDto;
    expect(schema?.additionalProperties).toBe(false);
    expect(schema?.required).toEqual(expect.arrayContaining(['gift', 'email', 'locale']));
  });
});
