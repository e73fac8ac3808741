// Who is running: pid files that cannot be fooled by a pid given to another program since.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const LOCK_POLL_MS = 300;

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A killed child nobody waited for keeps its pid; in a container without an init that is for ever. @param {number} pid */
function isZombie(pid) {
  if (process.platform !== 'linux') return false;
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @returns {string} the command line, or '' when it cannot be read
 */
export function commandLineOf(pid) {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    }
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @param {string} mark a piece of the command line only our process has
 */
export function isOurs(pid, mark) {
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) && commandLineOf(pid).includes(mark);
}

/**
 * @param {string} file
 * @param {{ pid: number, mark: string } & Record<string, unknown>} entry
 */
export function writePidFile(file, entry) {
  mkdirSync(dirname(file), { recursive: true });
  // An entry may hold an address with a password in it.
  writeFileSync(file, JSON.stringify(entry), { mode: 0o600 });
}

/**
 * @param {string} file
 * @returns {({ pid: number, mark: string } & Record<string, unknown>) | null} null when nobody of ours is alive
 */
export function readPidFile(file) {
  let entry;
  try {
    entry = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  if (isOurs(entry.pid, entry.mark)) return entry;
  rmSync(file, { force: true });
  return null;
}

/**
 * @param {number} pid
 * @param {number} limitMs
 */
export async function waitUntilGone(pid, limitMs) {
  const until = Date.now() + limitMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * Asks politely, then insists.
 *
 * @param {number} pid
 * @param {{ first?: NodeJS.Signals, last?: NodeJS.Signals, limitMs?: number }} [how]
 */
export async function end(pid, { first = 'SIGTERM', last = 'SIGKILL', limitMs = 8_000 } = {}) {
  signal(pid, first);
  if (await waitUntilGone(pid, limitMs)) return;
  signal(pid, last);
  await waitUntilGone(pid, 2_000);
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone, which is what was wanted.
  }
}

/**
 * Two commands in one clone (a start and a test run, say) must not build into the same folder at once.
 *
 * @template T
 * @param {string} file
 * @param {string} mark
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, mark, work) {
  mkdirSync(dirname(file), { recursive: true });
  while (!tryLock(file, mark)) await sleep(LOCK_POLL_MS);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file @param {string} mark */
function tryLock(file, mark) {
  if (readPidFile(file)) return false;
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, mark }), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}
