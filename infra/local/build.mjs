// Builds what changed since the last build, and nothing else.
import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runNode } from './command.mjs';
import { filesIn, hashInputs, openRecord } from './inputs.mjs';
import { ROOT, inRoot } from './paths.mjs';
import { say, step } from './progress.mjs';
import { withLock } from './running.mjs';

const RECORD = inRoot('node_modules/.vatra/build.json');
const TEST_FILE = /\.(?:spec|int-spec)\.m?ts$/;
const COMMON_INPUTS = ['tsconfig.base.json', 'pnpm-lock.yaml'];

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string} label
 * @property {string} needs without this file the part does not exist
 * @property {string[]} inputs
 * @property {string[]} results must exist, or the part is built again
 * @property {() => Promise<unknown>} make
 */

/** @param {string} name @param {string} label @param {string} result @param {string[]} [below] @returns {Target} */
const typescript = (name, label, result, below = []) => {
  // Where tests have a project of their own, starting the product does not compile them.
  const own = `${name}/tsconfig.src.json`;
  const project = existsSync(inRoot(own)) ? own : `${name}/tsconfig.json`;
  return {
    name,
    label,
    needs: project,
    inputs: [...COMMON_INPUTS, ...below, project, `${name}/src`],
    results: [`${name}/dist/${result}`],
    make: () => compile(name, project),
  };
};

const SHARED = typescript('shared', 'Building shared', 'money.js');

/** @type {Target[]} */
const AFTER_SHARED = [
  typescript('api', 'Building the api', 'main.http.js', ['shared/src']),
  typescript('infra/stripe-emulator', 'Building the Stripe emulator', 'main.js'),
  typescript('infra/seed', 'Building the seed', 'main.js', ['shared/src']),
  {
    name: 'web',
    label: 'Building the web pages',
    needs: 'web/vite.config.ts',
    inputs: [...COMMON_INPUTS, 'shared/src', 'web'],
    results: ['web/dist/client/index.html', 'web/dist/server/entry-server.js'],
    make: buildWeb,
  },
];

/**
 * All parts are tried even when one fails, so that a person sees every error at once.
 *
 * @param {ReadonlySet<string> | null} [wanted] null = everything
 * @throws the first failure
 */
export function buildWhenNeeded(wanted = null) {
  const lock = inRoot('node_modules/.vatra/building.json');
  return withLock(lock, 'bin.mjs', () => buildAll(wanted));
}

/** @param {ReadonlySet<string> | null} wanted */
async function buildAll(wanted) {
  const record = openRecord(RECORD);
  const isWanted = (/** @type {Target} */ { name }) => wanted === null || wanted.has(name);
  if (isWanted(SHARED)) await build(SHARED, record);
  const targets = AFTER_SHARED.filter(isWanted);
  const outcomes = await Promise.allSettled(targets.map((target) => build(target, record)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw /** @type {PromiseRejectedResult} */ (failed).reason;
}

/** @param {Target} target @param {import('./inputs.mjs').BuildRecord} record */
async function build(target, record) {
  if (!existsSync(inRoot(target.needs))) {
    say(`  - ${target.label}: left out, there is no ${target.needs} yet`);
    return;
  }
  const hash = hashInputs(ROOT, target.inputs, { facts: [process.version], leaveOut: TEST_FILE });
  const isThere = target.results.every((file) => existsSync(inRoot(file)));
  if (isThere && record.isCurrent(target.name, hash)) return;
  record.remember(target.name, undefined);
  await step(target.label, () => target.make());
  record.remember(target.name, hash);
}

/** @param {string} folder @param {string} project */
async function compile(folder, project) {
  removeOrphans(inRoot(folder, 'src'), inRoot(folder, 'dist'));
  const compiler = inRoot('node_modules/typescript/bin/tsc');
  await runNode(compiler, ['-b', project], { cwd: ROOT, label: `tsc -b ${project}` });
}

/**
 * The compiler never deletes. What a removed source left behind would still run: a migration, say.
 *
 * @param {string} source
 * @param {string} output
 * @returns {string[]} what was removed
 */
export function removeOrphans(source, output) {
  const orphans = filesIn(output).filter((file) => {
    const found = /^([^.].*)\.(?:d\.ts|js)(?:\.map)?$/.exec(relative(output, file));
    if (!found) return false;
    return !['.ts', '.mts', '.json'].some((ending) => existsSync(join(source, found[1] + ending)));
  });
  for (const file of orphans) rmSync(file);
  return orphans;
}

async function buildWeb() {
  const cwd = inRoot('web');
  const vite = inRoot('web/node_modules/vite/bin/vite.js');
  // Inside a test run NODE_ENV is "test", and Vue would then be bundled with its development checks.
  const env = { ...process.env, NODE_ENV: 'production' };
  const server = ['build', '--ssr', 'src/entry-server.ts', '--outDir', 'dist/server'];
  await Promise.all([
    runNode(vite, ['build', '--outDir', 'dist/client'], { cwd, env, label: 'vite build' }),
    runNode(vite, server, { cwd, env, label: 'vite build --ssr' }),
  ]);
}
