import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import type { BankLine, KeptLine, LineMatch, StatementLineNote } from './bank-lines.js';

const OPEN_MAX = 2_000;

const COLUMNS = `id, line_hash AS "lineHash", reference, direction, amount_minor AS "amountMinor",
  booked_on::text AS "bookedOn", value_on::text AS "valueOn", end_to_end_id AS "endToEndId",
  counterparty_name AS "counterpartyName", remittance, return_reason AS "returnReason",
  matched_kind IS NOT NULL AS "isMatched"`;

type LineRow = Omit<KeptLine & StatementLineNote, 'amountMinor'> & { readonly amountMinor: string };

@Injectable()
export class BankLinesRepository {
  /** Answers how many lines no earlier file had brought. */
  async keep(
    tx: Tx,
    lines: readonly BankLine[],
    origin: { statementId: string; importedBy: string | null },
  ): Promise<number> {
    const rows = lines.map((line) => ({
      id: newId(),
      line_hash: line.lineHash,
      statement_id: origin.statementId,
      reference: line.reference,
      direction: line.direction,
      amount_minor: line.amountMinor,
      booked_on: line.bookedOn,
      value_on: line.valueOn,
      end_to_end_id: line.endToEndId,
      counterparty_name: line.counterpartyName,
      remittance: line.remittance,
      return_reason: line.returnReason,
      imported_by: origin.importedBy,
    }));
    return sqlCount(
      tx,
      `INSERT INTO bank_lines (id, line_hash, statement_id, reference, direction, amount_minor, booked_on,
              value_on, end_to_end_id, counterparty_name, remittance, return_reason, imported_by)
       SELECT id, line_hash, statement_id, reference, direction, amount_minor, booked_on,
              value_on, end_to_end_id, counterparty_name, remittance, return_reason, imported_by
         FROM jsonb_populate_recordset(NULL::bank_lines, $1::jsonb)
       ON CONFLICT (line_hash) DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  /** Lines nobody has explained yet, oldest first, locked for the matchers. */
  async openForUpdate(tx: Tx): Promise<KeptLine[]> {
    return this.select(
      tx,
      `matched_kind IS NULL ORDER BY booked_on, id LIMIT ${String(OPEN_MAX)} FOR UPDATE`,
      [],
    );
  }

  /** Lines nobody has explained yet, newest first, for somebody who knows better than the matchers. */
  listOpen(tx: Tx, limit: number): Promise<KeptLine[]> {
    return this.select(tx, 'matched_kind IS NULL ORDER BY booked_on DESC, id DESC LIMIT $1', [
      limit,
    ]);
  }

  listByIds(tx: Tx, ids: readonly string[]): Promise<(KeptLine & StatementLineNote)[]> {
    return this.select(tx, 'id = ANY ($1::uuid[])', [ids]);
  }

  /** The lines that came with one statement and with no earlier one. */
  listOfStatement(tx: Tx, statementId: string): Promise<StatementLineNote[]> {
    return this.select(tx, 'statement_id = $1 ORDER BY booked_on, id', [statementId]);
  }

  /** Answers how many of the lines nobody had explained before. */
  async match(tx: Tx, matches: readonly LineMatch[]): Promise<number> {
    if (matches.length === 0) return 0;
    return sqlCount(
      tx,
      `UPDATE bank_lines AS line
          SET matched_kind = found.kind, matched_id = found.subject, matched_at = clock_timestamp()
         FROM unnest($1::uuid[], $2::text[], $3::text[]) AS found (id, kind, subject)
        WHERE line.id = found.id AND line.matched_kind IS NULL`,
      [
        matches.map(({ lineId }) => lineId),
        matches.map(({ kind }) => kind),
        matches.map(({ subjectId }) => subjectId),
      ],
    );
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<(KeptLine & StatementLineNote)[]> {
    const rows = await sql<LineRow>(
      tx,
      `SELECT ${COLUMNS} FROM bank_lines WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
