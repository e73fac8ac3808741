// Installs the libraries with the pinned pnpm, fetched by npm itself: nothing to install by hand, no shell, no corepack.
import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run } from './command.mjs';
import { hashInputs, openRecord } from './inputs.mjs';
import { ROOT, cacheDirectory, inRoot, onPath } from './paths.mjs';
import { say, step } from './progress.mjs';

const PNPM = 'pnpm@12.21.0';

const WORKSPACES = ['api', 'web', 'shared', 'infra', 'infra/stripe-emulator', 'e2e'];

export const INSTALL_INPUTS = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  ...WORKSPACES.map((name) => `${name}/package.json`),
];

export class NpmMissing extends Error {
  constructor() {
    super('npm was not found next to this Node.js. Start with `npm start` or `npm test`.');
    this.name = 'NpmMissing';
  }
}

/** The record lies inside node_modules: deleting the libraries deletes the belief that they are there. */
export async function installWhenNeeded() {
  const record = openRecord(inRoot('node_modules/.vatra/install.json'));
  const facts = [PNPM, process.platform, process.arch];
  const hash = hashInputs(ROOT, INSTALL_INPUTS, { facts });
  const isThere = WORKSPACES.every((name) => existsSync(inRoot(name, 'node_modules')));
  if (isThere && record.isCurrent('libraries', hash)) return;
  await step('Installing libraries', () => install());
  record.remember('libraries', hash);
}

async function install() {
  const npm = findNpm();
  if (!npm) throw new NpmMissing();
  const pnpm = ['exec', '--yes', `--package=${PNPM}`, '--', 'pnpm'];
  const options = ['install', '--frozen-lockfile', '--prefer-offline'];
  // Nobody can answer a question here: an old node_modules folder is replaced without asking.
  const answers = ['--config.confirmModulesPurge=false', '--reporter=append-only'];
  await run(process.execPath, [npm, ...pnpm, ...options, ...answers], {
    cwd: ROOT,
    env: installEnvironment(process.env),
    label: 'pnpm install',
  });
}

/**
 * npm tells its children where it is; under another package manager, or none, it is looked for beside Node.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} npm's own program file
 */
export function findNpm(env = process.env) {
  const told = env.npm_execpath;
  if (told && basename(told) === 'npm-cli.js' && existsSync(told)) return told;
  const folder = dirname(realpathSync(process.execPath));
  const beside = [
    join(folder, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(folder, 'node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  const found = beside.find((file) => existsSync(file));
  if (found) return found;
  const program = onPath('npm');
  const real = program ? realpathSync(program) : '';
  return basename(real) === 'npm-cli.js' ? real : null;
}

/**
 * npm and pnpm keep their caches in the home folder; when that cannot be written they get a place in ours.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function installEnvironment(env) {
  const home = env.HOME ?? homedir();
  if (canWrite(home)) return env;
  const own = join(cacheDirectory(), 'packages');
  mkdirSync(own, { recursive: true });
  say(`  The home folder cannot be written; packages are kept in ${own}`);
  return {
    ...env,
    HOME: own,
    npm_config_cache: join(own, 'npm'),
    XDG_CACHE_HOME: join(own, 'cache'),
    XDG_DATA_HOME: join(own, 'data'),
    XDG_STATE_HOME: join(own, 'state'),
    XDG_CONFIG_HOME: join(own, 'config'),
  };
}

/** @param {string} folder */
function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
