import type { TestApp } from '../app.js';

export interface Booked {
  readonly kind: string;
  /** `1300 25100`: account and amount, debits positive. */
  readonly lines: readonly string[];
}

/** The entries about one subject in the order they were booked, lines of an account added up. */
export async function booksOf(app: TestApp, subjectId: string): Promise<Booked[]> {
  return app.database.query<Booked>(
    `SELECT kind, array_agg(code || ' ' || amount ORDER BY code) AS lines
       FROM (SELECT e.id, e.ordinal, e.kind, a.code, sum(l.amount_minor) AS amount
               FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
               JOIN ledger_account a ON a.id = l.account_id
              WHERE e.subject_id = $1 GROUP BY e.id, e.ordinal, e.kind, a.code) AS netted
      GROUP BY id, ordinal, kind ORDER BY ordinal`,
    [subjectId],
  );
}

/** On the account's normal side, all entries included. */
export async function balanceOf(
  app: TestApp,
  code: string,
  subjectId = '00000000-0000-0000-0000-000000000000',
): Promise<number> {
  const [row] = await app.database.query<{ minor: string }>(
    `SELECT coalesce(sum(a.normal_side * l.amount_minor), 0)::text AS minor
       FROM ledger_account a JOIN ledger_line l ON l.account_id = a.id
      WHERE a.code = $1 AND a.subject_id = $2`,
    [code, subjectId],
  );
  return Number(row?.minor ?? 0);
}
