import { Injectable } from '@nestjs/common';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface MinutesRow {
  readonly id: string;
  readonly projectId: string;
  readonly supplier: string;
  readonly supplierKey: string;
  readonly bidders: number;
  /** Calendar day. */
  readonly decidedOn: string;
  readonly fileId: string;
}

const LIST_MAX = 200;

@Injectable()
export class MinutesRepository {
  /** @returns false when this paper was handed in for this supplier before */
  async add(
    tx: Tx,
    row: MinutesRow & { readonly by: string; readonly at: Date },
  ): Promise<boolean> {
    const { id, projectId, supplier, supplierKey, bidders, decidedOn, fileId, by, at } = row;
    const added = await sql(
      tx,
      `INSERT INTO procurement_minutes (id, project_id, supplier, supplier_key, bidders, decided_on, file_id,
                                        handed_in_by, handed_in_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (project_id, supplier_key, file_id) DO NOTHING RETURNING id`,
      [id, projectId, supplier, supplierKey, bidders, decidedOn, fileId, by, at],
    );
    return added.length > 0;
  }

  /** Which of these suppliers are named by some minutes; keys as `supplierKey` makes them. */
  async named(tx: Tx, projectId: string, keys: readonly string[]): Promise<Set<string>> {
    const rows = await sql<{ key: string }>(
      tx,
      `SELECT DISTINCT supplier_key AS key FROM procurement_minutes
        WHERE project_id = $1 AND supplier_key = ANY ($2::text[])`,
      [projectId, keys],
    );
    return new Set(rows.map(({ key }) => key));
  }

  async listOf(tx: Tx, projectId: string): Promise<MinutesRow[]> {
    return sql<MinutesRow>(
      tx,
      `SELECT id, project_id AS "projectId", supplier, supplier_key AS "supplierKey", bidders,
              decided_on::text AS "decidedOn", file_id AS "fileId"
         FROM procurement_minutes WHERE project_id = $1 ORDER BY handed_in_at, id LIMIT ${String(LIST_MAX)}`,
      [projectId],
    );
  }
}
