// Decides what is out of date by content, not by time: a fresh clone or a branch switch changes every time stamp.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist', '.data', '.git', 'test-results', 'coverage']);

/**
 * @param {string} path a file or folder; a missing one counts as empty
 * @returns {string[]} every file in it, sorted
 */
export function filesIn(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return [];
  if (status.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.has(entry.name) && !entry.isSymbolicLink())
    .flatMap((entry) => filesIn(join(path, entry.name)))
    .sort();
}

/**
 * @param {string} root names are taken relative to it, so that two clones agree
 * @param {readonly string[]} paths relative to root
 * @param {object} [options]
 * @param {readonly string[]} [options.facts] anything else the result depends on
 * @param {RegExp} [options.leaveOut] files the result does not depend on
 */
export function hashInputs(root, paths, { facts = [], leaveOut } = {}) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const file of paths.flatMap((path) => filesIn(join(root, path)))) {
    if (leaveOut?.test(file)) continue;
    const content = readFileSync(file);
    hash.update(`${relative(root, file).replaceAll('\\', '/')}\0${content.length}\0`);
    hash.update(content);
  }
  return hash.digest('hex');
}

/** @typedef {ReturnType<typeof openRecord>} BuildRecord */

/**
 * What was built from which inputs, kept between runs.
 *
 * @param {string} file
 */
export function openRecord(file) {
  /** @type {Record<string, string>} */
  let entries = {};
  try {
    entries = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // No record yet: everything is out of date.
  }
  return {
    /** @param {string} name @param {string} hash */
    isCurrent: (name, hash) => entries[name] === hash,
    /** @param {string} name @param {string | undefined} hash */
    remember(name, hash) {
      if (hash === undefined) delete entries[name];
      else entries[name] = hash;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(entries, null, 2)}\n`);
    },
  };
}
