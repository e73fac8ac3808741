// Every place on disk the local runner reads or writes, named once.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything one installation keeps; removing it means starting from nothing. */
export const DATA = resolve(process.env.VATRA_DATA_DIR ?? join(ROOT, '.data'));

/** @param {...string} parts */
export const inRoot = (...parts) => join(ROOT, ...parts);

/** @param {string} directory */
function isWritable(directory) {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Downloads worth keeping between clones live in the person's cache; a missing or
 * read-only home must not stop the product, so the clone itself is the second choice.
 */
export function cacheDirectory() {
  const base = process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? homedir(), '.cache');
  const wanted = join(base, 'vatra');
  if (isWritable(wanted)) return wanted;
  const own = join(DATA, 'cache');
  mkdirSync(own, { recursive: true });
  return own;
}

/** One folder per user for everything that must vanish with a test run. */
export function temporaryDirectory() {
  const directory = join(tmpdir(), `vatra-${process.getuid?.() ?? 'user'}`);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  return directory;
}

/** @param {string} name */
export function onPath(name) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const separator = process.platform === 'win32' ? ';' : ':';
  for (const directory of (process.env.PATH ?? '').split(separator).filter(Boolean)) {
    for (const suffix of suffixes) {
      const candidate = join(directory, name + suffix);
      if (existsSync(candidate)) return candidate;
    }
  }
  return null;
}
