import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A statement that each connection plans once. */
interface Prepared {
  readonly name: string;
  readonly text: string;
}

export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Looks into the database as its owner: for counting rows, never for setting a scene. */
  query<Row extends pg.QueryResultRow>(
    text: string | Prepared,
    parameters?: unknown[],
  ): Promise<Row[]>;
  /** Lets go of every connection, so that it can be cloned. */
  rest(): Promise<void>;
  drop(): Promise<void>;
}

/** A database of this test file's own, cloned from the template or from another one at rest. */
export async function cloneDatabase(
  template = process.env.TEST_TEMPLATE ?? '',
): Promise<TestDatabase> {
  const name = `w_${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(5).toString('hex')}`;
  const admin = requiredUrl('TEST_DATABASE_URL');
  await asAdmin(admin, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`),
  );
  const ownerUrl = withPath(admin, name);
  const appUrl = new URL(ownerUrl);
  appUrl.username = 'vatra_app';
  appUrl.password = process.env.TEST_APP_PASSWORD ?? '';
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 3 });
  pool.on('error', () => undefined);
  return {
    name,
    ownerUrl,
    appUrl: appUrl.href,
    query: async (text, parameters = []) => (await pool.query(text, parameters)).rows as never,
    rest: () => (pool.ended ? Promise.resolve() : pool.end()),
    drop: async () => {
      if (!pool.ended) await pool.end();
      await asAdmin(admin, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
}

export function requiredUrl(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is needed: run npm test`);
  return value;
}

function withPath(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asAdmin(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
