import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { codeOf } from '../../platform/database/database.js';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { AlreadyPosted, NotEnoughHeld } from './ledger.errors.js';
import { effectsOf, UNSEALED } from './ledger-effects.js';
import { OPERATOR, type AccountRef, type EntryRow } from './posting.js';

const BELOW_ZERO = 'VA002';
const UNIQUE_VIOLATION = '23505';

export interface WallRow {
  readonly role: string;
  readonly isSuperuser: boolean;
  readonly mayChange: boolean;
}

export interface SummaryRow {
  readonly receivedMinor: number;
  readonly feesMinor: number;
  readonly refundedMinor: number;
  readonly disbursedMinor: number;
  readonly inTransitMinor: number;
  readonly heldMinor: number;
}

/** Writes entries and reads balances. */
@Injectable()
export class LedgerRepository {
  async post(tx: Tx, entries: readonly EntryRow[]): Promise<void> {
    const accounts = new Map<string, { id: string; code: string; subject: string }>();
    for (const { code, subject } of entries.flatMap(({ lines }) => lines)) {
      accounts.set(`${code} ${subject}`, { id: newId(), code, subject });
    }
    try {
      await sql(tx, 'SELECT ledger_post($1::jsonb, $2::jsonb)', [
        JSON.stringify(entries),
        JSON.stringify([...accounts.values()]),
      ]);
    } catch (error) {
      if (codeOf(error) === BELOW_ZERO) throw new NotEnoughHeld();
      if (codeOf(error) === UNIQUE_VIOLATION) {
        throw new AlreadyPosted(entries.map((entry) => String(entry.purposeKey)));
      }
      throw error;
    }
  }

  /** In the order in which postings lock. */
  async lock(tx: Tx, accounts: readonly AccountRef[]): Promise<void> {
    await sql(
      tx,
      `SELECT 1 FROM ledger_account_lock AS held
        WHERE held.account_id IN (
          SELECT account.id FROM unnest($1::text[], $2::uuid[]) AS asked (code, subject)
            JOIN ledger_account AS account
              ON account.code = asked.code AND account.subject_id = asked.subject)
        ORDER BY held.account_id FOR UPDATE`,
      [accounts.map(({ code }) => code), accounts.map(({ subjectId }) => subjectId ?? OPERATOR)],
    );
  }

  /** On the account's normal side: what is held is positive, what is owned is positive. */
  async balances(tx: Tx, accounts: readonly AccountRef[]): Promise<number[]> {
    const rows = await sql<{ balance: string }>(
      tx,
      `SELECT coalesce(account.normal_side * ledger_balance_of(account.id), 0) AS balance
         FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS asked (code, subject, n)
         LEFT JOIN ledger_account AS account
           ON account.code = asked.code AND account.subject_id = asked.subject
        ORDER BY asked.n`,
      [accounts.map(({ code }) => code), accounts.map(({ subjectId }) => subjectId ?? OPERATOR)],
    );
    return rows.map(({ balance }) => minorFromSql(balance));
  }

  /** What entries of the kinds put on the account with a value date of the day or later. */
  async creditedSince(
    tx: Tx,
    account: AccountRef,
    since: { day: string; kinds: readonly string[] },
  ): Promise<number> {
    const [row] = await sql<{ credited: string }>(
      tx,
      `SELECT coalesce(sum(account.normal_side * line.amount_minor), 0)::bigint AS credited
         FROM ledger_account AS account
         JOIN ledger_line AS line ON line.account_id = account.id
         JOIN ledger_entry AS entry ON entry.id = line.entry_id
        WHERE account.code = $1 AND account.subject_id = $2
          AND entry.value_date >= $3::date AND entry.kind = ANY ($4::text[])
          AND account.normal_side * line.amount_minor > 0`,
      [account.code, account.subjectId ?? OPERATOR, since.day, since.kinds],
    );
    return minorFromSql(row?.credited ?? '0');
  }

