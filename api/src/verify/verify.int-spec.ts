import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startTestApp, type TestApp } from '../../test/app.js';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { aLivedInPlace } from '../../test/support/lived-in.js';
import { runVerify } from '../../test/support/verify-command.js';
import { ALL_VIOLATIONS } from '../../test/violations/all-violations.js';
import type { SeededViolation } from '../../test/violations/violation.js';
import { StripeBooks } from './stripe-books.js';
import { judge } from './report.js';
import { ALL_INVARIANTS, verify, type VerifyLine } from './verify.js';

const SCENE_TIMEOUT_MS = 400_000;

let app: TestApp;
let stripe: StripeBooks;
/** One clone for everything that is rolled back. */
let shared: TestDatabase;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  await aLivedInPlace(app);
  await app.rest();
  stripe = new StripeBooks(app.emulator?.url ?? '', app.config.stripeSecretKey);
  shared = await cloneDatabase(app.database.name);
}, SCENE_TIMEOUT_MS);
afterAll(async () => {
  await shared.drop();
  await app.close();
});

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** As only the owner of the database can: past every trigger and every foreign key. */
async function plant(client: pg.Client, statements: string): Promise<void> {
  await client.query(`SET session_replication_role = replica; ${statements}`);
}

const look = (database: pg.Client): Promise<VerifyLine[]> =>
  verify({ database, stripe }, { looks: 1 });

const firing = (lines: readonly VerifyLine[]): string[] =>
  lines.filter(({ violations }) => violations.length > 0).map(({ id }) => id);

/** In a database of its own, as a real one would have been spoilt. */
async function seeded(statements: string): Promise<string[]> {
  const clone = await cloneDatabase(app.database.name);
  try {
    return await as(clone.ownerUrl, async (client) => {
      await plant(client, statements);
      return firing(await look(client));
    });
  } finally {
    await clone.drop();
  }
}

/** What the role of the processes is answered, at the statement or at the commit. */
async function refusalOf(attempt: string): Promise<string> {
  return as(shared.appUrl, async (client) => {
    try {
      await client.query(`BEGIN; ${attempt}; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK`);
      return 'not refused';
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
}

async function nearMiss(statements: string): Promise<string[]> {
  return as(shared.ownerUrl, async (client) => {
    await client.query('BEGIN');
    await plant(client, statements);
    const fired = firing(await look(client));
    await client.query('ROLLBACK');
    return fired;
  });
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();
const titled = ALL_VIOLATIONS.map((violation): [string, SeededViolation] => [
  violation.id,
  violation,
]);
const walls = titled.flatMap(([id, { wall }]) =>
  typeof wall === 'string' ? [] : [[id, wall] as const],
);

describe('a database in which everything has happened once', () => {
  it('violates nothing, and gives every invariant something to look at', async () => {
    const lines = await as(app.database.ownerUrl, look);
    expect(judge(lines, true).bad).toEqual([]);
    expect(idsOf(lines)).toEqual(idsOf(ALL_INVARIANTS));
  });

  it('is what the command ends with 0 on, also where nothing may be empty', async () => {
    const { code } = await runVerify(shared, app.emulator?.url ?? '', ['--seeded']);
    expect(code).toBe(0);
  });
});

describe('every invariant', () => {
  it('has a violation that makes it fire, and something legal that does not', () => {
    expect(idsOf(ALL_VIOLATIONS)).toEqual(idsOf(ALL_INVARIANTS));
    expect(new Set(idsOf(ALL_INVARIANTS)).size).toBe(ALL_INVARIANTS.length);
  });

  it.each(titled)('%s fires when it is violated, and alone', async (id, violation) => {
    const expected = [id, ...(violation.alsoFires ?? [])].sort();
    expect((await seeded(violation.plant)).sort()).toEqual(expected);
  });

  it.each(titled)('%s is silent about what is legal', async (_id, violation) => {
    expect(await nearMiss(violation.nearMiss)).toEqual([]);
  });
});

describe('the role of the processes', () => {
  it.each(walls)('is refused what violates %s', async (_id, wall) => {
    expect(await refusalOf(wall.attempt)).toBe(wall.refusedWith);
  });
});
