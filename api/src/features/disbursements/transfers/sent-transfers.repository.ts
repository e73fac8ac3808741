import { Injectable } from '@nestjs/common';
import type { TrancheState } from '@vatra/shared/disbursements/tranche.states';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface SentTransfer {
  readonly id: string;
  readonly trancheId: string;
  readonly trancheNumber: number;
  readonly trancheState: TrancheState;
  readonly projectId: string;
  readonly attempt: number;
  readonly amountMinor: number;
  readonly returnedMinor: number;
  readonly stripeId: string;
  readonly createdAt: Date;
}

type Minor = 'amountMinor' | 'returnedMinor';
type SqlRow = Omit<SentTransfer, Minor> & Readonly<Record<Minor, string>>;

/** Payments that have left our balance at Stripe, whatever became of them. */
@Injectable()
export class SentTransfersRepository {
  /** Newest first; ids grow with time. */
  async list(tx: Tx, before: string | null, limit: number): Promise<SentTransfer[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT x.id, x.tranche_id AS "trancheId", t.number AS "trancheNumber", t.state AS "trancheState",
              x.project_id AS "projectId", x.attempt, x.amount_minor AS "amountMinor",
              x.returned_minor AS "returnedMinor", x.transfer_id AS "stripeId",
              x.created_at AS "createdAt"
         FROM tranche_transfers x JOIN tranches t ON t.id = x.tranche_id
        WHERE x.step = 'made' AND ($1::uuid IS NULL OR x.id < $1)
        ORDER BY x.id DESC LIMIT $2`,
      [before, limit],
    );
    return rows.map((row) => ({
      ...row,
      amountMinor: minorFromSql(row.amountMinor),
      returnedMinor: minorFromSql(row.returnedMinor),
    }));
  }
}
