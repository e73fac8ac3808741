// The databases under the product: our own embedded ones, or those whose address was given.
import { join } from 'node:path';
import { embeddedParts } from './environment.mjs';
import { ensureDatabase, startPostgres } from './postgres.mjs';
import { say, step } from './progress.mjs';
import { startRedis } from './redis.mjs';

const DATABASE = 'vatra';

/**
 * @typedef {object} Stores
 * @property {string} databaseUrl of the owner
 * @property {string} redisUrl
 * @property {Array<{ name: string, stop: () => Promise<void>, ended: Promise<string> }>} running Redis before PostgreSQL: the order of stopping
 */

/**
 * @param {object} options
 * @param {string} options.dataDirectory
 * @param {import('./environment.mjs').Variables} options.given
 * @param {import('./secrets.mjs').Secrets} options.secrets
 * @param {boolean} options.durable
 * @param {{ postgres: number, redis: number }} options.wantedPorts
 * @param {Set<number>} options.promised
 * @returns {Promise<Stores>}
 */
export async function startStores(options) {
  const parts = embeddedParts(options.given);
  const outcomes = await Promise.allSettled([
    parts.redis ? embeddedRedis(options) : fixed(options.given.REDIS_URL),
    parts.postgres ? embeddedPostgres(options) : fixed(options.given.DATABASE_URL),
  ]);
  const running = outcomes.flatMap((outcome) => valueOf(outcome)?.running ?? []);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    for (const server of running) await server.stop();
    throw /** @type {PromiseRejectedResult} */ (failed).reason;
  }
  const [redisUrl = '', databaseUrl = ''] = outcomes.map((outcome) => valueOf(outcome)?.url);
  return { databaseUrl, redisUrl, running };
}

/** A server of the person's own is used and never stopped. @param {string | undefined} url */
const fixed = (url) => ({ url, running: [] });

/** @template T @param {PromiseSettledResult<T>} outcome */
const valueOf = (outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined);

/** @param {Parameters<typeof startStores>[0]} options */
function embeddedPostgres({ dataDirectory, secrets, durable, wantedPorts, promised }) {
  return step('Starting PostgreSQL', async () => {
    const server = await startPostgres({
      directory: join(dataDirectory, 'postgres'),
      password: secrets.postgresPassword,
      durable,
      wantedPort: wantedPorts.postgres,
      promised,
    });
    if (server.isReused) say('  The PostgreSQL of an earlier start still ran and is used again.');
    await ensureDatabase(server.url('postgres'), DATABASE);
    return { url: server.nearUrl(DATABASE), running: [describe('postgres', server)] };
  });
}

/** @param {Parameters<typeof startStores>[0]} options */
function embeddedRedis({ dataDirectory, secrets, durable, wantedPorts, promised }) {
  return step('Starting Redis', async (tell) => {
    const server = await startRedis({
      directory: join(dataDirectory, 'redis'),
      password: secrets.redisPassword,
      durable,
      wantedPort: wantedPorts.redis,
      promised,
      tell,
    });
    return { url: server.url, running: [describe('redis', server)] };
  });
}

/**
 * @param {string} name
 * @param {{ child: import('node:child_process').ChildProcess | null, stop: () => Promise<void> }} server
 */
function describe(name, { child, stop }) {
  /** @type {Promise<string>} a server taken over from an earlier start cannot be watched: never settles */
  const ended = new Promise((done) => {
    child?.once('exit', (code, signal) => done(`${name} ended by itself (${signal ?? code})`));
  });
  return { name, stop, ended };
}

/**
 * @param {string} databaseUrl
 * @returns {Promise<boolean>} whether nothing was ever stored in it
 */
export async function isEmptyDatabase(databaseUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT count(*)::int AS tables FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`,
    );
    return rows[0].tables === 0;
  } finally {
    await client.end();
  }
}