  /** What entries of the kinds took off the account, less what they brought back. */
  async paidOutBy(tx: Tx, account: AccountRef, kinds: readonly string[]): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(-sum(account.normal_side * line.amount_minor), 0)::bigint AS minor
         FROM ledger_account AS account
         JOIN ledger_line AS line ON line.account_id = account.id
         JOIN ledger_entry AS entry ON entry.id = line.entry_id
        WHERE account.code = $1 AND account.subject_id = $2 AND entry.kind = ANY ($3::text[])`,
      [account.code, account.subjectId ?? OPERATOR, kinds],
    );
    return minorFromSql(row?.minor ?? '0');
  }

  /** As `paidOutBy`, for each subject of the entries. */
  async paidOutBySubject(tx: Tx, account: AccountRef, kind: string): Promise<Map<string, number>> {
    const rows = await sql<{ id: string; minor: string }>(
      tx,
      `SELECT entry.subject_id AS id, -sum(account.normal_side * line.amount_minor)::bigint AS minor
         FROM ledger_account AS account
         JOIN ledger_line AS line ON line.account_id = account.id
         JOIN ledger_entry AS entry ON entry.id = line.entry_id
        WHERE account.code = $1 AND account.subject_id = $2 AND entry.kind = $3
        GROUP BY entry.subject_id`,
      [account.code, account.subjectId ?? OPERATOR, kind],
    );
    return new Map(rows.map(({ id, minor }) => [id, minorFromSql(minor)]));
  }

  /** The last sealed totals of a project plus what is not sealed yet. */
  async summary(tx: Tx, projectId: string): Promise<SummaryRow> {
    const [row] = await sql<Record<keyof SummaryRow, string>>(
      tx,
      `${effectsOf(UNSEALED)},
       tail AS (
         SELECT coalesce(sum(received), 0) AS received, coalesce(sum(fees), 0) AS fees,
                coalesce(sum(refunded), 0) AS refunded, coalesce(sum(disbursed), 0) AS disbursed,
                coalesce(sum(in_transit), 0) AS in_transit, coalesce(sum(held), 0) AS held
           FROM effect WHERE project_id = $1)
       SELECT coalesce(last.received_after, 0) + tail.received AS "receivedMinor",
              coalesce(last.fees_after, 0) + tail.fees AS "feesMinor",
              coalesce(last.refunded_after, 0) + tail.refunded AS "refundedMinor",
              coalesce(last.disbursed_after, 0) + tail.disbursed AS "disbursedMinor",
              coalesce(last.in_transit_after, 0) + tail.in_transit AS "inTransitMinor",
              coalesce(last.held_after, 0) + tail.held AS "heldMinor"
         FROM tail LEFT JOIN LATERAL (
           SELECT * FROM ledger_project_effect WHERE project_id = $1
            ORDER BY position DESC LIMIT 1) AS last ON true`,
      [projectId],
    );
    if (row === undefined) throw new Error('The summary has no row');
    return {
      receivedMinor: minorFromSql(row.receivedMinor),
      feesMinor: minorFromSql(row.feesMinor),
      refundedMinor: minorFromSql(row.refundedMinor),
      disbursedMinor: minorFromSql(row.disbursedMinor),
      inTransitMinor: minorFromSql(row.inTransitMinor),
      heldMinor: minorFromSql(row.heldMinor),
    };
  }

  /**
   * The sum of all 2xxx accounts less what 1050 to 1100 and 1300 hold already, and less what matching
   * funders have only promised (1320): nobody can fetch that from the provider.
   */
  async clientMoneyNotAtBank(tx: Tx): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(-sum(ledger_balance_of(id)), 0)::bigint AS minor FROM ledger_account
        WHERE code LIKE '2%' OR code IN ('1050', '1060', '1070', '1100', '1300', '1310', '1320')`,
    );
    return minorFromSql(row?.minor ?? '0');
  }

  /** Every code of the chart that is in use, on its normal side, all accounts of it together. */
  async balancesByCode(tx: Tx): Promise<Map<string, number>> {
    const rows = await sql<{ code: string; minor: string }>(
      tx,
      `SELECT code, sum(normal_side * ledger_balance_of(id))::bigint AS minor
         FROM ledger_account WHERE code < '9' GROUP BY code`,
    );
    return new Map(rows.map(({ code, minor }) => [code, minorFromSql(minor)]));
  }

  /** Accounts of the code with money on them, the fullest first. */
  async filled(
    tx: Tx,
    code: string,
    limit: number,
  ): Promise<{ subjectId: string; minor: number }[]> {
    const rows = await sql<{ subjectId: string; minor: string }>(
      tx,
      `SELECT subject_id AS "subjectId", minor FROM (
         SELECT subject_id, normal_side * ledger_balance_of(id) AS minor
           FROM ledger_account WHERE code = $1) AS account
        WHERE minor > 0 ORDER BY minor DESC, subject_id LIMIT $2`,
      [code, limit],
    );
    return rows.map(({ subjectId, minor }) => ({ subjectId, minor: minorFromSql(minor) }));
  }

  async postedId(tx: Tx, purposeKey: string): Promise<string | null> {
    const [row] = await sql<{ id: string }>(
      tx,
      'SELECT id FROM ledger_entry WHERE purpose_key = $1',
      [purposeKey],
    );
    return row?.id ?? null;
  }

  async wall(tx: Tx): Promise<WallRow> {
    const [row] = await sql<WallRow>(
      tx,
      `SELECT current_user::text AS role,
              (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "isSuperuser",
              bool_or(has_table_privilege(current_user, name, privilege)) AS "mayChange"
         FROM unnest(ARRAY['ledger_entry', 'ledger_line', 'ledger_seal', 'ledger_balance',
                           'ledger_account', 'state_change']) AS name,
              unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege`,
    );
    if (row === undefined) throw new Error('The role cannot be read');
    return row;
  }
}
