import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { codeOf } from '../../../platform/database/database.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { RecoveryOpen } from './recoveries.errors.js';
import type { Instalment, RecoveryRecord } from './recovery.record.js';

const COLUMNS = `id, project_id AS "projectId", organisation_id AS "organisationId", state,
  demanded_minor AS "demandedMinor", gifts_minor AS "giftsMinor",
  recovered_minor AS "recoveredMinor", credited_minor AS "creditedMinor", reason, note,
  due_on::text AS "dueOn", demanded_by AS "demandedBy", demanded_at AS "demandedAt",
  closed_at AS "closedAt"`;
const LIST_MAX = 100;
const UNIQUE_VIOLATION = '23505';

type Amounts = 'demandedMinor' | 'giftsMinor' | 'recoveredMinor' | 'creditedMinor';
type SqlRow = Omit<RecoveryRecord, Amounts> & Readonly<Record<Amounts, string>>;

@Injectable()
export class RecoveriesRepository {
  /** @throws RecoveryOpen, also when the database is the only one to notice */
  async insert(tx: Tx, row: RecoveryRecord): Promise<void> {
    try {
      await sql(
        tx,
        `INSERT INTO recoveries (id, project_id, organisation_id, state, demanded_minor, gifts_minor,
                reason, due_on, demanded_by, demanded_at)
         VALUES ($1, $2, $3, 'demanded', $4, $5, $6, $7, $8, $9)`,
        [
          row.id,
          row.projectId,
          row.organisationId,
          row.demandedMinor,
          row.giftsMinor,
          row.reason,
          row.dueOn,
          row.demandedBy,
          row.demandedAt,
        ],
      );
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new RecoveryOpen();
      throw error;
    }
  }

  async find(tx: Tx, id: string): Promise<RecoveryRecord | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findOpen(tx: Tx, projectId: string): Promise<RecoveryRecord | null> {
    return (await this.select(tx, 'project_id = $1 AND closed_at IS NULL', [projectId]))[0] ?? null;
  }

  /** Newest first. */
  listOf(tx: Tx, projectId: string): Promise<RecoveryRecord[]> {
    return this.select(
      tx,
      `project_id = $1 ORDER BY demanded_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [projectId],
    );
  }

  listOpen(tx: Tx): Promise<RecoveryRecord[]> {
    return this.select(tx, `closed_at IS NULL ORDER BY due_on, id LIMIT ${String(LIST_MAX)}`, []);
  }

  async instalmentsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Instalment[]>> {
    const rows = await sql<{ id: string; dueOn: string; minor: string }>(
      tx,
      `SELECT recovery_id AS id, due_on::text AS "dueOn", amount_minor AS minor
         FROM recovery_instalments WHERE recovery_id = ANY ($1::uuid[]) ORDER BY due_on`,
      [ids],
    );
    const found = new Map<string, Instalment[]>(ids.map((id) => [id, []]));
    for (const { id, dueOn, minor } of rows) {
      found.get(id)?.push({ dueOn, amountMinor: minorFromSql(minor) });
    }
    return found;
  }

  /** The newest plan is the plan. */
  async setPlan(tx: Tx, id: string, instalments: readonly Instalment[]): Promise<void> {
    await sql(tx, 'DELETE FROM recovery_instalments WHERE recovery_id = $1', [id]);
    await sql(
      tx,
      `INSERT INTO recovery_instalments (recovery_id, due_on, amount_minor)
       SELECT $1, "dueOn", "amountMinor"
         FROM jsonb_to_recordset($2::jsonb) AS part ("dueOn" date, "amountMinor" bigint)`,
      [id, JSON.stringify(instalments)],
    );
  }

  async setNote(tx: Tx, id: string, note: string): Promise<void> {
    await sqlCount(tx, 'UPDATE recoveries SET note = $2 WHERE id = $1', [id, note]);
  }

  async addRecovered(tx: Tx, id: string, minor: number): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE recoveries SET recovered_minor = recovered_minor + $2 WHERE id = $1',
      [id, minor],
    );
  }

  async setAllCredited(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, 'UPDATE recoveries SET credited_minor = recovered_minor WHERE id = $1', [
      id,
    ]);
  }

  /** Before the state moves, which the table allows only to a demand that says when it ended. */
  async setClosed(tx: Tx, id: string, at: Date): Promise<void> {
    await sqlCount(tx, 'UPDATE recoveries SET closed_at = $2 WHERE id = $1', [id, at]);
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<RecoveryRecord[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM recoveries WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      demandedMinor: minorFromSql(row.demandedMinor),
      giftsMinor: minorFromSql(row.giftsMinor),
      recoveredMinor: minorFromSql(row.recoveredMinor),
      creditedMinor: minorFromSql(row.creditedMinor),
    }));
  }
}
