// A journey is a person: it clicks, types and reads. What it knows it has seen on a page or in the
// open books, and it enters through the form like everybody else.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, it } from 'node:test';
import { filesIn } from '../inputs.mjs';
import { inRoot, ROOT } from '../paths.mjs';

/** @type {Array<[sin: string, pattern: RegExp, example: string]>} */
const SINS = [
  [
    'sends something past the page',
    /\bfetch\(|\brequest\s*\.\s*(?:post|put|patch|delete|head|fetch|newContext)\b|XMLHttpRequest/,
    `await page.request.post('/api/v1/campaigns/1/contributions')`,
  ],
  [
    'asks the api instead of the page',
    /\brequest\s*\.\s*get\b|\/api\/v1/,
    `await page.request.get('/api/v1/me')`,
  ],
  [
    'runs code inside the page',
    /\.evaluate(?:All|Handle)?\(|\baddInitScript\b|\baddScriptTag\b|\bexposeFunction\b/,
    'await page.evaluate(() => submit())',
  ],
  [
    'answers in place of the product',
    /\.route(?:FromHAR|WebSocket)?\(|\.fulfill\(/,
    `await page.route('**/api/**', answer)`,
  ],
  [
    'brings a session along',
    /\bstorageState\b|\baddCookies\b|\bsetExtraHTTPHeaders\b|\blocalStorage\b/,
    'browser.newContext({ storageState })',
  ],
  [
    'waits without looking',
    /\bwaitForTimeout\b|\bsetTimeout\((?!\d)/,
    'await page.waitForTimeout(500)',
  ],
  [
    'looks behind the product',
    /from '(?:pg|ioredis|bullmq|stripe|typeorm)'|DATABASE_|REDIS_|STRIPE_|\/_emu\//,
    `import pg from 'pg';`,
  ],
];

/** The open books are read as any visitor can; a width is measured and a page scrolled in the browser. */
const MAY = new Map([
  ['asks the api instead of the page', ['e2e/support/public-project.ts']],
  [
    'runs code inside the page',
    ['e2e/support/page-health.ts', 'e2e/journeys/public-pages.journey.ts'],
  ],
  ['waits without looking', ['e2e/journeys/public-pages.journey.ts']],
]);

const nameOf = (/** @type {string} */ file) => relative(ROOT, file).replaceAll('\\', '/');
const read = (/** @type {string} */ file) => readFileSync(file, 'utf8');

const files = ['e2e/journeys', 'e2e/support']
  .flatMap((folder) => filesIn(inRoot(folder)))
  .filter((file) => file.endsWith('.ts'));

describe('the journeys', () => {
  for (const [sin, pattern, example] of SINS) {
    it(`notice one that ${sin}`, () => assert.match(example, pattern));

    it(`know none that ${sin}`, () => {
      const guilty = files.filter((file) => pattern.test(read(file))).map(nameOf);
      const may = MAY.get(sin) ?? [];
      assert.deepEqual(
        guilty.filter((name) => !may.includes(name)),
        [],
      );
    });
  }

  it('read no more of the api than the open books', () => {
    const asked = files.flatMap((file) => [...read(file).matchAll(/\/api\/v1\/[a-z]+/g)]);
    const addresses = asked.map(([address]) => address);
    assert.deepEqual(addresses.sort(), ['/api/v1/ledger', '/api/v1/projects']);
  });

  it('sign in by the form, everybody who is not a visitor', () => {
    const door = read(inRoot('e2e/support/door.ts'));
    assert.match(door, /getByLabel\('Password'/);
    const entering = files.filter((file) => /\bDEMO_PASSWORD\b/.test(read(file))).map(nameOf);
    assert.deepEqual(entering, ['e2e/support/door.ts']);
  });

  it('have been looked at', () => {
    const journeys = files.filter((file) => file.endsWith('.journey.ts'));
    assert.ok(journeys.length >= 4, String(journeys.length));
  });
});
