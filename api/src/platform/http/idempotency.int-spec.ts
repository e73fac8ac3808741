import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Problem } from '@vatra/shared/problem';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  CHANGE,
  GIFT,
  GIFT_PATH,
  giftWith,
  openDoor,
  post,
  seen,
} from '../../../test/support/door.js';
import { LEASE_SECONDS } from '../queue/keep-lease.js';

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

describe('ruling 41: the Idempotency-Key', () => {
  const key = () => ({ 'idempotency-key': randomUUID() });

  it('is asked for, and for visitors it must be a random one', async () => {
    const without = await app.inject({
      method: 'POST',
      url: GIFT_PATH,
      payload: GIFT,
    });
    expect([without.statusCode, without.json<Problem>().code]).toEqual([
      400,
      'http.idempotency-key-missing',
    ]);
    expect((await post(app, GIFT, { 'idempotency-key': 'order-1-order-1-order-1' })).status).toBe(
      400,
    );
    expect(seen.ran).toBe(0);
  });

  it('gives the first answer again, byte for byte', async () => {
    const headers = key();
    const first = await post(app, GIFT, headers);
    const again = await post(app, GIFT, headers);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(seen.ran).toBe(1);
  });

  it('gives a refusal of the business again, byte for byte', async () => {
    const headers = key();
    const body = giftWith({ message: 'refuse' });
    const first = await post(app, body, headers);
    const again = await post(app, body, headers);
    expect([first.status, first.body.code]).toEqual([409, 'campaigns.not-open']);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(seen.ran).toBe(1);
  });

  it('is refused with another body or for another thing', async () => {
    const headers = key();
    await post(app, GIFT, headers);
    const other = await post(app, giftWith({ tipMinor: 100 }), headers);
    expect([other.status, other.body.code]).toEqual([422, 'http.idempotency-key-reused']);
    const elsewhere = await post(
      app,
      GIFT,
      headers,
      GIFT_PATH.replace('000000000001', '000000000002'),
    );
    expect(elsewhere.body.code).toBe('http.idempotency-key-reused');
    expect(seen.ran).toBe(1);
  });

  it('is refused while the first request still runs', async () => {
    const headers = key();
    const body = giftWith({ message: 'slowly' });
    const first = post(app, body, headers);
    await pause(150);
    const second = await post(app, body, headers);
    expect([second.status, second.body.code]).toEqual([409, 'http.idempotency-in-flight']);
    expect((await first).status).toBe(201);
    expect(seen.ran).toBe(1);
  });

  it('runs once when ten requests come at the same moment', async () => {
    const headers = key();
    const body = giftWith({ message: 'slowly' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(app, body, headers)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(seen.ran).toBe(1);
  });

  it('stays free after a wrong form and after a failure', async () => {
    const headers = key();
    expect((await post(app, giftWith({ email: 'nobody' }), headers)).status).toBe(422);
    expect((await post(app, giftWith({ message: 'break' }), headers)).status).toBe(500);
    expect((await post(app, GIFT, headers)).status).toBe(201);
  });

  it('is not free after a failure that came when something had been changed', async () => {
    const headers = key();
    const body = giftWith({ message: 'change and break' });
    expect((await post(app, body, headers)).status).toBe(500);
    const again = await post(app, body, headers);
    expect([again.status, again.body.code]).toEqual([409, 'http.idempotency-answer-lost']);
    expect(seen.ran).toBe(1);
  });

  type Key = ReturnType<typeof key>;
  const OF_KEY = `key_hash = encode(sha256(convert_to($1 || E'\\ncontributions.start\\nvisitor', 'UTF8')), 'hex')`;

  /** As if the process had died before it could keep its answer, so many seconds ago. */
  const dieUnanswered = async (headers: Key, secondsAgo: number) => {
    const rows = await database.query(
      `UPDATE idempotency_keys SET state = 'running', status = NULL, content_type = NULL, body = NULL,
              begun_at = clock_timestamp() - make_interval(secs => $2)
        WHERE ${OF_KEY} RETURNING 1`,
      [headers['idempotency-key'], secondsAgo],
    );
    expect(rows).toHaveLength(1);
  };

  it('is free again soon after its process died, when nothing had been changed', async () => {
    const headers = key();
    await post(app, GIFT, headers);
    await dieUnanswered(headers, 1);
    expect((await post(app, GIFT, headers)).body.code).toBe('http.idempotency-in-flight');
    await dieUnanswered(headers, LEASE_SECONDS + 1);
    expect((await post(app, GIFT, headers)).status).toBe(201);
    expect(seen.ran).toBe(2);
  });

  it('runs nothing a second time when its process died after it had changed something', async () => {
    const headers = key();
    const body = giftWith({ message: 'change' });
    expect((await post(app, body, headers)).status).toBe(201);
    await dieUnanswered(headers, LEASE_SECONDS + 1);
    const again = await post(app, body, headers);
    expect([again.status, again.body.code]).toEqual([409, 'http.idempotency-answer-lost']);
    expect(seen.ran).toBe(1);
  });

  it('lets a run that was taken for dead change nothing', async () => {
    const changes = async () =>
      (await database.query('SELECT 1 FROM outbox WHERE handler = $1', [CHANGE])).length;
    const before = await changes();
    const headers = key();
    const late = post(app, giftWith({ message: 'slowly change' }), headers);
    while (seen.ran === 0) await pause(10);
    await database.query(`UPDATE idempotency_keys SET run_id = gen_random_uuid() WHERE ${OF_KEY}`, [
      headers['idempotency-key'],
    ]);
    expect((await late).body.code).toBe('http.idempotency-in-flight');
    expect(await changes()).toBe(before);
  });

  it('is kept as a hash and forgotten after a day', async () => {
    const headers = key();
    await post(app, GIFT, headers);
    const rows = await database.query<{ all: string }>(
      'SELECT k::text AS all FROM idempotency_keys k',
    );
    expect(rows.some((row) => row.all.includes(headers['idempotency-key']))).toBe(false);
    await database.query(`UPDATE idempotency_keys SET begun_at = begun_at - interval '25 hours'`);
    expect((await post(app, GIFT, headers)).status).toBe(201);
    expect(seen.ran).toBe(2);
  });
});
