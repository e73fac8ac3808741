import { Injectable } from '@nestjs/common';
import type { Localized } from '@vatra/shared/localized.dto';
import type { MilestoneState } from '@vatra/shared/milestones/milestone.states';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

export interface MilestoneRow {
  readonly id: string;
  readonly projectId: string;
  readonly kind: 'work' | 'completion';
  readonly number: number;
  readonly title: Localized;
  readonly criteria: readonly Localized[];
  readonly evidenceRequired: readonly string[];
  readonly verifiersNeeded: number;
  readonly state: MilestoneState;
  readonly dueAt: Date;
  /** How often it was reported; evidence and verifications belong to one report. */
  readonly attempt: number;
  readonly reportedAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly reworkDueAt: Date | null;
}

const COLUMNS = `id, project_id AS "projectId", kind, number, title, criteria,
  evidence_required AS "evidenceRequired", verifiers_needed AS "verifiersNeeded", state,
  due_at AS "dueAt", attempt, reported_at AS "reportedAt", verified_at AS "verifiedAt",
  rework_due_at AS "reworkDueAt"`;
const LIST_MAX = 200;

@Injectable()
export class MilestonesRepository {
  async insert(
    tx: Tx,
    row: Omit<MilestoneRow, 'attempt' | 'reportedAt' | 'verifiedAt' | 'reworkDueAt'>,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO milestones (id, project_id, kind, number, title, criteria, evidence_required,
                               verifiers_needed, state, due_at)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::text[], $8, $9, $10)`,
      [
        row.id,
        row.projectId,
        row.kind,
        row.number,
        JSON.stringify(row.title),
        JSON.stringify(row.criteria),
        row.evidenceRequired,
        row.verifiersNeeded,
        row.state,
        row.dueAt,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<MilestoneRow | null> {
    const [row] = await sql<MilestoneRow>(tx, `SELECT ${COLUMNS} FROM milestones WHERE id = $1`, [
      id,
    ]);
    return row ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<MilestoneRow | null> {
    const [row] = await sql<MilestoneRow>(
      tx,
      `SELECT ${COLUMNS} FROM milestones WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  async findCompletionForUpdate(tx: Tx, projectId: string): Promise<MilestoneRow | null> {
    const [row] = await sql<MilestoneRow>(
      tx,
      `SELECT ${COLUMNS} FROM milestones WHERE project_id = $1 AND kind = 'completion' FOR UPDATE`,
      [projectId],
    );
    return row ?? null;
  }

  async listOf(tx: Tx, projectId: string): Promise<MilestoneRow[]> {
    return sql<MilestoneRow>(
      tx,
      `SELECT ${COLUMNS} FROM milestones WHERE project_id = $1 ORDER BY number LIMIT ${String(LIST_MAX)}`,
      [projectId],
    );
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<MilestoneRow[]> {
    return sql<MilestoneRow>(
      tx,
      `SELECT ${COLUMNS} FROM milestones WHERE id = ANY ($1::uuid[]) ORDER BY id`,
      [ids],
    );
  }

  /** Milestones the authority of these projects has to report or put right. */
  async listToReport(tx: Tx, projectIds: readonly string[]): Promise<MilestoneRow[]> {
    return sql<MilestoneRow>(
      tx,
      `SELECT ${COLUMNS} FROM milestones
        WHERE project_id = ANY ($1::uuid[]) AND state IN ('planned', 'overdue', 'rework')
        ORDER BY due_at LIMIT ${String(LIST_MAX)}`,
      [projectIds],
    );
  }

  async addReport(
    tx: Tx,
    report: {
      milestoneId: string;
      attempt: number;
      narrative: string;
      reportedBy: string | null;
      at: Date;
    },
  ): Promise<void> {
    const { milestoneId, attempt, narrative, reportedBy, at } = report;
    await sql(
      tx,
      `INSERT INTO milestone_reports (milestone_id, attempt, narrative, reported_by, reported_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [milestoneId, attempt, narrative, reportedBy, at],
    );
    await sql(
      tx,
      `UPDATE milestones SET attempt = $2, reported_at = $3, rework_due_at = NULL WHERE id = $1`,
      [milestoneId, attempt, at],
    );
  }

  async setVerified(tx: Tx, id: string, at: Date): Promise<void> {
    await sql(tx, 'UPDATE milestones SET verified_at = $2 WHERE id = $1', [id, at]);
  }

  async setReworkDue(tx: Tx, id: string, dueAt: Date): Promise<void> {
    await sql(tx, 'UPDATE milestones SET rework_due_at = $2 WHERE id = $1', [id, dueAt]);
  }

  /** Words of the newest report of each milestone. */
  async narrativesOf(
    tx: Tx,
    milestoneIds: readonly string[],
  ): Promise<{ milestoneId: string; narrative: string; reportedBy: string }[]> {
    return sql(
      tx,
      `SELECT milestone.id AS "milestoneId", report.narrative, report.reported_by AS "reportedBy"
         FROM milestones AS milestone
         JOIN milestone_reports AS report
           ON report.milestone_id = milestone.id AND report.attempt = milestone.attempt
        WHERE milestone.id = ANY ($1::uuid[])`,
      [milestoneIds],
    );
  }
}
