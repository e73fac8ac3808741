import { Injectable } from '@nestjs/common';
import type { Localized } from '@vatra/shared/localized.dto';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

export interface EvidenceRow {
  readonly milestoneId: string;
  readonly attempt: number;
  readonly fileId: string;
  readonly kind: 'photo' | 'minutes' | 'acceptance_protocol';
  readonly position: number;
  readonly alt: Localized | null;
  readonly sha256: string;
  /** R68: an earlier file with the same bytes or picture, in whichever report it was shown. */
  readonly repeatsFileId: string | null;
}

export interface InvoiceRow {
  readonly id: string;
  readonly projectId: string;
  readonly milestoneId: string | null;
  readonly attempt: number | null;
  readonly fileId: string;
  readonly supplier: string;
  readonly number: string;
  /** Calendar day. */
  readonly date: string;
  readonly amountMinor: number;
}

export interface NewInvoice extends InvoiceRow {
  readonly supplierKey: string;
  readonly numberKey: string;
  readonly reportedBy: string | null;
  readonly at: Date;
}

const INVOICES_MAX = 500;
const INVOICE = `id, project_id AS "projectId", milestone_id AS "milestoneId", attempt,
  file_id AS "fileId", supplier, number, invoice_date::text AS date, amount_minor AS "amountMinor"`;

type InvoiceSqlRow = Omit<InvoiceRow, 'amountMinor'> & { readonly amountMinor: string };

@Injectable()
export class EvidenceRepository {
  async add(tx: Tx, rows: readonly EvidenceRow[]): Promise<void> {
    if (rows.length === 0) return;
    await sql(
      tx,
      `INSERT INTO milestone_evidence (milestone_id, attempt, file_id, kind, position, alt, sha256, repeats_file_id)
       SELECT milestone_id, attempt, file_id, kind, position, alt, sha256, repeats_file_id
         FROM jsonb_to_recordset($1::jsonb) AS new_rows (milestone_id uuid, attempt smallint, file_id uuid,
           kind text, position smallint, alt jsonb, sha256 text, repeats_file_id uuid)`,
      [
        JSON.stringify(
          rows.map((row) => ({
            milestone_id: row.milestoneId,
            attempt: row.attempt,
            file_id: row.fileId,
            kind: row.kind,
            position: row.position,
            alt: row.alt,
            sha256: row.sha256,
            repeats_file_id: row.repeatsFileId,
          })),
        ),
      ],
    );
  }

  /** Whether bytes with one of these hashes were shown in some report or by some verifier. */
  async wasShown(tx: Tx, hashes: readonly string[]): Promise<boolean> {
    const [row] = await sql<{ shown: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM milestone_evidence WHERE sha256 = ANY ($1::text[]))
           OR EXISTS (SELECT 1 FROM verification_photos WHERE sha256 = ANY ($1::text[])) AS shown`,
      [hashes],
    );
    return row?.shown ?? false;
  }

  /** Which of the files were shown in some report or by some verifier. */
  async shownBefore(tx: Tx, fileIds: readonly string[]): Promise<Set<string>> {
    const rows = await sql<{ fileId: string }>(
      tx,
      `SELECT file_id AS "fileId" FROM milestone_evidence WHERE file_id = ANY ($1::uuid[])
       UNION SELECT file_id FROM verification_photos WHERE file_id = ANY ($1::uuid[])`,
      [fileIds],
    );
    return new Set(rows.map(({ fileId }) => fileId));
  }

  /** Evidence of the newest report of each milestone. */
  async listOf(tx: Tx, milestoneIds: readonly string[]): Promise<EvidenceRow[]> {
    return sql<EvidenceRow>(
      tx,
      `SELECT evidence.milestone_id AS "milestoneId", evidence.attempt, evidence.file_id AS "fileId",
              evidence.kind, evidence.position, evidence.alt, evidence.sha256,
              evidence.repeats_file_id AS "repeatsFileId"
         FROM milestone_evidence AS evidence
         JOIN milestones AS milestone
           ON milestone.id = evidence.milestone_id AND milestone.attempt = evidence.attempt
        WHERE evidence.milestone_id = ANY ($1::uuid[])
        ORDER BY evidence.milestone_id, evidence.position`,
      [milestoneIds],
    );
  }

  /** Papers of the project with one of these keys (supplier and number). */
  async invoicesByKey(
    tx: Tx,
    projectId: string,
    keys: readonly { supplierKey: string; numberKey: string }[],
  ): Promise<InvoiceRow[]> {
    const rows = await sql<InvoiceSqlRow>(
      tx,
      `SELECT ${INVOICE} FROM invoices
        WHERE project_id = $1 AND (supplier_key, number_key) IN
              (SELECT * FROM unnest($2::text[], $3::text[]))`,
      [projectId, keys.map((key) => key.supplierKey), keys.map((key) => key.numberKey)],
    );
    return rows.map(readInvoice);
  }

  async addInvoice(tx: Tx, row: NewInvoice): Promise<void> {
    await sql(
      tx,
      `INSERT INTO invoices (id, project_id, milestone_id, attempt, file_id, supplier, supplier_key,
                             number, number_key, invoice_date, amount_minor, reported_by, reported_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        row.id,
        row.projectId,
        row.milestoneId,
        row.attempt,
        row.fileId,
        row.supplier,
        row.supplierKey,
        row.number,
        row.numberKey,
        row.date,
        row.amountMinor,
        row.reportedBy,
        row.at,
      ],
    );
  }

  async invoicesOf(tx: Tx, projectId: string): Promise<InvoiceRow[]> {
    const rows = await sql<InvoiceSqlRow>(
      tx,
      `SELECT ${INVOICE} FROM invoices WHERE project_id = $1 ORDER BY id LIMIT ${String(INVOICES_MAX)}`,
      [projectId],
    );
    return rows.map(readInvoice);
  }

  /** Whoever sent an invoice, by the name on the first one. */
  async suppliersOf(tx: Tx, projectId: string): Promise<{ key: string; name: string }[]> {
    return sql(
      tx,
      `SELECT DISTINCT ON (supplier_key) supplier_key AS key, supplier AS name FROM invoices
        WHERE project_id = $1 ORDER BY supplier_key, id LIMIT ${String(INVOICES_MAX)}`,
      [projectId],
    );
  }

  async spentTotal(tx: Tx): Promise<number> {
    const [row] = await sql<{ spent: string }>(
      tx,
      'SELECT coalesce(sum(amount_minor), 0)::bigint AS spent FROM invoices',
    );
    return minorFromSql(row?.spent ?? '0');
  }

  async spentMinor(tx: Tx, projectId: string): Promise<number> {
    const [row] = await sql<{ spent: string }>(
      tx,
      'SELECT coalesce(sum(amount_minor), 0)::bigint AS spent FROM invoices WHERE project_id = $1',
      [projectId],
    );
    return minorFromSql(row?.spent ?? '0');
  }
}

function readInvoice(row: InvoiceSqlRow): InvoiceRow {
  return { ...row, amountMinor: minorFromSql(row.amountMinor) };
}
