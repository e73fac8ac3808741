import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startTestApp, type TestApp } from '../../test/app.js';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { aLivedInPlace } from '../../test/support/lived-in.js';
import { runVerify } from '../../test/support/verify-command.js';
import { ALL_VIOLATIONS } from '../../test/violations/all-violations.js';
import type { SeededViolation } from '../../test/violations/violation.js';
import { StripeBooks, type StripeList, type StripeObject } from './stripe-books.js';
import { judge } from './report.js';
import { ALL_INVARIANTS, verify, type VerifyLine } from './verify.js';

const SCENE_TIMEOUT_MS = 400_000;

/** The provider rests while things are planted: what it said once is what it says. */
class RestingBooks extends StripeBooks {
  private readonly known = new Map<StripeList, Promise<Map<string, StripeObject>>>();

  override list<Object extends StripeObject>(path: StripeList): Promise<Map<string, Object>> {
    const list = this.known.get(path) ?? super.list(path);
    this.known.set(path, list);
    return list as Promise<Map<string, Object>>;
  }
}

let app: TestApp;
let stripe: StripeBooks;
/** A clone in which nothing planted is ever committed. */
let shared: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  await aLivedInPlace(app);
  await app.rest();
  stripe = new RestingBooks(app.emulator?.url ?? '', app.config.stripeSecretKey);
  shared = await cloneDatabase(app.database.name);
  owner = new pg.Client({ connectionString: shared.ownerUrl });
  await owner.connect();
}, SCENE_TIMEOUT_MS);
afterAll(async () => {
  await owner.end();
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
  verify({ database, stripe, isLive: false }, { looks: 1 });

const firing = (lines: readonly VerifyLine[]): string[] =>
  lines.filter(({ violations }) => violations.length > 0).map(({ id }) => id);

/** What fires in the clone while the statements stand; then everything is as it was. */
const firingWith = (statements: string): Promise<string[]> =>
  whilePlanted(statements, async () => firing(await look(owner)));

async function whilePlanted<T>(statements: string, work: () => Promise<T>): Promise<T> {
  await owner.query('BEGIN');
  try {
    await plant(owner, statements);
    return await work();
  } finally {
    await owner.query('ROLLBACK');
  }
}

/** A tail that begins with the first transaction: the other form of the questions, over everything. */
const lookAtTail = (database: pg.Client, only?: readonly string[]): Promise<VerifyLine[]> =>
  verify({ database, stripe, isLive: false, since: '0' }, { looks: 1, ...(only && { only }) });

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

const idsOf = (rows: readonly { readonly id: string }[]) =>
  [...new Set(rows.map(({ id }) => id))].sort();
const titled = ALL_VIOLATIONS.map((violation): [string, SeededViolation] => [
  `${violation.id} ${violation.what ?? ''}`.trim(),
  violation,
]);
const walls = titled.flatMap(([title, { wall }]) =>
  typeof wall === 'string' ? [] : [[title, wall] as const],
);

describe('a database in which everything has happened once', () => {
  it('violates nothing, and gives every invariant something to look at', async () => {
    const lines = await as(app.database.ownerUrl, look);
    expect(judge(lines, true).bad).toEqual([]);
    // At rest nobody holds a lease, and here nobody is paid through Stripe nor disputes a matched gift.
    const empty = lines.filter(({ examined }) => examined === 0).map(({ id }) => id);
    expect(empty.sort()).toEqual(['C19', 'D10', 'E12', 'E13', 'G2']);
    expect(idsOf(lines)).toEqual(idsOf(ALL_INVARIANTS));
  });

  it('violates nothing in the tail either', async () => {
    expect(firing(await as(app.database.ownerUrl, lookAtTail))).toEqual([]);
  });

  it('is what the command ends with 0 on, also where nothing may be empty', async () => {
    const { code } = await runVerify(shared, app.emulator?.url ?? '', ['--seeded']);
    expect(code).toBe(0);
  });

  it('is what the command ends with 1 on when one amount is another', async () => {
    const spoilt = await cloneDatabase(app.database.name);
    await as(spoilt.ownerUrl, (client) =>
      plant(client, 'UPDATE campaign_totals SET net_minor = net_minor + 1'),
    );
    const { code, output } = await runVerify(spoilt, app.emulator?.url ?? '');
    await spoilt.drop();
    expect([code, output.match(/^\w+(?= +VIOLATED)/gm)]).toEqual([1, ['C9']]);
  });
});

describe('every invariant', () => {
  it('has a violation that makes it fire, and something legal that does not', () => {
    expect(idsOf(ALL_VIOLATIONS)).toEqual(idsOf(ALL_INVARIANTS));
    expect(idsOf(ALL_INVARIANTS)).toHaveLength(ALL_INVARIANTS.length);
    expect(new Set(titled.map(([title]) => title)).size).toBe(titled.length);
  });

  it.each(titled)('%s: fires when it is violated, and alone', async (_title, violation) => {
    const expected = [violation.id, ...(violation.alsoFires ?? [])].sort();
    const isOfWhole = ALL_INVARIANTS.some(({ id, isOfWhole: is }) => is && id === violation.id);
    const isSeenLate = isOfWhole || (violation.isOfOldRows ?? false);
    const [whole, tail] = await whilePlanted(violation.plant, async () => [
      firing(await look(owner)),
      firing(await lookAtTail(owner, [violation.id])),
    ]);
    expect(whole.sort()).toEqual(expected);
    expect(tail).toEqual(isSeenLate ? [] : [violation.id]);
  });

  it.each(titled)('%s: is silent about what is legal', async (_title, violation) => {
    expect(await firingWith(violation.nearMiss)).toEqual([]);
  });
});

describe('the role of the processes', () => {
  it.each(walls)('is refused what violates %s', async (_title, wall) => {
    expect(await refusalOf(wall.attempt)).toBe(wall.refusedWith);
  });
});
