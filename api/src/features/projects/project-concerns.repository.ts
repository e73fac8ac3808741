import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

/** Serious concerns that are being looked into (R40, R98), one row for each. */
@Injectable()
export class ProjectConcernsRepository {
  /** Safe to call again. */
  async open(tx: Tx, projectId: string, concernId: string): Promise<void> {
    await sqlCount(
      tx,
      `INSERT INTO project_concerns (id, project_id, opened_at) VALUES ($1, $2, vatra_now())
       ON CONFLICT (id) DO NOTHING`,
      [concernId, projectId],
    );
  }

  /** Safe to call again, and for a concern that was never serious. */
  async close(tx: Tx, concernId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE project_concerns SET closed_at = greatest(vatra_now(), opened_at)
        WHERE id = $1 AND closed_at IS NULL`,
      [concernId],
    );
  }

  /** Since when the oldest that is open stands; null when none is. */
  async openSince(tx: Tx, projectId: string): Promise<Date | null> {
    const [row] = await sql<{ since: Date | null }>(
      tx,
      `SELECT min(opened_at) AS since FROM project_concerns
        WHERE project_id = $1 AND closed_at IS NULL`,
      [projectId],
    );
    return row?.since ?? null;
  }
}
