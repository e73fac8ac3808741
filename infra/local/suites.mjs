// Every kind of test the product has: where its files are, what runs them, who reads the report.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, run, runNode } from './command.mjs';
import { filesIn } from './inputs.mjs';
import { inRoot } from './paths.mjs';
import { readJestReport, readPlaywrightReport, readTap } from './results.mjs';

const SUITE_LIMIT_MS = 900_000;

/**
 * @typedef {object} Context
 * @property {NodeJS.ProcessEnv} env
 * @property {string} directory for reports
 *
 * @typedef {object} Outcome
 * @property {import('./results.mjs').Row[]} rows
 * @property {string} output shown when something failed
 * @property {string[]} complaints
 */

/** A test the disk has and the report has not was silently left out. @param {string[]} folders @param {RegExp} pattern */
export const countFiles = (folders, pattern) =>
  folders.flatMap((folder) => filesIn(inRoot(folder))).filter((file) => pattern.test(file)).length;

/**
 * @param {object} suite
 * @param {string} suite.name
 * @param {string} suite.folder
 * @param {(file: string) => string} suite.kindOf
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
export async function runJest({ name, folder, kindOf }, { env, directory }) {
  const report = join(directory, `${name}.json`);
  const jest = inRoot(folder, 'node_modules/jest/bin/jest.js');
  const node = ['--no-warnings', '--experimental-vm-modules', jest];
  const args = [...node, '--json', `--outputFile=${report}`, '--passWithNoTests=false'];
  const output = await runTool(process.execPath, args, {
    cwd: inRoot(folder),
    env,
    label: `jest ${name}`,
  });
  const expected = countFiles([`${folder}/src`, `${folder}/test`], /\.(?:spec|int-spec)\.ts$/);
  return judge(name, withoutJson(output), expected, () => readJestReport(readJson(report), kindOf));
}

/** @param {Context} context @returns {Promise<Outcome>} */
export async function runVitest({ env, directory }) {
  const report = join(directory, 'web.json');
  const vitest = inRoot('web/node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const output = await runTool(process.execPath, [vitest, 'run', ...reporters], {
    cwd: inRoot('web'),
    env,
    label: 'vitest web',
  });
  const expected = countFiles(['web/src', 'web/server'], /\.spec\.m?ts$|\.spec\.mjs$/);
  return judge('web', output, expected, () => readJestReport(readJson(report), () => 'web'));
}

const INFRA_TEST = /^(?!.*stripe-emulator).*\.test\.mjs$/;

/** @param {Context} context @returns {Promise<Outcome>} */
export async function runNodeTests({ env, directory }) {
  const report = join(directory, 'infra.tap');
  const files = filesIn(inRoot('infra')).filter((file) => INFRA_TEST.test(file));
  // For people the form that repeats at its end what failed: of long output only the end is kept.
  const reporters = [
    ...['--test-reporter=tap', `--test-reporter-destination=${report}`],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
  ];
  const output = await runTool(process.execPath, ['--test', ...reporters, ...files], {
    cwd: inRoot('infra'),
    env,
    label: 'node --test',
  });
  const tap = existsSync(report) ? readFileSync(report, 'utf8') : '';
  return judge('infra', output, files.length, () => readTap(tap, 'infra', files.length));
}

/** @param {Context} context @returns {Promise<Outcome>} */
export async function runPlaywright({ env, directory }) {
  const report = join(directory, 'e2e.json');
  const playwright = inRoot('e2e/node_modules/@playwright/test/cli.js');
  const output = await runTool(process.execPath, [playwright, 'test', '--reporter=list,json'], {
    cwd: inRoot('e2e'),
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    label: 'playwright',
  });
  const expected = countFiles(['e2e/journeys'], /\.(?:journey|spec)\.ts$/);
  return judge('e2e', output, expected, () => readPlaywrightReport(readJson(report), 'journey'));
}

/** The short form: each figure it prints counts as one test. @param {Context} context @returns {Promise<Outcome>} */
export async function runChaos({ env, directory }) {
  const report = join(directory, 'chaos.json');
  const args = [inRoot('infra/chaos/main.mjs'), '--short', '--report', report];
  const around = { ...env };
  delete around.TEST_DATABASE_URL;
  delete around.TEST_REDIS_URL;
  const output = await runTool(process.execPath, args, {
    cwd: inRoot('infra'),
    env: around,
    label: 'chaos',
  });
  return judge('chaos', output, 1, () => [countFigures(readJson(report))]);
}

