import { expect } from '@jest/globals';
import type { Problem } from '@vatra/shared/problem';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';

/** Everything a refusal must leave as it was: rows, histories, waiting work, books and mails. */
const TABLES = [
  'payee_accounts',
  'agreement_signatures',
  'tranche_preparations',
  'tranche_approvals',
  'payment_files',
  'bank_statements',
  'bank_lines',
  'milestone_reports',
  'milestone_evidence',
  'invoices',
  'verifications',
  'verification_photos',
  'milestone_doubts',
  'reports',
  'indicator_values',
  'state_change',
  'ledger_entry',
  'operations',
  'outbox',
  'mails',
  'files',
];

export type Footprint = Readonly<Record<string, string>>;

export async function footprint(app: TestApp): Promise<Footprint> {
  const [row] = await app.database.query<Record<string, string>>(
    `SELECT ${TABLES.map((table) => `(SELECT count(*) FROM ${table})::text AS ${table}`).join(', ')},
            (SELECT string_agg(id || state || attempt, ',' ORDER BY id) FROM tranches) AS tranches,
            (SELECT string_agg(id || state || attempt, ',' ORDER BY id) FROM milestones) AS milestones`,
  );
  return row ?? {};
}

/** The code of a refusal that left nothing behind. */
export async function refusalOf(
  app: TestApp,
  sent: () => Promise<Answer<unknown>>,
): Promise<string> {
  await app.quiet();
  const before = await footprint(app);
  const { status, body } = await sent();
  expect(status).toBeGreaterThanOrEqual(400);
  await app.quiet();
  expect(await footprint(app)).toEqual(before);
  return (body as Problem).code;
}
