import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startTestApp, type TestApp } from '../../test/app.js';
import { ALL_INVARIANTS } from './verify.js';

const TRIES_MAX = 400;

interface Run {
  readonly id: string;
  readonly scope: 'books' | 'reconciliation';
  readonly extent: 'whole' | 'tail';
  readonly state: string;
  readonly reason: string;
  readonly invariants: number;
}

let app: TestApp;

beforeAll(async () => {
  const readings = { verifyEverySeconds: 1, reconcileEverySeconds: 3_600 };
  app = await startTestApp({ emulator: true, readings });
});
afterAll(() => app.close());

const runsOf = (scope: Run['scope']): Promise<Run[]> =>
  app.database.query<Run & { asked_at: Date }>(
    `SELECT id, scope, extent, state, reason, invariants FROM verify_runs
      WHERE scope = $1 AND ended_at IS NOT NULL ORDER BY asked_at, id`,
    [scope],
  );

/** The first run that ends after this, and is as wanted. */
async function nextRun(scope: Run['scope'], isWanted: (run: Run) => boolean = () => true) {
  const known = new Set((await runsOf(scope)).map(({ id }) => id));
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const run = (await runsOf(scope)).find((one) => !known.has(one.id) && isWanted(one));
    if (run !== undefined) return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no such run of ${scope}`);
}

async function forgetEverythingInRedis(): Promise<number> {
  const redis = new Redis(app.config.redisUrl);
  const keys = await redis.keys(`*${app.config.queuePrefix}*`);
  const forgotten = keys.length === 0 ? 0 : await redis.del(keys);
  redis.disconnect();
  return forgotten;
}

describe('the readings of the books', () => {
  it('come by themselves, one after the other', async () => {
    const first = await nextRun('books');
    const second = await nextRun('books');
    expect([first.reason, second.reason, second.state]).toEqual(['schedule', 'schedule', 'sound']);
    expect((await runsOf('reconciliation')).map(({ reason, state }) => [reason, state])).toEqual([
      ['schedule', 'sound'],
    ]);
  });

  it('go on when Redis has lost everything (law 1)', async () => {
    expect(await forgetEverythingInRedis()).toBeGreaterThan(0);
    expect((await nextRun('books')).state).toBe('sound');
  });

  it('live in recorded time: two months of business time bring no comparison outside', async () => {
    await app.moveClock({ days: 61 });
    expect(await runsOf('reconciliation')).toHaveLength(1);
    expect((await nextRun('books')).state).toBe('sound');
  });

  it('ruling 46: are of everything while that is quick, of the tail when the books are large', async () => {
    const quick = await nextRun('books');
    expect([quick.extent, quick.invariants]).toEqual(['whole', ALL_INVARIANTS.length]);
    await app.database.query(`UPDATE verify_runs SET milliseconds = 9000 WHERE scope = 'books'`);
    const tail = await nextRun('books', ({ extent }) => extent === 'tail');
    expect(tail.state).toBe('sound');
    const ofTail = ALL_INVARIANTS.filter(({ isOfWhole = false }) => !isOfWhole);
    expect(tail.invariants).toBe(ofTail.length);
    expect(ofTail.length).toBeLessThan(ALL_INVARIANTS.length);
  });

  it('are of everything again a day later, and while something does not hold', async () => {
    await app.database.query(
      `UPDATE verify_runs SET asked_at = asked_at - interval '25 hours' WHERE extent = 'whole'`,
    );
    expect((await nextRun('books', ({ extent }) => extent === 'whole')).state).toBe('sound');
    await app.database.query(
      `UPDATE verify_runs SET milliseconds = 9000, state = 'unsound' WHERE scope = 'books'`,
    );
    expect((await nextRun('books')).extent).toBe('whole');
  });
});
