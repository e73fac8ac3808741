import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface SupplierNumber {
  readonly id: string;
  readonly projectId: string;
  readonly supplierKey: string;
  readonly registerNumber: string;
  readonly by: string;
}

@Injectable()
export class SuppliersRepository {
  async add(tx: Tx, row: SupplierNumber): Promise<void> {
    await sqlCount(
      tx,
      `INSERT INTO supplier_numbers (id, project_id, supplier_key, register_number, named_by, named_at)
       VALUES ($1, $2, $3, $4, $5, vatra_now()) ON CONFLICT DO NOTHING`,
      [row.id, row.projectId, row.supplierKey, row.registerNumber, row.by],
    );
  }

  /** By supplier key, the number said last. */
  async numbersOf(tx: Tx, projectId: string): Promise<Map<string, string>> {
    const rows = await sql<{ key: string; number: string }>(
      tx,
      `SELECT DISTINCT ON (supplier_key) supplier_key AS key, register_number AS number
         FROM supplier_numbers WHERE project_id = $1 ORDER BY supplier_key, named_at DESC, id DESC`,
      [projectId],
    );
    return new Map(rows.map(({ key, number }) => [key, number]));
  }
}
