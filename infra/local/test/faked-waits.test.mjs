// A test lives through a wait by the public clock or not at all: nobody sets a due time, moves the
// offset or does the worker's work for it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, it } from 'node:test';
import { filesIn } from '../inputs.mjs';
import { inRoot, ROOT } from '../paths.mjs';

const WAITING_TABLES =
  'outbox|operations|clock_offset|clock_moves|stripe_inbox|stripe_catch_up|payout_sweeps';

/** @type {Array<[sin: string, pattern: RegExp, example: string]>} */
const SINS = [
  [
    'writes to a table of waits',
    new RegExp(
      `\\b(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE)\\s+(?:${WAITING_TABLES})\\b`,
      'i',
    ),
    'UPDATE outbox SET attempts = 0',
  ],
  [
    'sets a due time',
    /\b(?:due_at|retry_at|lease_until|looked_at|shift)\s*=\s*(?!excluded\b)(?:\$|'|now|clock_timestamp|vatra_now|coalesce)/i,
    `SET due_at = now() - interval '1 day'`,
  ],
  ['moves the offset', /\bsetBusinessTime\b/, 'moves.setBusinessTime(tx, later)'],
  [
    'does the work of the worker',
    /\.(?:work|drain|sweep|carryOut|runNow|lease|leaseDue)\(/,
    'await lane.work()',
  ],
  [
    'takes a part of the worker in its hand',
    /from '[^']*(?:\.lane|\.worker|\.sealer|lane-runner|stripe-inbox|operations\/operations)(?:\.js)?'/,
    `import { OutboxLane } from '../platform/outbox/outbox.lane.js';`,
  ],
  ['fakes the time', /useFakeTimers|setSystemTime/, 'jest.useFakeTimers()'],
];

/**
 * The harness starts the worker; the sweeper's own test takes its timer away to show that it is
 * missed; the tests of leases are about two holders of one row, of which a worker is only ever one.
 */
const MAY = new Set([
  'api/test/app.ts',
  'api/test/leases.int-spec.ts',
  'api/test/waiting-jobs.int-spec.ts',
  'api/src/platform/queue/sweeper.int-spec.ts',
]);

/** What is planted by the owner in a cloned database, to see it found, is no scene. */
const TEST_FILE = /(?:\.int-spec\.ts|^api\/test\/(?!violations\/).*\.ts|^e2e\/.*\.ts)$/;

const nameOf = (/** @type {string} */ file) => relative(ROOT, file).replaceAll('\\', '/');

const files = ['api/src', 'api/test', 'e2e']
  .flatMap((folder) => filesIn(inRoot(folder)))
  .filter((file) => TEST_FILE.test(nameOf(file)) && !file.includes('node_modules'));

describe('the waits of the tests', () => {
  for (const [sin, pattern, example] of SINS) {
    it(`notices a test that ${sin}`, () => assert.match(example, pattern));

    it(`knows no test that ${sin}`, () => {
      const guilty = files.filter((file) => pattern.test(readFileSync(file, 'utf8')));
      assert.deepEqual(
        guilty.map(nameOf).filter((name) => !MAY.has(name)),
        [],
      );
    });
  }

  it('has looked at the tests that wait', () => {
    const moving = files.filter((file) => /moveClock\(/.test(readFileSync(file, 'utf8')));
    assert.ok(moving.length > 10, String(moving.length));
  });
});
