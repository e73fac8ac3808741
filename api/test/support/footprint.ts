import { expect } from '@jest/globals';
import type { Problem } from '@vatra/shared/problem';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';

/**
 * Tables that may move although a request was refused: the answer kept under its key, the session
 * that was seen and the attempts that are counted, the worker's own pages.
 */
const MAY_MOVE = [
  'idempotency_keys',
  'sign_in_sessions',
  'sign_in_attempts',
  'second_factors',
  'guest_sessions',
  'stripe_catch_up',
  'verify_runs',
];

/** The rows of every table as one word each, and what the payment provider holds. */
export type Footprint = Readonly<Record<string, unknown>>;

export async function footprint(app: TestApp): Promise<Footprint> {
  const text = questions.get(app) ?? (await questionTo(app));
  questions.set(app, text);
  const rows = await app.database.query<{ name: string; word: string }>({
    name: 'footprint',
    text,
  });
  const provider = await app.emulator?.control<{ objects: unknown }>('/health');
  return {
    ...Object.fromEntries(rows.map(({ name, word }) => [name, word])),
    provider: provider?.objects,
  };
}

/** Planning a question to every table takes longer than answering it: it is put together once. */
const questions = new WeakMap<TestApp, string>();

async function questionTo({ database }: TestApp): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND NOT table_name = ANY($1)`,
    [MAY_MOVE],
  );
  const words = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' rows ' ||
         md5(string_agg(line, '' ORDER BY line)) AS word
         FROM (SELECT md5(t::text) AS line FROM ${name} t) lines`,
  );
  return words.join(' UNION ALL ');
}

/**
 * The code of a refusal that left nothing behind: no row of any table, no waiting work, no mail, no
 * object at the provider.
 */
export async function refusalOf(
  app: TestApp,
  sent: () => Promise<Answer<unknown>>,
): Promise<string> {
  await app.quiet();
  const before = await footprint(app);
  const { status, headers, body } = await sent();
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  await app.quiet();
  expect(await footprint(app)).toEqual(before);
  return (body as Problem).code;
}
