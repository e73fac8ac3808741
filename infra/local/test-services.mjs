// One fast PostgreSQL and one Redis for a whole test run, in a folder that vanishes with it.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './paths.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { end, isOurs, readPidFile, writePidFile } from './running.mjs';

const PREFIX = 'test-';

/**
 * @typedef {object} TestServices
 * @property {NodeJS.ProcessEnv} env TEST_DATABASE_URL (superuser) and TEST_REDIS_URL
 * @property {string} directory
 * @property {() => Promise<void>} stop
 */

/**
 * Servers the caller already has (TEST_DATABASE_URL, TEST_REDIS_URL) are used as they are.
 *
 * @param {(detail: string) => void} [tell]
 * @returns {Promise<TestServices>}
 */
export async function startTestServices(tell = () => undefined) {
  await removeLeftOvers();
  const directory = makeOwnedDirectory();
  const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;
  const [postgres, redis] = await Promise.allSettled([
    TEST_DATABASE_URL ? undefined : startTestPostgres(directory),
    TEST_REDIS_URL ? undefined : startRedis({ directory: join(directory, 'redis'), tell }),
  ]);
  const stop = async () => {
    await Promise.all([stopIfStarted(postgres), stopIfStarted(redis)]);
    rmSync(directory, { recursive: true, force: true });
  };
  const failure = [postgres, redis].find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await stop();
    throw /** @type {PromiseRejectedResult} */ (failure).reason;
  }
  const env = {
    TEST_DATABASE_URL: TEST_DATABASE_URL ?? valueOf(postgres)?.nearUrl('postgres'),
    TEST_REDIS_URL: TEST_REDIS_URL ?? valueOf(redis)?.url,
  };
  return { env, directory, stop };
}

/**
 * It gets its name only when it has an owner, so that a run starting meanwhile cannot take it for a left-over.
 *
 * @param {string} [mark] in the owner's command line
 */
export function makeOwnedDirectory(mark = 'infra/local') {
  const name = PREFIX + randomBytes(6).toString('hex');
  const nameless = join(temporaryDirectory(), `new-${name}`);
  writePidFile(join(nameless, 'owner.json'), { pid: process.pid, mark });
  const directory = join(temporaryDirectory(), name);
  renameSync(nameless, directory);
  return directory;
}

/** @param {string} directory */
function startTestPostgres(directory) {
  const password = randomBytes(12).toString('hex');
  return startPostgres({ directory: join(directory, 'postgres'), password, durable: false });
}

/** @template T @param {PromiseSettledResult<T>} outcome */
const valueOf = (outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined);

/** @param {PromiseSettledResult<{ stop: () => Promise<void> } | undefined>} outcome */
const stopIfStarted = async (outcome) => valueOf(outcome)?.stop();

/** A killed run cannot tidy up after itself; the next one does. */
export async function removeLeftOvers(parent = temporaryDirectory()) {
  for (const directory of runsIn(parent)) {
    if (!readPidFile(join(directory, 'owner.json'))) await removeRun(directory);
  }
}

/** For a run that was told to stop at once. @param {number} pid */
export async function removeServersOf(pid, parent = temporaryDirectory()) {
  for (const directory of runsIn(parent)) {
    if (readPidFile(join(directory, 'owner.json'))?.pid === pid) await removeRun(directory);
  }
}

/** @param {string} parent */
const runsIn = (parent) =>
  readdirSync(parent)
    .filter((entry) => entry.startsWith(PREFIX))
    .map((entry) => join(parent, entry));

/** The servers for the tests, and those of the product the journeys walked through. @param {string} directory */
async function removeRun(directory) {
  for (const home of [directory, join(directory, 'product')]) {
    await endPostgres(join(home, 'postgres/cluster'));
    const redis = readPidFile(join(home, 'redis/redis.json'));
    if (redis) await end(redis.pid);
  }
  rmSync(directory, { recursive: true, force: true });
}

/** @param {string} cluster */
async function endPostgres(cluster) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (isOurs(pid, cluster)) await end(pid, { first: 'SIGINT', last: 'SIGQUIT' });
}
