import type { TestApp } from '../app.js';
import { OPERATOR } from '../../src/features/ledger/posting.js';

/** On the account's normal side: what is held is positive. */
export async function balanceOf(
  app: TestApp,
  code: string,
  subjectId: string = OPERATOR,
): Promise<number> {
  const [row] = await app.database.query<{ minor: string }>(
    `SELECT normal_side * ledger_balance_of(id) AS minor FROM ledger_account
      WHERE code = $1 AND subject_id = $2`,
    [code, subjectId],
  );
  return Number(row?.minor ?? 0);
}

/** Amounts of one entry by account, debits positive; null when nothing was posted under the key. */
export async function entryOf(
  app: TestApp,
  purposeKey: string,
): Promise<Record<string, number> | null> {
  const rows = await app.database.query<{ code: string; minor: string }>(
    `SELECT account.code, sum(line.amount_minor) AS minor
       FROM ledger_entry AS entry
       JOIN ledger_line AS line ON line.entry_id = entry.id
       JOIN ledger_account AS account ON account.id = line.account_id
      WHERE entry.purpose_key = $1 GROUP BY account.code`,
    [purposeKey],
  );
  if (rows.length === 0) return null;
  return Object.fromEntries(rows.map(({ code, minor }) => [code, Number(minor)]));
}
