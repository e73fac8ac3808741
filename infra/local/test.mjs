// npm test: everything that must hold, in one run, with nothing to install or start before.
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenNeeded } from './build.mjs';
import { CommandFailed } from './command.mjs';
import { surroundings } from './environment.mjs';
import { installWhenNeeded } from './install.mjs';
import { inRoot } from './paths.mjs';
import { inPool } from './pool.mjs';
import { say, seconds, step } from './progress.mjs';
import { addUp, lastLine, table } from './results.mjs';
import { CHAOS_NEEDS } from './chaos.mjs';
import { CHECKS, failure, runChaos, runJest, runNodeTests, runVitest } from './suites.mjs';

const PARTS = ['checks', 'shared', 'emulator', 'web', 'infra', 'chaos', 'api', 'e2e'];
const JOURNEYS = 'e2e/playwright.config.ts';
const EVERYTHING = ['shared', 'api', 'infra/stripe-emulator', 'infra/seed', 'web'];

/** @type {Record<string, string[]>} */
const NEEDS_BUILT = {
  checks: EVERYTHING,
  shared: ['shared'],
  emulator: ['infra/stripe-emulator'],
  web: ['shared', 'web'],
  infra: [],
  chaos: CHAOS_NEEDS,
  api: ['shared', 'api', 'infra/stripe-emulator', 'infra/seed'],
  e2e: EVERYTHING,
};

const LINES_OF_A_FAILURE = 400;

/** @typedef {import('./suites.mjs').Outcome} Outcome */
/** @typedef {import('./suites.mjs').Context} Context */

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({ args, options: { only: { type: 'string' } } });
  const wanted = values.only ? values.only.split(',') : PARTS;
  const unknown = wanted.filter((name) => !PARTS.includes(name));
  if (unknown.length > 0) {
    say(`There is no part ${unknown.join(', ')}. Parts: ${PARTS.join(', ')}`);
    return 2;
  }
  const began = performance.now();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, breakOff);
  const outcomes = await runEverything(wanted);
  return report(outcomes, performance.now() - began);
}

/** The Node processes notice that we are gone; the two databases, which cannot, are ended here. */
async function breakOff() {
  const { removeServersOf } = await import('./test-services.mjs');
  await removeServersOf(process.pid);
  process.exit(130);
}

/** The last line is promised for every run, so even a failed installation ends as an outcome. @param {string[]} wanted */
async function runEverything(wanted) {
  try {
    await installWhenNeeded();
  } catch (error) {
    return [broken('install', 'Installing', error)];
  }
  const { startTestServices } = await import('./test-services.mjs');
  const [services, building] = await Promise.allSettled([
    step('Starting a PostgreSQL and a Redis for tests', startTestServices),
    buildWhenNeeded(new Set(wanted.flatMap((name) => NEEDS_BUILT[name] ?? []))),
  ]);
  const failures =
    building.status === 'rejected' ? [broken('build', 'Building', building.reason)] : [];
  if (services.status === 'rejected') {
    return [...failures, broken('services', 'Starting the servers for tests', services.reason)];
  }
  try {
    return [...failures, ...(await runParts(wanted, contextOf(services.value)))];
  } finally {
    await services.value.stop();
  }
}

/** @param {import('./test-services.mjs').TestServices} services @returns {Context} */
function contextOf({ env, directory }) {
  const reports = join(directory, 'reports');
  mkdirSync(reports, { recursive: true });
  /** @type {NodeJS.ProcessEnv} */
  const around = surroundings(process.env);
  delete around.NODE_ENV;
  const emulator = inRoot('infra/stripe-emulator/dist/main.js');
  return { env: { ...around, ...env, TEST_EMULATOR: emulator }, directory: reports };
}

/** @param {readonly string[]} wanted @param {Context} context @returns {Promise<Outcome[]>} */
async function runParts(wanted, context) {
  const wants = (/** @type {string} */ name) => wanted.includes(name);
  const stage = wants('e2e') && existsSync(inRoot(JOURNEYS)) ? await openStage(context) : null;
  const cores = availableParallelism();
  try {
    const checks = wants('checks') ? CHECKS : [];
    const outcomes = await inPool(
      Math.max(2, cores - 1),
      checks.map((check) => () => runCheck(check)),
    );
    // A check does not mind a busy machine; a test that waits for something may.
    await stage?.settled();
    const suites = [CHAOS_SUITE, journeySuite(stage), ...SHORT_SUITES, API_SUITE]
      .filter(({ name }) => wants(name))
      .map((suite) => () => runSuite(suite, context));
    // Faults and journeys wait a third of their time, on a timer or on one browser: a suite more
    // than there are cores uses what they leave.
    outcomes.push(...(await inPool(Math.max(3, cores - 1), suites)));
    return outcomes;
  } finally {
    await stage?.clear();
  }
}

