import { randomUUID } from 'node:crypto';
import { LedgerService, type Posting } from '../../src/features/ledger/ledger.service.js';
import { Database } from '../../src/platform/database/database.js';
import type { TestApp } from '../app.js';
import { gift, refund, tranche } from './postings.js';

export function atOnce<T>(times: number, act: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, act));
}

export function statusesOf(answers: readonly { readonly status: number }[]): number[] {
  return answers.map(({ status }) => status).sort((a, b) => a - b);
}

/** EUR 10 lie in a fund; a refund and a tranche want EUR 7 of it each, at the same time. */
export async function bookedAtOnce(app: TestApp): Promise<{ taken: number; heldMinor: number }> {
  const ledger = app.http.get(LedgerService, { strict: false });
  const database = app.http.get(Database);
  const projectId = randomUUID();
  const book = (entry: Posting) => database.inTransaction((tx) => ledger.post(tx, entry));
  await book(gift(projectId, 1_000, 0));
  const outcomes = await Promise.allSettled([
    book(refund(projectId, 700)),
    book(tranche(projectId, 700)),
  ]);
  const heldMinor = await database.inTransaction((tx) =>
    ledger.balance(tx, { code: '2100', subjectId: projectId }),
  );
  const taken = outcomes.filter(({ status }) => status === 'fulfilled').length;
  return { taken, heldMinor };
}
