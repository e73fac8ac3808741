import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { TransferRecord } from './transfer.record.js';

type TransferRow = Omit<TransferRecord, 'announcedMinor'> & {
  readonly announcedMinor: string | null;
};

const COLUMNS = `contribution_id AS "contributionId", reference,
  announced_minor AS "announcedMinor", bank_line_id AS "bankLineId"`;

@Injectable()
export class TransfersRepository {
  async nextNumber(tx: Tx): Promise<number> {
    const [row] = await sql<{ number: string }>(
      tx,
      `SELECT nextval('transfer_numbers')::text AS number`,
    );
    return Number(row?.number);
  }

  async insert(tx: Tx, transfer: TransferRecord): Promise<void> {
    await sql(
      tx,
      `INSERT INTO contribution_transfers (contribution_id, reference, announced_minor, bank_line_id)
       VALUES ($1, $2, $3, $4)`,
      [transfer.contributionId, transfer.reference, transfer.announcedMinor, transfer.bankLineId],
    );
  }

  async setLine(tx: Tx, contributionId: string, bankLineId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contribution_transfers SET bank_line_id = $2 WHERE contribution_id = $1`,
      [contributionId, bankLineId],
    );
  }

  /** The gift a reference was made for; later ones of the same payer name the same. */
  async findAnnounced(tx: Tx, references: readonly string[]): Promise<TransferRecord[]> {
    if (references.length === 0) return [];
    return this.select(tx, 'reference = ANY ($1::text[]) AND announced_minor IS NOT NULL', [
      references,
    ]);
  }

  /** Of those of the contributions that came, or are to come, by transfer. */
  async listOf(tx: Tx, ids: readonly string[]): Promise<Map<string, TransferRecord>> {
    if (ids.length === 0) return new Map();
    const rows = await this.select(tx, 'contribution_id = ANY ($1::uuid[])', [ids]);
    return new Map(rows.map((row) => [row.contributionId, row]));
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<TransferRecord[]> {
    const rows = await sql<TransferRow>(
      tx,
      `SELECT ${COLUMNS} FROM contribution_transfers WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      announcedMinor: row.announcedMinor === null ? null : minorFromSql(row.announcedMinor),
    }));
  }
}
