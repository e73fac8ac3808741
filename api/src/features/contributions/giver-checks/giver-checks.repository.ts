import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { Assessment, GiverCheckRecord } from './giver-check.record.js';

const COLUMNS = `id, state, outcome, matches, source_of_funds AS "sourceOfFunds",
  asked_at AS "askedAt", due_at AS "dueAt"`;
const QUEUE_MAX = 100;

@Injectable()
export class GiverChecksRepository {
  async insert(
    tx: Tx,
    id: string,
    assessment: Assessment,
    at: { askedAt: Date; dueAt: Date },
  ): Promise<void> {
    const { outcome, listId, matches, sourceOfFunds } = assessment;
    await sql(
      tx,
      `INSERT INTO giver_checks (id, state, outcome, list_id, matches, source_of_funds, asked_at, due_at)
       VALUES ($1, 'waiting', $2, $3, $4::jsonb, $5, $6, $7)`,
      [id, outcome, listId, JSON.stringify(matches), sourceOfFunds, at.askedAt, at.dueAt],
    );
  }

  /** Under the lock of its gift. */
  async find(tx: Tx, id: string): Promise<GiverCheckRecord | null> {
    const [row] = await this.select(tx, 'id = $1', [id]);
    return row ?? null;
  }

  listWaiting(tx: Tx): Promise<GiverCheckRecord[]> {
    return this.select(
      tx,
      `state = 'waiting' ORDER BY asked_at, id LIMIT ${String(QUEUE_MAX)}`,
      [],
    );
  }

  /** Before the state moves. */
  async setDecided(
    tx: Tx,
    id: string,
    decided: { by: string; at: Date; reason: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE giver_checks SET decided_by = $2, decided_at = $3, reason = $4 WHERE id = $1',
      [id, decided.by, decided.at, decided.reason],
    );
  }

  /** What was asked of somebody whose gift never came is nobody's to keep. */
  async forget(tx: Tx, id: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE giver_checks SET source_of_funds = NULL, matches = '[]' WHERE id = $1`,
      [id],
    );
  }

  /** Looked at and let through: by the list alone, or by a person. */
  async isPassed(tx: Tx, id: string): Promise<boolean> {
    const rows = await sql(
      tx,
      `SELECT 1 FROM giver_checks WHERE id = $1 AND state IN ('clear', 'accepted')`,
      [id],
    );
    return rows.length > 0;
  }

  private select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<GiverCheckRecord[]> {
    return sql<GiverCheckRecord>(
      tx,
      `SELECT ${COLUMNS} FROM giver_checks WHERE ${where}`,
      parameters,
    );
  }
}
