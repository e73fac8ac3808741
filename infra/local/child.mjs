// One Node process of the product: started with a line to its parent, watched, and ended in order.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, readPidFile, writePidFile } from './running.mjs';

const READY_LIMIT_MS = 60_000;
const ANSWER_LIMIT_MS = 3_000;
const STOP_LIMIT_MS = 10_000;
const POLL_MS = 80;
const LAST_LINES = 25;

/** A process of the product ended although nobody asked it to. */
export class ChildEnded extends Error {
  /** @param {string} name @param {string} how @param {string} lines */
  constructor(name, how, lines) {
    super(`${name} ended by itself (${how}). Its last lines:\n${lines || '(none)'}`);
    this.name = 'ChildEnded';
  }
}

/**
 * @typedef {object} ChildOptions
 * @property {string} name
 * @property {string} file the program
 * @property {string[]} [args]
 * @property {Record<string, string>} env
 * @property {string} dataDirectory
 * @property {string} [readyUrl] answers below 500 when the process can work
 * @property {number} [graceMs] alive for so long counts as ready, for a process that may not answer
 * @property {string} [cwd]
 *
 * @typedef {object} Child
 * @property {string} name
 * @property {number} pid
 * @property {Promise<ChildEnded>} ended settles when it ends, asked or not
 * @property {() => Promise<void>} ready
 * @property {() => Promise<void>} stop
 * @property {() => void} kill
 */

/**
 * @param {ChildOptions} options
 * @returns {Child}
 */
export function startChild(options) {
  const { name, file, args = [], env, dataDirectory, cwd } = options;
  const logFile = join(dataDirectory, 'logs', `${name}.log`);
  const pidFile = join(dataDirectory, 'run', `${name}.json`);
  mkdirSync(join(dataDirectory, 'logs'), { recursive: true });
  const log = openSync(logFile, 'w');
  const output = process.env.VERBOSE ? 'inherit' : log;
  // A process group of its own: Ctrl-C reaches the launcher alone. The IPC channel tells the child
  // when the launcher was killed without a chance to end anything.
  const child = spawn(process.execPath, [file, ...args], {
    env,
    ...(cwd ? { cwd } : {}),
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  if (pid) writePidFile(pidFile, { pid, mark: file });

  /** @type {Promise<ChildEnded>} */
  const ended = new Promise((done) => {
    child.once('error', (error) => done(new ChildEnded(name, error.message, '')));
    child.once('exit', (code, signal) =>
      done(new ChildEnded(name, signal ?? `exit code ${code}`, lastLines(logFile))),
    );
  });
  return {
    name,
    pid,
    ended,
    ready: () => waitUntilReady(options, ended),
    stop: async () => {
      if (pid) await end(pid, { limitMs: STOP_LIMIT_MS });
      rmSync(pidFile, { force: true });
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** @param {string} file */
function lastLines(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}

/**
 * @param {ChildOptions} options
 * @param {Promise<ChildEnded>} ended
 */
async function waitUntilReady({ name, readyUrl, graceMs = READY_LIMIT_MS }, ended) {
  if (!readyUrl) return;
  let failure = /** @type {ChildEnded | null} */ (null);
  void ended.then((error) => (failure = error));
  const began = Date.now();
  let answer = 'no answer';
  while (Date.now() - began < Math.min(graceMs, READY_LIMIT_MS)) {
    if (failure) throw failure;
    answer = await ask(readyUrl);
    if (answer === 'ready') return;
    await sleep(POLL_MS);
  }
  if (graceMs < READY_LIMIT_MS) return;
  throw new ChildEnded(
    name,
    `not ready in ${READY_LIMIT_MS / 1000} s: ${answer} from ${readyUrl}`,
    '',
  );
}

/** @param {string} url */
async function ask(url) {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    const body = await response.text();
    return response.status < 500 ? 'ready' : `HTTP ${response.status} ${body.slice(0, 300)}`;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/**
 * Ends what a killed launcher left behind, when it did not end by itself.
 *
 * @param {string} dataDirectory
 * @param {readonly string[]} names
 * @returns {Promise<string[]>} who was still there
 */
export async function endLeftOvers(dataDirectory, names) {
  const found = names.flatMap((name) => {
    const entry = readPidFile(join(dataDirectory, 'run', `${name}.json`));
    return entry ? [{ name, pid: entry.pid }] : [];
  });
  await Promise.all(found.map(({ pid }) => end(pid)));
  return found.map(({ name }) => name);
}
