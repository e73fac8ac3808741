import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface PaymentFileRow {
  readonly id: string;
  readonly trancheId: string;
  readonly attempt: number;
  readonly messageId: string;
  readonly instructionId: string;
  readonly amountMinor: number;
  readonly storageKey: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly madeAt: Date;
}

const COLUMNS = `id, tranche_id AS "trancheId", attempt, message_id AS "messageId",
  instruction_id AS "instructionId", amount_minor AS "amountMinor", storage_key AS "storageKey",
  sha256, bytes, made_at AS "madeAt"`;
const LIST_MAX = 100;

type SqlRow = Omit<PaymentFileRow, 'amountMinor'> & { readonly amountMinor: string };

@Injectable()
export class PaymentFilesRepository {
  async insert(tx: Tx, row: PaymentFileRow): Promise<void> {
    await sql(
      tx,
      `INSERT INTO payment_files (id, tranche_id, attempt, message_id, instruction_id, amount_minor,
                                  storage_key, sha256, bytes, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        row.id,
        row.trancheId,
        row.attempt,
        row.messageId,
        row.instructionId,
        row.amountMinor,
        row.storageKey,
        row.sha256,
        row.bytes,
        row.madeAt,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<PaymentFileRow | null> {
    const [row] = await sql<SqlRow>(tx, `SELECT ${COLUMNS} FROM payment_files WHERE id = $1`, [id]);
    return row === undefined ? null : read(row);
  }

  async listLatest(tx: Tx): Promise<PaymentFileRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM payment_files ORDER BY id DESC LIMIT ${String(LIST_MAX)}`,
    );
    return rows.map(read);
  }
}

function read(row: SqlRow): PaymentFileRow {
  return { ...row, amountMinor: minorFromSql(row.amountMinor) };
}
