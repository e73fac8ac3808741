import { Injectable } from '@nestjs/common';
import type { Localized } from '@vatra/shared/localized.dto';
import { minorFromSql } from '@vatra/shared/money';
import type { ReportState } from '@vatra/shared/results/report.states';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

export type ReportKind = 'completion' | 'follow_up_6' | 'follow_up_12';

export interface ReportRow {
  readonly id: string;
  readonly projectId: string;
  readonly kind: ReportKind;
  readonly state: ReportState;
  readonly dueAt: Date;
  readonly narrative: string | null;
  readonly working: 'yes' | 'partly' | 'no' | null;
  readonly maintenancePaidMinor: number | null;
  readonly acceptanceProtocolFileId: string | null;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly reviewReason: string | null;
}

export interface PhotoRow {
  readonly reportId: string;
  readonly position: number;
  readonly fileId: string;
  readonly alt: Localized;
}

export interface ValueRow {
  readonly reportId: string;
  readonly indicatorId: string;
  readonly projectId: string;
  readonly value: number;
  readonly measuredOn: string;
  readonly method: string;
}

type SqlRow = Omit<ReportRow, 'maintenancePaidMinor'> & {
  readonly maintenancePaidMinor: string | null;
};

const COLUMNS = `id, project_id AS "projectId", kind, state, due_at AS "dueAt", narrative, working,
  maintenance_paid_minor AS "maintenancePaidMinor",
  acceptance_protocol_file_id AS "acceptanceProtocolFileId", submitted_at AS "submittedAt",
  decided_at AS "decidedAt", review_reason AS "reviewReason"`;
const LIST_MAX = 100;

@Injectable()
export class ReportsRepository {
  /** Answers false when the project has a report of the kind already. */
  async insertDue(
    tx: Tx,
    row: { id: string; projectId: string; kind: ReportKind; dueAt: Date },
  ): Promise<boolean> {
    const rows = await sql<{ id: string }>(
      tx,
      `INSERT INTO reports (id, project_id, kind, state, due_at) VALUES ($1, $2, $3, 'due', $4)
       ON CONFLICT (project_id, kind) DO NOTHING RETURNING id`,
      [row.id, row.projectId, row.kind, row.dueAt],
    );
    return rows.length === 1;
  }

  async findForUpdate(tx: Tx, id: string): Promise<ReportRow | null> {
    return this.first(tx, 'id = $1', [id]);
  }

  async findKindForUpdate(tx: Tx, projectId: string, kind: ReportKind): Promise<ReportRow | null> {
    return this.first(tx, 'project_id = $1 AND kind = $2', [projectId, kind]);
  }

  async listOf(tx: Tx, projectIds: readonly string[]): Promise<ReportRow[]> {
    return this.list(tx, 'project_id = ANY ($1::uuid[])', [projectIds]);
  }

  async listSubmitted(tx: Tx): Promise<ReportRow[]> {
    return this.list(tx, `state = 'submitted'`, []);
  }

  async setContent(
    tx: Tx,
    id: string,
    content: {
      narrative: string;
      working: string | null;
      maintenancePaidMinor: number | null;
      acceptanceProtocolFileId: string | null;
      by: string | null;
      at: Date;
    },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE reports SET narrative = $2, working = $3, maintenance_paid_minor = $4,
              acceptance_protocol_file_id = $5, submitted_by = $6, submitted_at = $7,
              decided_by = NULL, decided_at = NULL
        WHERE id = $1`,
      [
        id,
        content.narrative,
        content.working,
        content.maintenancePaidMinor,
        content.acceptanceProtocolFileId,
        content.by,
        content.at,
      ],
    );
  }

  async setDecision(
    tx: Tx,
    id: string,
    decision: { by: string | null; at: Date; reason: string },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE reports SET decided_by = $2, decided_at = $3, review_reason = $4 WHERE id = $1`,
      [id, decision.by, decision.at, decision.reason],
    );
  }

  /** Pictures and values of an earlier hand-in give way. */
  async replaceParts(
    tx: Tx,
    reportId: string,
    parts: { photos: readonly PhotoRow[]; values: readonly ValueRow[] },
  ): Promise<void> {
    await sql(tx, 'DELETE FROM report_photos WHERE report_id = $1', [reportId]);
    await sql(tx, 'DELETE FROM indicator_values WHERE report_id = $1', [reportId]);
    for (const photo of parts.photos) {
      await sql(
        tx,
        'INSERT INTO report_photos (report_id, position, file_id, alt) VALUES ($1, $2, $3, $4::jsonb)',
        [reportId, photo.position, photo.fileId, JSON.stringify(photo.alt)],
      );
    }
    for (const value of parts.values) {
      await sql(
        tx,
        `INSERT INTO indicator_values (report_id, indicator_id, project_id, value, measured_on, method)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [reportId, value.indicatorId, value.projectId, value.value, value.measuredOn, value.method],
      );
    }
  }

  async photosOf(tx: Tx, reportIds: readonly string[]): Promise<PhotoRow[]> {
    return sql<PhotoRow>(
      tx,
      `SELECT report_id AS "reportId", position, file_id AS "fileId", alt FROM report_photos
        WHERE report_id = ANY ($1::uuid[]) ORDER BY report_id, position`,
      [reportIds],
    );
  }

  async valuesOf(tx: Tx, projectId: string): Promise<ValueRow[]> {
    const rows = await sql<Omit<ValueRow, 'value'> & { value: string }>(
      tx,
      `SELECT report_id AS "reportId", indicator_id AS "indicatorId", project_id AS "projectId",
              value, measured_on::text AS "measuredOn", method
         FROM indicator_values WHERE project_id = $1 ORDER BY measured_on, report_id`,
      [projectId],
    );
    return rows.map((row) => ({ ...row, value: minorFromSql(row.value) }));
  }

  private async first(
    tx: Tx,
    condition: string,
    parameters: readonly string[],
  ): Promise<ReportRow | null> {
    const [row] = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM reports WHERE ${condition} FOR UPDATE`,
      parameters,
    );
    return row === undefined ? null : read(row);
  }

  private async list(
    tx: Tx,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<ReportRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM reports WHERE ${condition} ORDER BY due_at, id LIMIT ${String(LIST_MAX)}`,
      parameters,
    );
    return rows.map(read);
  }
}

function read(row: SqlRow): ReportRow {
  const { maintenancePaidMinor: paid } = row;
  return { ...row, maintenancePaidMinor: paid === null ? null : minorFromSql(paid) };
}
