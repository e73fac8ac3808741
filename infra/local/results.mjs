// Reads what the test tools report and adds it up. Pure: text in, numbers out.

/**
 * @typedef {object} Row
 * @property {string} kind unit, integration, journey, ...
 * @property {number} files
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @param {string} kind @returns {Row} */
const emptyRow = (kind) => ({ kind, files: 0, passed: 0, failed: 0, skipped: 0 });

/**
 * Jest's and Vitest's JSON have the same shape.
 *
 * @param {any} report
 * @param {(file: string) => string} kindOf
 * @returns {Row[]}
 */
export function readJestReport(report, kindOf) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const file of report.testResults) {
    const kind = kindOf(file.name);
    const row = rows.get(kind) ?? emptyRow(kind);
    rows.set(kind, row);
    row.files += 1;
    for (const { status } of file.assertionResults) countJestStatus(row, status);
    // A file that could not even be loaded has no tests to fail, and must not look like success.
    const hasFailure = file.assertionResults.some(
      (/** @type {any} */ { status }) => status === 'failed',
    );
    if (file.status === 'failed' && !hasFailure) row.failed += 1;
  }
  return [...rows.values()];
}

/** @param {Row} row @param {string} status */
function countJestStatus(row, status) {
  if (status === 'passed') row.passed += 1;
  else if (status === 'failed') row.failed += 1;
  else row.skipped += 1;
}

/**
 * @param {any} report Playwright's JSON
 * @param {string} kind
 * @returns {Row[]}
 */
export function readPlaywrightReport(report, kind) {
  const row = emptyRow(kind);
  const files = new Set();
  for (const spec of report.suites.flatMap(specsOf)) {
    files.add(spec.file);
    for (const test of spec.tests) countPlaywrightTest(row, test);
  }
  row.files = files.size;
  // Errors outside any test: a global set-up, a file that cannot be read.
  row.failed += (report.errors ?? []).length;
  return [row];
}

/** @param {any} suite @returns {any[]} */
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

/** @param {Row} row @param {any} test */
function countPlaywrightTest(row, { status }) {
  if (status === 'skipped') row.skipped += 1;
  // A test that passed only when it was repeated did not pass.
  else if (status === 'expected') row.passed += 1;
  else row.failed += 1;
}

/**
 * @param {string} text what `node --test --test-reporter=tap` prints
 * @param {string} kind
 * @param {number} files
 * @returns {Row[]}
 */
export function readTap(text, kind, files) {
  const number = (/** @type {string} */ name) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  const failed = number('fail') + number('cancelled');
  return [
    { kind, files, passed: number('pass'), failed, skipped: number('skipped') + number('todo') },
  ];
}

/**
 * @param {readonly Row[]} rows
 * @returns {Row[]} one per kind, in the order of first appearance
 */
export function addUp(rows) {
  /** @type {Map<string, Row>} */
  const byKind = new Map();
  for (const row of rows) {
    const sum = byKind.get(row.kind) ?? emptyRow(row.kind);
    byKind.set(row.kind, sum);
    sum.files += row.files;
    sum.passed += row.passed;
    sum.failed += row.failed;
    sum.skipped += row.skipped;
  }
  return [...byKind.values()];
}

/** @param {readonly Row[]} rows @returns {string[]} */
export function table(rows) {
  const cells = [
    ['kind', 'files', 'passed', 'failed', 'skipped'],
    ...rows.map(({ kind, files, passed, failed, skipped }) =>
      [kind, files, passed, failed, skipped].map(String),
    ),
  ];
  return cells.map(
    ([kind = '', ...numbers]) =>
      `  ${kind.padEnd(14)}${numbers.map((text) => text.padStart(9)).join('')}`,
  );
}

/** The last line of every run, alone and plain, for people and programs. @param {readonly Row[]} rows */
export function lastLine(rows) {
  const sum = (/** @type {'passed' | 'failed'} */ name) =>
    rows.reduce((total, row) => total + row[name], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
