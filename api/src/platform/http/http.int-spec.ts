import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Problem } from '@vatra/shared/problem';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import { GIFT, GIFT_PATH, giftWith, openDoor, post, seen } from '../../../test/support/door.js';

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

/** Redis is reached a moment after the door has opened. */
async function untilReady(door: NestFastifyApplication): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { statusCode } = await door.inject({ method: 'GET', url: '/readyz' });
    if (statusCode === 200) return;
    await pause(100);
  }
}

describe('every refusal', () => {
  it('is problem JSON with the id of the request and nothing of the inside', async () => {
    const answer = await post(app, giftWith({ message: 'break' }));
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
    ['GET', '/api/auth/sign-in/email', 404, 'http.not-found'],
    ['POST', '/api/v1/auth-library/sign-in/email', 404, 'http.not-found'],
  ] as const)('%s %s is %d %s', async (method, url, status, code) => {
    const answer = await app.inject({ method, url });
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([status, code]);
  });

  it('answers an endless id without reading it', async () => {
    const url = `/api/v1/clock/moves/${'a'.repeat(400)}`;
    const answer = await app.inject({ method: 'GET', url });
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([414, 'http.uri-too-long']);
  });

  it('treats an id of the wrong form as one that does not exist', async () => {
    const answer = await post(app, GIFT, {}, GIFT_PATH.replace(/0199f3a0/, '0199F3A0'));
    expect([answer.status, answer.body.code]).toEqual([404, 'http.not-found']);
  });
});

describe('the policy', () => {
  it('refuses a route nobody wrote a row for, whoever asks', async () => {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await app.inject({ method, url: '/api/v1/forgotten' });
      expect([answer.statusCode, answer.json<Problem>().code]).toEqual([403, 'http.no-policy']);
    }
    expect(seen.ran).toBe(0);
  });

  it('refuses another origin, and a cookie without any', async () => {
    const foreign = await post(app, GIFT, { origin: 'https://vatra.example.evil.example' });
    const silent = await post(app, GIFT, { cookie: '__Host-vatra=x' });
    const own = await post(app, GIFT, {
      origin: 'https://vatra.example',
      cookie: '__Host-vatra=x',
    });
    expect([foreign.status, silent.status, own.status]).toEqual([403, 403, 201]);
    expect(seen.ran).toBe(1);
  });

  it('hides the doors of demo mode outside of it', async () => {
    const real = await openDoor(database, { demo: false });
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

describe('the limit of requests', () => {
  const ask = (real: NestFastifyApplication, from: string, forwardedFor: string) =>
    real.inject({
      method: 'GET',
      url: '/livez',
      remoteAddress: from,
      headers: { 'x-forwarded-for': forwardedFor },
    });

  it('holds for an address that invents others, and counts those behind the own proxy apart', async () => {
    const real = await openDoor(database, { demo: false });
    try {
      await untilReady(real);
      const statuses = new Map<number, number>();
      for (let request = 0; request < 610; request += 1) {
        const forged = `198.51.100.${String(request % 250)}`;
        const { statusCode } = await ask(real, '203.0.113.9', forged);
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      }
      expect([...statuses]).toEqual([
        [200, 600],
        [429, 10],
      ]);
      const refused = await ask(real, '203.0.113.9', '198.51.100.1');
      expect(refused.json<Problem>().code).toBe('http.too-many-requests');
      expect(refused.headers['retry-after']).toBeDefined();
      expect((await ask(real, '127.0.0.1', '198.51.100.1')).statusCode).toBe(200);
    } finally {
      await real.close();
    }
  });
});

describe('what the api says of itself', () => {
  it('is ready when PostgreSQL and Redis are', async () => {
    const ask = () => app.inject({ method: 'GET', url: '/readyz' });
    for (let tries = 0; (await ask()).statusCode !== 200 && tries < 50; tries += 1)
      await pause(100);
    expect((await ask()).json()).toEqual({
      ready: true,
      parts: { postgres: 'ready', redis: 'ready', migrations: 'ready' },
    });
  });

  it('is not ready while a migration of this build is missing', async () => {
    const removed = await database.query<{ id: number; timestamp: string; name: string }>(
      `DELETE FROM schema_migrations WHERE id = (SELECT max(id) FROM schema_migrations) RETURNING *`,
    );
    const answer = await app.inject({ method: 'GET', url: '/readyz' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json<{ parts: Record<string, string> }>().parts.migrations).toBe('away');
    const [row] = removed;
    await database.query(
      `INSERT INTO schema_migrations (id, timestamp, name) VALUES ($1, $2, $3)`,
      [row?.id, row?.timestamp, row?.name],
    );
  });

  it('is not ready without Redis, and serves all the same', async () => {
    const lonely = await openDoor(database, { redisUrl: 'redis://127.0.0.1:1' });
    try {
      const ready = await lonely.inject({ method: 'GET', url: '/readyz' });
      expect([ready.statusCode, ready.json<{ parts: object }>().parts]).toEqual([
        503,
        { postgres: 'ready', redis: 'away', migrations: 'ready' },
      ]);
      expect((await lonely.inject({ method: 'GET', url: '/livez' })).statusCode).toBe(200);
      expect((await lonely.inject({ method: 'GET', url: '/api/v1/clock' })).statusCode).toBe(200);
    } finally {
      await lonely.close();
    }
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
