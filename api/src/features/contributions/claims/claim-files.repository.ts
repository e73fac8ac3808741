import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import type { RailReceipt } from '../../../platform/bank/rail.js';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';

export interface ClaimFile {
  readonly id: string;
  readonly claimId: string;
  readonly messageId: string;
  readonly instructionId: string;
  readonly amountMinor: number;
  readonly storageKey: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly madeAt: Date;
}

const COLUMNS = `id, claim_id AS "claimId", message_id AS "messageId", instruction_id AS "instructionId",
  amount_minor AS "amountMinor", storage_key AS "storageKey", sha256, bytes, made_at AS "madeAt"`;
const LIST_MAX = 50;

type FileRow = Omit<ClaimFile, 'amountMinor'> & { readonly amountMinor: string };

/** The files written for the bank, one for each refund on an account. */
@Injectable()
export class ClaimFilesRepository {
  async insert(
    tx: Tx,
    file: {
      claimId: string;
      attempt: number;
      instructionId: string;
      amountMinor: number;
      madeAt: Date;
      receipt: RailReceipt;
    },
  ): Promise<void> {
    const { messageId, storageKey, sha256, bytes } = file.receipt;
    await sql(
      tx,
      `INSERT INTO refund_payment_files (id, claim_id, attempt, message_id, instruction_id, amount_minor,
              storage_key, sha256, bytes, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        newId(),
        file.claimId,
        file.attempt,
        messageId,
        file.instructionId,
        file.amountMinor,
        storageKey,
        sha256,
        bytes,
        file.madeAt,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<ClaimFile | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  listLatest(tx: Tx): Promise<ClaimFile[]> {
    return this.select(tx, `TRUE ORDER BY id DESC LIMIT ${String(LIST_MAX)}`, []);
  }

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<ClaimFile[]> {
    const rows = await sql<FileRow>(
      tx,
      `SELECT ${COLUMNS} FROM refund_payment_files WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
