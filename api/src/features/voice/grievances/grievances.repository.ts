import { Injectable } from '@nestjs/common';
import type {
  Fixed,
  GrievanceCategory,
  GrievanceSeverity,
} from '@vatra/shared/voice/grievance-kinds';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { GrievanceRecord, NewGrievance, SealedWords } from './grievance.record.js';

const COLUMNS = `id, project_id AS "projectId", state, category, severity, locale,
  filed_at AS "filedAt", acknowledge_by AS "acknowledgeBy", decide_by AS "decideBy", answer,
  public_summary AS "publicSummary", fixed, closes_at AS "closesAt", closed_at AS "closedAt"`;
const OPEN_MAX = 200;
const CLOSED_MAX = 20;
const FILINGS_KEPT_MINUTES = 60;

@Injectable()
export class GrievancesRepository {
  /** Answers false when the code is taken. */
  async insert(tx: Tx, row: NewGrievance): Promise<boolean> {
    const inserted = await sqlCount(
      tx,
      `INSERT INTO grievances (id, code_hash, project_id, state, category, locale, text_sealed,
                               contact_sealed, filed_at, acknowledge_by, decide_by)
       VALUES ($1, $2, $3, 'received', $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (code_hash) DO NOTHING`,
      [
        row.id,
        row.codeHash,
        row.projectId,
        row.category,
        row.locale,
        row.textSealed,
        row.contactSealed,
        row.filedAt,
        row.acknowledgeBy,
        row.decideBy,
      ],
    );
    return inserted === 1;
  }

  async find(tx: Tx, id: string): Promise<GrievanceRecord | null> {
    return this.first(tx, 'id = $1', id);
  }

  async findForUpdate(tx: Tx, id: string): Promise<GrievanceRecord | null> {
    return this.first(tx, 'id = $1 FOR UPDATE', id);
  }

  async findByCode(tx: Tx, codeHash: string): Promise<GrievanceRecord | null> {
    return this.first(tx, 'code_hash = $1', codeHash);
  }

  async wordsOf(tx: Tx, id: string): Promise<SealedWords | null> {
    const [row] = await sql<SealedWords>(
      tx,
      `SELECT text_sealed AS "textSealed", contact_sealed AS "contactSealed"
         FROM grievances WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Those that are not at their end, the oldest first. */
  async listOpen(tx: Tx): Promise<GrievanceRecord[]> {
    return sql<GrievanceRecord>(
      tx,
      `SELECT ${COLUMNS} FROM grievances WHERE state NOT IN ('out_of_scope', 'closed')
        ORDER BY filed_at, id LIMIT ${String(OPEN_MAX)}`,
      [],
    );
  }

  async listClosed(tx: Tx, projectId: string): Promise<GrievanceRecord[]> {
    return sql<GrievanceRecord>(
      tx,
      `SELECT ${COLUMNS} FROM grievances WHERE project_id = $1 AND state = 'closed'
        ORDER BY closed_at DESC, id LIMIT ${String(CLOSED_MAX)}`,
      [projectId],
    );
  }

  async setTriage(
    tx: Tx,
    id: string,
    found: { category: GrievanceCategory; severity: GrievanceSeverity; decideBy: Date },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE grievances SET category = $2, severity = $3, decide_by = $4 WHERE id = $1`,
      [id, found.category, found.severity, found.decideBy],
    );
  }

  async setReferral(tx: Tx, id: string, answer: string): Promise<void> {
    await sqlCount(tx, `UPDATE grievances SET answer = $2 WHERE id = $1`, [id, answer]);
  }

  async setDecision(
    tx: Tx,
    id: string,
    decision: { answer: string; publicSummary: string; fixed: Fixed; at: Date; closesAt: Date },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE grievances
          SET answer = $2, public_summary = $3, fixed = $4, decided_at = $5, closes_at = $6
        WHERE id = $1`,
      [id, decision.answer, decision.publicSummary, decision.fixed, decision.at, decision.closesAt],
    );
  }

  async setClosed(tx: Tx, id: string, at: Date): Promise<void> {
    await sqlCount(tx, `UPDATE grievances SET closed_at = $2 WHERE id = $1`, [id, at]);
  }

  /** How many this visitor has filed within the hour, this one not counted, which is noted. */
  async noteFiling(tx: Tx, visitorHash: string): Promise<number> {
    await sqlCount(
      tx,
      `DELETE FROM grievance_filings
        WHERE at < clock_timestamp() - make_interval(mins => ${String(FILINGS_KEPT_MINUTES)})`,
      [],
    );
    const [row] = await sql<{ count: number }>(
      tx,
      `SELECT count(*)::int AS count FROM grievance_filings
        WHERE visitor_hash = $1
          AND at >= clock_timestamp() - make_interval(mins => ${String(FILINGS_KEPT_MINUTES)})`,
      [visitorHash],
    );
    await sqlCount(tx, `INSERT INTO grievance_filings (visitor_hash) VALUES ($1)`, [visitorHash]);
    return row?.count ?? 0;
  }

  private async first(tx: Tx, condition: string, value: string): Promise<GrievanceRecord | null> {
    const [row] = await sql<GrievanceRecord>(
      tx,
      `SELECT ${COLUMNS} FROM grievances WHERE ${condition}`,
      [value],
    );
    return row ?? null;
  }
}