/** @param {{ judged: readonly boolean[] }} report @returns {import('./results.mjs').Row} */
function countFigures({ judged }) {
  const passed = judged.filter(Boolean).length;
  return { kind: 'chaos', files: 1, passed, failed: judged.length - passed, skipped: 0 };
}

/**
 * The tool's exit code is not enough: it is the report that says what ran. A tool that failed without
 * a report, or ran fewer files than there are, counts as a failure of its own.
 *
 * @param {string} name
 * @param {string} output
 * @param {number} expected
 * @param {() => import('./results.mjs').Row[]} read
 * @returns {Outcome}
 */
function judge(name, output, expected, read) {
  let rows;
  try {
    rows = read();
  } catch {
    return { rows: [failure(name)], output, complaints: [`${name}: the tool left no report`] };
  }
  const complaints = [];
  const ran = rows.reduce((sum, { passed, failed }) => sum + passed + failed, 0);
  const files = rows.reduce((sum, row) => sum + row.files, 0);
  if (ran === 0) complaints.push(`${name}: 0 tests ran`);
  if (files < expected) complaints.push(`${name}: ${expected} test files exist, ${files} ran`);
  const more = complaints.length > 0 ? [failure(name)] : [];
  return { rows: [...rows, ...more], output, complaints };
}

/** @param {string} kind @returns {import('./results.mjs').Row} */
export const failure = (kind) => ({ kind, files: 0, passed: 0, failed: 1, skipped: 0 });

/** @param {string} command @param {string[]} args @param {import('./command.mjs').RunOptions} options */
async function runTool(command, args, options) {
  try {
    return await run(command, args, { ...options, limitMs: SUITE_LIMIT_MS });
  } catch (error) {
    if (error instanceof CommandFailed) return `${error.output}\n${error.message}`;
    throw error;
  }
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Jest prints its JSON as well when it cannot write the file. @param {string} output */
const withoutJson = (output) => output.replace(/^\{"numFailedTestSuites".*$/m, '');

/**
 * @typedef {object} Check
 * @property {string} label
 * @property {string} needs
 * @property {() => Promise<unknown>} run
 */

const tool = (/** @type {string} */ path) => inRoot('node_modules', path);

/** @type {Check[]} */
export const CHECKS = [
  {
    label: 'Types of api, shared, infra and their tests',
    needs: 'api/tsconfig.json',
    run: () =>
      runNode(tool('typescript/bin/tsc'), ['-b', ...typescriptProjects()], { cwd: inRoot() }),
  },
  {
    label: 'Types of the web pages',
    needs: 'web/tsconfig.json',
    run: () =>
      runNode(inRoot('web/node_modules/vue-tsc/bin/vue-tsc.js'), ['--noEmit'], {
        cwd: inRoot('web'),
      }),
  },
  {
    label: 'Types of the journeys',
    needs: 'e2e/tsconfig.json',
    run: () => runNode(tool('typescript/bin/tsc'), ['-p', 'e2e', '--noEmit'], { cwd: inRoot() }),
  },
  {
    label: 'Lint',
    needs: 'eslint.config.mjs',
    run: () =>
      runNode(
        tool('eslint/bin/eslint.js'),
        ['.', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings=0'],
        { cwd: inRoot() },
      ),
  },
  {
    label: 'Format',
    needs: '.prettierrc.json',
    run: () =>
      runNode(
        tool('prettier/bin/prettier.cjs'),
        [
          '--check',
          '.',
          '--cache',
          '--cache-location=node_modules/.cache/prettier.json',
          '--log-level=warn',
        ],
        { cwd: inRoot() },
      ),
  },
  {
    label: 'Structure',
    needs: '.dependency-cruiser.mjs',
    run: () =>
      runNode(
        tool('dependency-cruiser/bin/dependency-cruise.mjs'),
        ['--config', '.dependency-cruiser.mjs', 'api', 'shared', 'web', 'infra', 'e2e'],
        { cwd: inRoot() },
      ),
  },
];

const typescriptProjects = () =>
  ['shared', 'api', 'infra/stripe-emulator', 'infra/seed', 'infra/local'].filter((folder) =>
    existsSync(inRoot(folder, 'tsconfig.json')),
  );
