// Finds a Redis on any machine and runs it as a child process.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, run } from './command.mjs';
import { onPath } from './paths.mjs';
import { anyFreePort, nextFreePort } from './ports.mjs';
import { waitForAnswer } from './redis-answer.mjs';
import { startRedisContainer } from './redis-docker.mjs';
import { canUnpack, findUnpacked, unpackRedis } from './redis-unpack.mjs';
import { end, isAlive, readPidFile, writePidFile } from './running.mjs';

const STOP_LIMIT_MS = 8_000;
const LINES_OF_A_REASON = 4;
const OLDEST_MAJOR = 6;
const OLDEST_MINOR = 2;

export class RedisMissing extends Error {
  /** @param {string[]} reasons */
  constructor(reasons) {
    super(
      'No Redis was found and none could be fetched.\n' +
        reasons.map((reason) => `  - ${reason}\n`).join('') +
        'Install redis-server or valkey-server (6.2 or newer), or give one: REDIS_URL=redis://host:6379',
    );
    this.name = 'RedisMissing';
  }
}

/** @typedef {'path' | 'cache' | 'package' | 'docker' | 'none'} RedisSource */

/**
 * The order of preference, apart from REDIS_URL, which the caller honours first.
 *
 * @param {{ onPath: boolean, cached: boolean, canUnpack: boolean, hasDocker: () => Promise<boolean> }} machine
 * @returns {Promise<RedisSource[]>} the sources worth trying, best first
 */
export async function redisSources(machine) {
  /** @type {RedisSource[]} */
  const sources = [];
  if (machine.onPath) sources.push('path');
  if (machine.cached) sources.push('cache');
  if (machine.canUnpack) sources.push('package');
  // Docker answers slowly when it has no engine, so it is asked only when nothing better exists.
  if (sources.length === 0 && (await machine.hasDocker())) sources.push('docker');
  return sources.length > 0 ? sources : ['none'];
}

/** @param {string} text of `redis-server --version` or INFO */
export function isRecentEnough(text) {
  const found = /(?:v=|_version:)(\d+)\.(\d+)/.exec(text);
  if (!found) return false;
  const [major, minor] = [Number(found[1]), Number(found[2])];
  return major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR);
}

async function programOnPath() {
  for (const name of ['redis-server', 'valkey-server']) {
    const program = onPath(name);
    if (!program) continue;
    const version = await run(program, ['--version']).catch(() => '');
    if (isRecentEnough(version)) return { program, env: {}, from: name };
  }
  return null;
}

async function dockerAnswers() {
  if (!onPath('docker')) return false;
  return run('docker', ['info'], { limitMs: 2_000 }).then(
    () => true,
    () => false,
  );
}

/**
 * @typedef {object} RedisOptions
 * @property {string} directory
 * @property {boolean} [durable] true = append-only file
 * @property {string} [password]
 * @property {number} [wantedPort]
 * @property {Set<number>} [promised]
 * @property {(detail: string) => void} [tell]
 *
 * @typedef {object} Redis
 * @property {string} url
 * @property {number} port
 * @property {string} from
 * @property {number | null} pid
 * @property {import('node:child_process').ChildProcess | null} child
 * @property {() => Promise<void>} stop
 */

/**
 * @param {RedisOptions} options
 * @returns {Promise<Redis>}
 */
export async function startRedis(options) {
  mkdirSync(options.directory, { recursive: true });
  const left = readPidFile(join(options.directory, 'redis.json'));
  if (left) return takeOver(options, left);
  const local = await programOnPath();
  const sources = await redisSources({
    onPath: Boolean(local),
    cached: Boolean(findUnpacked()),
    canUnpack: canUnpack(),
    hasDocker: dockerAnswers,
  });
  const reasons = [];
  for (const source of sources) {
    try {
      return await startFrom(source, local, options);
    } catch (error) {
      reasons.push(`${source}: ${describeFailure(error)}`);
    }
  }
  throw new RedisMissing(reasons);
}