/** @param {Context} context */
async function openStage(context) {
  const { setStage } = await import('./journeys.mjs');
  return setStage(context);
}

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} label
 * @property {string} needs
 * @property {(context: Context) => Promise<Outcome>} run
 */

/** @type {Suite} */
const CHAOS_SUITE = {
  name: 'chaos',
  label: 'Faults on a small stage',
  needs: 'infra/chaos/main.mjs',
  run: runChaos,
};

/** @type {Suite[]} */
const SHORT_SUITES = [
  {
    name: 'emulator',
    label: 'Tests of the Stripe emulator',
    needs: 'infra/stripe-emulator/jest.config.mjs',
    run: (context) =>
      runJest(
        { name: 'emulator', folder: 'infra/stripe-emulator', kindOf: () => 'emulator' },
        context,
      ),
  },
  {
    name: 'shared',
    label: 'Tests of shared',
    needs: 'shared/jest.config.mjs',
    run: (context) => runJest({ name: 'shared', folder: 'shared', kindOf: () => 'unit' }, context),
  },
  { name: 'web', label: 'Tests of the web pages', needs: 'web/vite.config.ts', run: runVitest },
  { name: 'infra', label: 'Tests of the runner and the bank', needs: 'infra', run: runNodeTests },
];

/** @param {string} file */
const kindOfApiTest = (file) => (file.endsWith('.int-spec.ts') ? 'integration' : 'unit');

/** @type {Suite} */
const API_SUITE = {
  name: 'api',
  label: 'Tests of the api',
  needs: 'api/jest.config.mjs',
  run: (context) => runJest({ name: 'api', folder: 'api', kindOf: kindOfApiTest }, context),
};

/** @param {Awaited<ReturnType<typeof openStage>> | null} stage @returns {Suite} */
const journeySuite = (stage) => ({
  name: 'e2e',
  label: 'Journeys in a browser',
  needs: JOURNEYS,
  run: async () => /** @type {NonNullable<typeof stage>} */ (stage).play(),
});

/** @param {Suite} suite @param {Context} context @returns {Promise<Outcome>} */
async function runSuite(suite, context) {
  if (!existsSync(inRoot(suite.needs))) return missing(suite.label, suite.needs);
  let outcome;
  try {
    await step(suite.label, async () => {
      outcome = await suite.run(context);
      if (outcome.rows.some(({ failed }) => failed > 0)) throw new SuiteFailed();
    });
  } catch (error) {
    if (!(error instanceof SuiteFailed)) return broken(suite.name, suite.label, error);
  }
  return /** @type {Outcome} */ (/** @type {unknown} */ (outcome));
}

class SuiteFailed extends Error {}

/** @param {import('./suites.mjs').Check} check @returns {Promise<Outcome>} */
async function runCheck({ label, needs, run }) {
  if (!existsSync(inRoot(needs))) return missing(label, needs);
  try {
    await step(label, run);
    return { rows: [], output: '', complaints: [] };
  } catch (error) {
    return broken('check', label, error);
  }
}

/** @param {string} label @param {string} needs @returns {Outcome} */
const missing = (label, needs) => ({
  rows: [failure('check')],
  output: '',
  complaints: [`${label}: there is no ${needs}`],
});

/** @param {string} kind @param {string} label @param {unknown} error @returns {Outcome} */
function broken(kind, label, error) {
  const output =
    error instanceof CommandFailed ? error.output : String(/** @type {Error} */ (error).stack);
  return { rows: [failure(kind)], output, complaints: [`${label} failed`] };
}

/** @param {readonly Outcome[]} outcomes @param {number} tookMs */
function report(outcomes, tookMs) {
  for (const { rows, output, complaints } of outcomes) {
    if (!rows.some(({ failed }) => failed > 0)) continue;
    say(`\n${'─'.repeat(80)}\n${complaints.join('\n')}`);
    say(output.trimEnd().split('\n').slice(-LINES_OF_A_FAILURE).join('\n'));
  }
  const rows = addUp(outcomes.flatMap((outcome) => outcome.rows));
  say(`\nTook ${seconds(tookMs)}.\n`);
  for (const line of table(rows)) say(line);
  say();
  say(lastLine(rows));
  const isGood = rows.length > 0 && rows.every(({ failed }) => failed === 0);
  return isGood ? 0 : 1;
}
