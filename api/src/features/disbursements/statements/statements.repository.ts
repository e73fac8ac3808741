import { Injectable } from '@nestjs/common';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface StatementRow {
  readonly id: string;
  readonly fileId: string;
  readonly importedBy: string;
  readonly importedAt: Date;
  readonly lines: number;
  /** Lines an earlier file had brought already. */
  readonly known: number;
  /** Booked entries in another currency than ours. */
  readonly leftOut: number;
}

const LIST_MAX = 50;

@Injectable()
export class StatementsRepository {
  async insert(tx: Tx, row: StatementRow): Promise<void> {
    await sql(
      tx,
      `INSERT INTO bank_statements (id, file_id, imported_by, imported_at, lines, known, left_out)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, row.fileId, row.importedBy, row.importedAt, row.lines, row.known, row.leftOut],
    );
  }

  async listLatest(tx: Tx): Promise<StatementRow[]> {
    return sql<StatementRow>(
      tx,
      `SELECT id, file_id AS "fileId", imported_by AS "importedBy", imported_at AS "importedAt",
              lines, known, left_out AS "leftOut"
         FROM bank_statements ORDER BY id DESC LIMIT ${String(LIST_MAX)}`,
    );
  }
}
