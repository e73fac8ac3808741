// Makes a copy of the compiled api with one mistake in it. The product itself knows nothing of these
// mistakes: they are words of this folder, written into a copy that is thrown away.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../local/paths.mjs';

/**
 * @typedef {object} Change
 * @property {string} file below api/dist
 * @property {string} find must be there exactly once
 * @property {string} put
 */

export class CannotPlant extends Error {}

/**
 * @param {string} directory
 * @param {{ name: string, changes: readonly Change[] }} bug
 * @returns {string} the folder of the compiled copy
 */
export function plant(directory, { name, changes }) {
  const home = join(directory, 'planted', name.replaceAll(/\W+/g, '-'));
  mkdirSync(home, { recursive: true });
  cpSync(inRoot('api/dist'), join(home, 'dist'), { recursive: true });
  cpSync(inRoot('api/package.json'), join(home, 'package.json'));
  symlinkSync(inRoot('api/node_modules'), join(home, 'node_modules'), 'dir');
  for (const change of changes) write(join(home, 'dist', change.file), change);
  return join(home, 'dist');
}

/**
 * @param {string} path
 * @param {Change} change
 * @throws {CannotPlant} when the product has changed and the mistake no longer fits
 */
function write(path, { file, find, put }) {
  const text = readFileSync(path, 'utf8');
  const times = text.split(find).length - 1;
  if (times !== 1) throw new CannotPlant(`${file} has ${times} times: ${find}`);
  writeFileSync(
    path,
    text.replace(find, () => put),
  );
}