/** A command says why in its last lines, which were kept back. @param {unknown} error */
function describeFailure(error) {
  const { message } = /** @type {Error} */ (error);
  if (!(error instanceof CommandFailed)) return message;
  const lines = error.output.trim().split('\n').slice(-LINES_OF_A_REASON);
  return [message, ...lines].join('\n      ');
}

/**
 * @param {RedisSource} source
 * @param {import('./redis-unpack.mjs').RedisProgram | null} local
 * @param {RedisOptions} options
 * @returns {Promise<Redis>}
 */
async function startFrom(source, local, options) {
  switch (source) {
    case 'path':
      return launch(options, /** @type {NonNullable<typeof local>} */ (local));
    case 'cache':
      return launch(options, /** @type {NonNullable<typeof local>} */ (findUnpacked()));
    case 'package':
      return launch(options, await unpackRedis(options.tell ?? (() => undefined)));
    case 'docker':
      return startRedisContainer(options, await choosePort(options));
    default:
      throw new Error(
        'no redis-server or valkey-server on the PATH, no apt-get to fetch one, no answer from docker',
      );
  }
}

/** @param {RedisOptions} options */
const choosePort = ({ wantedPort, promised }) =>
  wantedPort ? nextFreePort(wantedPort, promised) : anyFreePort();

/**
 * @param {RedisOptions} options
 * @param {Record<string, unknown>} left
 * @returns {Promise<Redis>}
 */
async function takeOver(options, left) {
  const [pid, port] = [Number(left.pid), Number(left.port)];
  const url = redisUrl(options, port);
  await waitForAnswer(url, () => isAlive(pid));
  return { url, port, pid, child: null, from: 'left running', stop: stopper(options, pid) };
}

/**
 * @param {RedisOptions} options
 * @param {import('./redis-unpack.mjs').RedisProgram} found
 * @returns {Promise<Redis>}
 */
async function launch(options, found) {
  const port = await choosePort(options);
  // The password goes through a file, since everybody on the machine can read a command line.
  const configuration = join(options.directory, 'redis.conf');
  writeFileSync(configuration, redisConfiguration(options, port), { mode: 0o600 });
  const logFile = join(options.directory, 'redis.log');
  const log = openSync(logFile, 'a');
  const child = spawn(found.program, [configuration], {
    cwd: options.directory,
    env: { ...process.env, ...found.env },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.once('error', () => undefined);
  const pid = child.pid ?? 0;
  const url = redisUrl(options, port);
  try {
    await waitForAnswer(url, () => pid > 0 && child.exitCode === null && !child.signalCode);
  } catch (error) {
    throw new Error(
      `${/** @type {Error} */ (error).message} ${readFileSync(logFile, 'utf8').slice(-800)}`,
    );
  }
  writePidFile(join(options.directory, 'redis.json'), { pid, mark: configuration, port });
  return { url, port, pid, child, from: found.from, stop: stopper(options, pid) };
}

/** @param {RedisOptions} options @param {number} pid */
function stopper(options, pid) {
  return async () => {
    await end(pid, { limitMs: STOP_LIMIT_MS });
    rmSync(join(options.directory, 'redis.json'), { force: true });
  };
}

/** @param {RedisOptions} options @param {number} port */
export function redisConfiguration({ directory, durable = false, password }, port) {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir "${directory.replaceAll('\\', '/').replaceAll('"', '\\"')}"`,
    'databases 64',
    'maxmemory-policy noeviction',
    'daemonize no',
    // Its command line must go on naming this folder, or a later start would not know it again.
    'set-proc-title no',
    'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
    ...(password ? [`requirepass ${password}`] : []),
    '',
  ].join('\n');
}

/** @param {RedisOptions} options @param {number} port */
const redisUrl = ({ password }, port) =>
  password
    ? `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`
    : `redis://127.0.0.1:${port}`;
