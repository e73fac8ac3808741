import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { IbanSeal } from '../../../platform/bank/iban-seal.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import type { Counterparty, FreshLine, KnownLine, LineMatch } from './bank-lines.js';

const OPEN_MAX = 2_000;

/** Stands as kind of match for money nobody has explained: it is in the books, and still open. */
const PARKED = 'unknown';

const COLUMNS = `id, line_hash AS "lineHash", reference, direction, amount_minor AS "amountMinor",
  booked_on::text AS "bookedOn", value_on::text AS "valueOn", end_to_end_id AS "endToEndId",
  counterparty_name AS "counterpartyName", counterparty_mark AS "counterpartyMark", remittance,
  return_reason AS "returnReason", is_charge AS "isCharge",
  coalesce(matched_kind, '${PARKED}') <> '${PARKED}' AS "isMatched",
  coalesce(matched_kind = '${PARKED}', false) AS "isParked"`;

const OPEN = `(matched_kind IS NULL OR matched_kind = '${PARKED}')`;

type LineRow = Omit<KnownLine, 'amountMinor'> & { readonly amountMinor: string };

@Injectable()
export class BankLinesRepository {
  constructor(private readonly seal: IbanSeal) {}

  /** Answers how many lines no earlier file had brought. */
  async keep(
    tx: Tx,
    lines: readonly FreshLine[],
    origin: { statementId: string; importedBy: string | null },
  ): Promise<number> {
    const rows = lines.map((line) => this.row(line, origin));
    return sqlCount(
      tx,
      `INSERT INTO bank_lines (id, line_hash, statement_id, reference, direction, amount_minor, booked_on,
              value_on, end_to_end_id, counterparty_name, counterparty_sealed, counterparty_mark,
              remittance, return_reason, is_charge, imported_by)
       SELECT id, line_hash, statement_id, reference, direction, amount_minor, booked_on,
              value_on, end_to_end_id, counterparty_name, counterparty_sealed, counterparty_mark,
              remittance, return_reason, is_charge, imported_by
         FROM jsonb_populate_recordset(NULL::bank_lines, $1::jsonb)
       ON CONFLICT (line_hash) DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  /** Lines nobody has explained yet, oldest first, locked for the matchers. */
  async openForUpdate(tx: Tx): Promise<KnownLine[]> {
    return this.select(
      tx,
      `${OPEN} ORDER BY booked_on, id LIMIT ${String(OPEN_MAX)} FOR UPDATE`,
      [],
    );
  }

  /** Lines nobody has explained yet, newest first, for somebody who knows better than the matchers. */
  listOpen(tx: Tx, limit: number): Promise<KnownLine[]> {
    return this.select(tx, `${OPEN} ORDER BY booked_on DESC, id DESC LIMIT $1`, [limit]);
  }

  listByIds(tx: Tx, ids: readonly string[]): Promise<KnownLine[]> {
    return this.select(tx, 'id = ANY ($1::uuid[])', [ids]);
  }

  lockByIds(tx: Tx, ids: readonly string[]): Promise<KnownLine[]> {
    return this.select(tx, 'id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
  }

  /** The lines that came with one statement and with no earlier one. */
  listOfStatement(tx: Tx, statementId: string): Promise<KnownLine[]> {
    return this.select(tx, 'statement_id = $1 ORDER BY booked_on, id', [statementId]);
  }

  /** The other side of a line in the clear, to pay it back. */
  async counterpartyOf(tx: Tx, id: string): Promise<Counterparty | null> {
    const [row] = await sql<{ name: string | null; sealed: string | null }>(
      tx,
      `SELECT counterparty_name AS name, counterparty_sealed AS sealed FROM bank_lines WHERE id = $1`,
      [id],
    );
    const sealed = row?.sealed ?? null;
    return sealed === null ? null : { name: row?.name ?? null, iban: this.seal.open(sealed) };
  }

  /** Answers how many of the lines nobody had explained before. */
  match(tx: Tx, matches: readonly LineMatch[]): Promise<number> {
    return this.explain(
      tx,
      matches,
      `line.matched_kind IS NULL OR line.matched_kind = '${PARKED}'`,
    );
  }

  async park(tx: Tx, ids: readonly string[]): Promise<void> {
    const parked = ids.map((id) => ({ lineId: id, kind: PARKED, subjectId: id }));
    await this.explain(tx, parked, 'line.matched_kind IS NULL');
  }

  private async explain(tx: Tx, matches: readonly LineMatch[], open: string): Promise<number> {
    if (matches.length === 0) return 0;
    return sqlCount(
      tx,
      `UPDATE bank_lines AS line
          SET matched_kind = found.kind, matched_id = found.subject, matched_at = clock_timestamp()
         FROM unnest($1::uuid[], $2::text[], $3::text[]) AS found (id, kind, subject)
        WHERE line.id = found.id AND (${open})`,
      [
        matches.map(({ lineId }) => lineId),
        matches.map(({ kind }) => kind),
        matches.map(({ subjectId }) => subjectId),
      ],
    );
  }

  private row(line: FreshLine, origin: { statementId: string; importedBy: string | null }) {
    const { counterpartyIban: iban } = line;
    return {
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
      counterparty_sealed: iban === null ? null : this.seal.seal(iban),
      counterparty_mark: iban === null ? null : this.seal.fingerprint(iban),
      remittance: line.remittance,
      return_reason: line.returnReason,
      is_charge: line.isCharge,
      imported_by: origin.importedBy,
    };
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<KnownLine[]> {
    const rows = await sql<LineRow>(
      tx,
      `SELECT ${COLUMNS} FROM bank_lines WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
