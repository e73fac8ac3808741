// The embedded PostgreSQL: a real server as a child process, with its data in a folder of the project.
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { anyFreePort, nextFreePort } from './ports.mjs';
import { end, isAlive, isOurs } from './running.mjs';
import { handOver, serverUser } from './server-user.mjs';

export const OWNER = 'vatra_owner';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = 3_000;
const LAST_LOG_CHARACTERS = 3_000;
/** The shortest limit of the systems we know (macOS). */
const SOCKET_PATH_LENGTH = 103;

const COMMON_SETTINGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '300',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Nothing of a test cluster is worth surviving a power cut. */
const FAST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  // A test runs a statement on a connection once or twice; by itself the server plans the first five anew.
  plan_cache_mode: 'force_generic_plan',
};

/**
 * @typedef {object} PostgresOptions
 * @property {string} directory holds the cluster, its log and the mark of a finished initdb
 * @property {string} password of the owner
 * @property {boolean} [durable] false = test cluster
 * @property {number} [wantedPort] 0 or none = any
 * @property {Set<number>} [promised]
 *
 * @typedef {object} Postgres
 * @property {number} port
 * @property {number} pid
 * @property {boolean} isReused a server left by a killed parent was taken over
 * @property {boolean} isNew the cluster was made just now
 * @property {(database: string) => string} url
 * @property {(database: string) => string} nearUrl through the socket file where there is one: no network in between
 * @property {() => Promise<void>} stop
 * @property {import('node:child_process').ChildProcess | null} child
 */

/**
 * @param {PostgresOptions} options
 * @returns {Promise<Postgres>}
 */
export async function startPostgres(options) {
  const cluster = join(options.directory, 'cluster');
  const isNew = await initialise(options, cluster);
  const left = findLeftOver(cluster);
  if (left) {
    await waitForAnswer(options, left.port, () => isAlive(left.pid));
    return describe(options, { ...left, isReused: true, isNew, child: null });
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  const folder = socketFolder(options);
  if (folder !== '') mkdirSync(folder, { recursive: true });
  handOver(options.directory);
  const started = await launch(options, cluster);
  return describe(options, { ...started, isReused: false, isNew });
}

/**
 * @param {PostgresOptions} options
 * @param {string} cluster
 * @returns {Promise<boolean>} whether a new cluster was made
 */
async function initialise({ directory, password, durable = true }, cluster) {
  const finished = join(directory, 'initialised');
  if (existsSync(finished) && existsSync(join(cluster, 'PG_VERSION'))) return false;
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const passwordFile = join(directory, 'owner-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  handOver(directory);
  const { prefix, spawn: spawnOptions } = serverUser();
  const [command = '', ...args] = [
    ...prefix,
    postgresBinaries().initdb,
    ...['-D', cluster, '-U', OWNER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    ...['-E', 'UTF8', ...localeOptions(), ...(durable ? [] : ['--no-sync'])],
  ];
  try {
    await run(command, args, {
      label: 'initdb',
      env: plainEnvironment(),
      ...spawnOptions,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(finished, new Date().toISOString());
  return true;
}

/** The built-in provider sorts alike on every machine; the C library still classifies letters for search. */
function localeOptions() {
  const letters = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';
  return process.platform === 'win32'
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${letters}`];
}

/** The machine's own PG* variables must not bend our server. */
function plainEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG',
  );
  return Object.fromEntries(kept);
}

/**
 * @param {string} cluster
 * @returns {{ pid: number, port: number } | null}
 */
function findLeftOver(cluster) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return isOurs(pid, cluster) && port > 0 ? { pid, port } : null;
}

/**
 * @param {PostgresOptions} options
 * @param {string} cluster
 */
async function launch(options, cluster) {
  const { durable = true, wantedPort = 0, promised } = options;
  const port = wantedPort ? await nextFreePort(wantedPort, promised) : await anyFreePort();
  const folder = socketFolder(options);
  const settings = {
    ...COMMON_SETTINGS,
    ...(durable ? {} : FAST_SETTINGS),
    port: String(port),
    unix_socket_directories: folder,
  };
  const { prefix, spawn: spawnOptions } = serverUser();
  const [command = '', ...args] = [...prefix, postgresBinaries().postgres, '-D', cluster];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const logFile = join(options.directory, 'postgres.log');
  const log = openSync(logFile, 'a');
  // Its own process group: Ctrl-C in the terminal must reach the launcher only, which stops things in order.
  const child = spawn(command, args, {
    ...spawnOptions,
    cwd: options.directory,
    env: plainEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.once('error', () => undefined);
  const pid = child.pid ?? 0;
  try {
    await waitForAnswer(
      options,
      port,
      () => pid > 0 && child.exitCode === null && !child.signalCode,
    );
  } catch (error) {
    const words = readFileSync(logFile, 'utf8').slice(-LAST_LOG_CHARACTERS);
    throw new Error(`${/** @type {Error} */ (error).message}\n${words}`);
  }
  return { pid, port, child };
}

/**
 * @param {PostgresOptions} options
 * @param {number} port
 * @param {() => boolean} isRunning
 */
async function waitForAnswer(options, port, isRunning) {
  const { default: pg } = await import('pg');
  const until = Date.now() + START_LIMIT_MS;
  for (;;) {
    // Another server on this port may accept the connection and never say a word.
    const client = new pg.Client({
      connectionString: urlOf(options, port, 'postgres'),
      connectionTimeoutMillis: ANSWER_LIMIT_MS,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const { code } = /** @type {{ code?: string }} */ (error);
      if (code === '28P01') throw new Error(wrongPassword(options.directory));
      if (!isRunning()) throw new Error('PostgreSQL ended while starting.');
      if (Date.now() > until) throw error;
    }
    await sleep(60);
  }
}

/** @param {string} directory */
const wrongPassword = (directory) =>
  `The database in ${directory} was made with another password than the one in secrets.json.\n` +
  'Put the old file back, or begin anew with: npm start -- --reset';

/** @param {PostgresOptions} options @param {number} port @param {string} database */
const urlOf = (options, port, database) =>
  `postgres://${OWNER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;

/**
 * Where the socket file lies; none on Windows, and none where its path would be too long for one.
 *
 * @param {PostgresOptions} options
 * @returns {string}
 */
function socketFolder({ directory }) {
  const folder = join(directory, 'socket');
  const longest = `${folder}/.s.PGSQL.65535`;
  return process.platform === 'win32' || longest.length > SOCKET_PATH_LENGTH ? '' : folder;
}

/**
 * @param {PostgresOptions} options
 * @param {Omit<Postgres, 'url' | 'nearUrl' | 'stop'>} server
 * @returns {Postgres}
 */
function describe(options, server) {
  return {
    ...server,
    url: (database) => urlOf(options, server.port, database),
    nearUrl: (database) => {
      const folder = socketFolder(options);
      const isThere = folder !== '' && existsSync(join(folder, `.s.PGSQL.${server.port}`));
      const way = isThere ? `?host=${encodeURIComponent(folder)}` : '';
      return urlOf(options, server.port, database) + way;
    },
    // SIGINT is PostgreSQL's "fast" stop: open transactions are rolled back, nobody is waited for.
    stop: () => end(server.pid, { first: 'SIGINT', last: 'SIGQUIT', limitMs: STOP_LIMIT_MS }),
  };
}

/**
 * @param {string} adminUrl
 * @param {string} database
 * @returns {Promise<boolean>} whether it was made just now
 */
export async function ensureDatabase(adminUrl, database) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount) return false;
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    return true;
  } finally {
    await client.end();
  }
}
