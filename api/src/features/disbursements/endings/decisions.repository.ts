import { Injectable } from '@nestjs/common';
import type { ProjectDecisionState } from '@vatra/shared/disbursements/project-decision.states';
import type { ProjectDecisionKind } from '@vatra/shared/disbursements/project-decisions.dto';
import { codeOf } from '../../../platform/database/database.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { DecisionWaiting } from '../disbursements.errors.js';

export interface DecisionRow {
  readonly id: string;
  readonly projectId: string;
  readonly kind: ProjectDecisionKind;
  readonly state: ProjectDecisionState;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly closedAt: Date | null;
}

const COLUMNS = `id, project_id AS "projectId", kind, state, reason, proposed_by AS "proposedBy",
  proposed_at AS "proposedAt", closed_at AS "closedAt"`;
const LIST_MAX = 50;
const UNIQUE_VIOLATION = '23505';

@Injectable()
export class DecisionsRepository {
  /** @throws DecisionWaiting, also when the database is the only one to notice */
  async insert(tx: Tx, row: Omit<DecisionRow, 'state' | 'closedAt'>): Promise<void> {
    try {
      await sql(
        tx,
        `INSERT INTO project_decisions (id, project_id, kind, state, reason, proposed_by, proposed_at)
         VALUES ($1, $2, $3, 'proposed', $4, $5, $6)`,
        [row.id, row.projectId, row.kind, row.reason, row.proposedBy, row.proposedAt],
      );
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new DecisionWaiting();
      throw error;
    }
  }

  async find(tx: Tx, id: string): Promise<DecisionRow | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<DecisionRow | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  /** Newest first. */
  listOf(tx: Tx, projectId: string): Promise<DecisionRow[]> {
    return this.select(
      tx,
      `project_id = $1 ORDER BY proposed_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [projectId],
    );
  }

  listProposed(tx: Tx): Promise<DecisionRow[]> {
    return this.select(
      tx,
      `state = 'proposed' ORDER BY proposed_at, id LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  /** Before the state moves, which the table allows only to a decision that says who closed it. */
  async setClosed(tx: Tx, id: string, closed: { by: string | null; at: Date }): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE project_decisions SET closed_by = $2, closed_at = $3 WHERE id = $1`,
      [id, closed.by, closed.at],
    );
  }

  private select(tx: Tx, where: string, parameters: readonly unknown[]): Promise<DecisionRow[]> {
    return sql<DecisionRow>(
      tx,
      `SELECT ${COLUMNS} FROM project_decisions WHERE ${where}`,
      parameters,
    );
  }
}
