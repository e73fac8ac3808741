import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addUp,
  lastLine,
  readJestReport,
  readPlaywrightReport,
  readTap,
  table,
} from '../results.mjs';

/** @param {string} name @param {string[]} statuses @param {string} [status] */
const file = (name, statuses, status = statuses.includes('failed') ? 'failed' : 'passed') => ({
  name,
  status,
  assertionResults: statuses.map((one) => ({ status: one })),
});

const kindOf = (/** @type {string} */ name) => (name.includes('int-') ? 'integration' : 'unit');

describe("Jest's report", () => {
  it('is told apart by kind, skipped tests are not passed ones', () => {
    const rows = readJestReport(
      {
        testResults: [
          file('a.spec.ts', ['passed', 'failed']),
          file('b.int-spec.ts', ['passed', 'pending']),
        ],
      },
      kindOf,
    );
    assert.deepEqual(rows, [
      { kind: 'unit', files: 1, passed: 1, failed: 1, skipped: 0 },
      { kind: 'integration', files: 1, passed: 1, failed: 0, skipped: 1 },
    ]);
  });

  it('counts a file that could not be loaded as a failure', () => {
    const [row] = readJestReport({ testResults: [file('a.spec.ts', [], 'failed')] }, kindOf);
    assert.equal(row?.failed, 1);
  });

  it('counts a file whose tests passed but whose tidying up failed as a failure', () => {
    const [row] = readJestReport(
      { testResults: [file('a.spec.ts', ['passed'], 'failed')] },
      kindOf,
    );
    assert.deepEqual([row?.passed, row?.failed], [1, 1]);
  });
});

describe("Playwright's report", () => {
  it('goes into nested suites; a test that passed only when repeated did not pass', () => {
    const spec = (/** @type {string} */ name, /** @type {string[]} */ statuses) => ({
      file: name,
      tests: statuses.map((status) => ({ status })),
    });
    const report = {
      suites: [
        {
          specs: [spec('a.ts', ['expected'])],
          suites: [{ specs: [spec('a.ts', ['flaky', 'skipped'])] }],
        },
        { suites: [{ specs: [spec('b.ts', ['unexpected'])] }] },
      ],
      errors: [{ message: 'set-up' }],
    };
    assert.deepEqual(readPlaywrightReport(report, 'journey'), [
      { kind: 'journey', files: 2, passed: 1, failed: 3, skipped: 1 },
    ]);
  });
});

describe("Node's report", () => {
  it('is read from its summary, cancelled tests count as failed', () => {
    const text =
      '# pass 3 in a name\nok 1\n# tests 9\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n';
    assert.deepEqual(readTap(text, 'infra', 2), [
      { kind: 'infra', files: 2, passed: 5, failed: 2, skipped: 2 },
    ]);
  });

  it('of a run that broke off has nothing passed', () => {
    assert.deepEqual(readTap('Killed', 'infra', 2)[0]?.passed, 0);
  });
});

describe('the sum', () => {
  const rows = addUp([
    { kind: 'unit', files: 1, passed: 2, failed: 0, skipped: 0 },
    { kind: 'journey', files: 1, passed: 3, failed: 1, skipped: 1 },
    { kind: 'unit', files: 2, passed: 5, failed: 0, skipped: 0 },
  ]);

  it('has one row per kind', () => {
    assert.deepEqual(rows[0], { kind: 'unit', files: 3, passed: 7, failed: 0, skipped: 0 });
    assert.equal(table(rows).length, 3);
    assert.match(table(rows)[1] ?? '', /unit +3 +7 +0 +0$/);
  });

  it('ends in one plain line', () => {
    assert.equal(lastLine(rows), '10 passed, 1 failed');
    assert.equal(lastLine([]), '0 passed, 0 failed');
  });
});
