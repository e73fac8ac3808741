import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import { minorFromSql } from '@vatra/shared/money';
import { codeOf } from '../../../platform/database/database.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import type { SheetLineRecord } from './offline-sheet.record.js';

const COLUMNS = `l.id, l.sheet_id AS "sheetId", l.organisation_id AS "organisationId", l.number, l.kind,
  l.counters_line_id AS "countersLineId", l.receipt_number AS "receiptNumber",
  l.donor_name AS "donorName", l.name_hash AS "nameHash", l.email, l.email_hash AS "emailHash",
  l.locale, l.amount_minor AS "amountMinor", l.reason, l.written_by AS "writtenBy",
  l.confirmed_at AS "confirmedAt", l.countered_at AS "counteredAt"`;

const UNIQUE_VIOLATION = '23505';

export interface NewLine {
  readonly receiptNumber: string;
  readonly donorName: string | null;
  readonly nameHash: string | null;
  readonly email: string | null;
  readonly emailHash: string | null;
  readonly locale: Locale;
  readonly amountMinor: number;
}

interface Origin {
  readonly sheetId: string;
  readonly organisationId: string;
  readonly writtenBy: string | null;
}

@Injectable()
export class OfflineLinesRepository {
  /** Numbered after the last one; false when a receipt number is used already. */
  async insert(tx: Tx, lines: readonly NewLine[], origin: Origin): Promise<boolean> {
    const rows = lines.map((line, index) => ({ ...line, id: newId(), n: index + 1 }));
    try {
      await sql(
        tx,
        `INSERT INTO offline_lines (id, sheet_id, organisation_id, number, kind, receipt_number,
                donor_name, name_hash, email, email_hash, locale, amount_minor, written_by, written_at)
         SELECT line.id, $2, $3, last.number + line.n, 'gift', line."receiptNumber",
                line."donorName", line."nameHash", line.email, line."emailHash", line.locale,
                line."amountMinor", $4, vatra_now()
           FROM jsonb_to_recordset($1::jsonb) AS line (id uuid, n integer, "receiptNumber" text,
                "donorName" text, "nameHash" text, email text, "emailHash" text, locale text,
                "amountMinor" bigint)
          CROSS JOIN (SELECT coalesce(max(number), 0) AS number FROM offline_lines
                       WHERE sheet_id = $2) AS last`,
        [JSON.stringify(rows), origin.sheetId, origin.organisationId, origin.writtenBy],
      );
      return true;
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) return false;
      throw error;
    }
  }

  async insertCounter(
    tx: Tx,
    line: SheetLineRecord,
    counter: { reason: string; writtenBy: string | null },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO offline_lines (id, sheet_id, organisation_id, number, kind, counters_line_id,
              receipt_number, locale, amount_minor, reason, written_by, written_at)
       SELECT $1, $2, $3, max(number) + 1, 'counter', $4, $5, $6, $7, $8, $9, vatra_now()
         FROM offline_lines WHERE sheet_id = $2`,
      [
        newId(),
        line.sheetId,
        line.organisationId,
        line.id,
        line.receiptNumber,
        line.locale,
        line.amountMinor,
        counter.reason,
        counter.writtenBy,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<SheetLineRecord | null> {
    return (await this.select(tx, 'l.id = $1', [id]))[0] ?? null;
  }

  listOf(tx: Tx, sheetId: string): Promise<SheetLineRecord[]> {
    return this.select(tx, 'l.sheet_id = $1 ORDER BY l.number', [sheetId]);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, 'DELETE FROM offline_lines WHERE id = $1', [id]);
  }

  /** Those of the receipt numbers that stand on a sheet of the association already. */
  async knownReceipts(
    tx: Tx,
    organisationId: string,
    receiptNumbers: readonly string[],
  ): Promise<Set<string>> {
    const rows = await sql<{ receiptNumber: string }>(
      tx,
      `SELECT receipt_number AS "receiptNumber" FROM offline_lines
        WHERE organisation_id = $1 AND receipt_number = ANY ($2::text[])
          AND kind = 'gift' AND countered_at IS NULL`,
      [organisationId, receiptNumbers],
    );
    return new Set(rows.map(({ receiptNumber }) => receiptNumber));
  }

  /** R43: what stands under these names on all sheets of the campaign, by name. */
  async sumsOfNames(
    tx: Tx,
    campaignId: string,
    nameHashes: readonly string[],
  ): Promise<Map<string, number>> {
    const rows = await sql<{ nameHash: string; minor: string }>(
      tx,
      `SELECT l.name_hash AS "nameHash", sum(l.amount_minor)::bigint AS minor
         FROM offline_lines AS l JOIN offline_sheets AS s ON s.id = l.sheet_id
        WHERE s.campaign_id = $1 AND l.name_hash = ANY ($2::text[])
          AND l.kind = 'gift' AND l.countered_at IS NULL
        GROUP BY l.name_hash`,
      [campaignId, nameHashes],
    );
    return new Map(rows.map(({ nameHash, minor }) => [nameHash, minorFromSql(minor)]));
  }

  async countsOf(tx: Tx, sheetIds: readonly string[]): Promise<Map<string, Counts>> {
    const rows = await sql<{ id: string; lines: number; minor: string }>(
      tx,
      `SELECT sheet_id AS id, count(*)::integer AS lines, sum(amount_minor)::bigint AS minor
         FROM offline_lines
        WHERE sheet_id = ANY ($1::uuid[]) AND kind = 'gift' AND countered_at IS NULL
        GROUP BY sheet_id`,
      [sheetIds],
    );
    return new Map(
      rows.map(({ id, lines, minor }) => [id, { lines, totalMinor: minorFromSql(minor) }]),
    );
  }

  async confirm(
    tx: Tx,
    ids: readonly string[],
    confirmation: { personId: string | null; entryId: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE offline_lines SET confirmed_at = vatra_now(), confirmed_by = $2, entry_id = $3
        WHERE id = ANY ($1::uuid[]) AND confirmed_at IS NULL`,
      [ids, confirmation.personId, confirmation.entryId],
    );
  }

  async setCountered(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, `UPDATE offline_lines SET countered_at = vatra_now() WHERE id = $1`, [id]);
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<SheetLineRecord[]> {
    const rows = await sql<Omit<SheetLineRecord, 'amountMinor'> & { amountMinor: string }>(
      tx,
      `SELECT ${COLUMNS} FROM offline_lines AS l WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}

export interface Counts {
  readonly lines: number;
  readonly totalMinor: number;
}
