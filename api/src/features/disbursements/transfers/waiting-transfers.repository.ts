import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { Position } from '../../../platform/paging/cursor.js';

export interface WaitingTransfer {
  readonly id: string;
  readonly trancheId: string;
  readonly projectId: string;
  readonly trancheNumber: number;
  readonly amountMinor: number;
  readonly tries: number;
  readonly createdAt: Date;
}

const WAITING = `FROM tranche_transfers x
  JOIN tranches t ON t.id = x.tranche_id AND t.attempt = x.attempt AND t.state = 'approved'
 WHERE x.step = 'waiting' AND x.reason = 'balance'`;

/** Payments that are approved, and wait for money at Stripe. */
@Injectable()
export class WaitingTransfersRepository {
  async sumMinor(tx: Tx): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(x.amount_minor), 0)::bigint AS minor ${WAITING}`,
    );
    return minorFromSql(row?.minor ?? '0');
  }

  /** Oldest first. */
  async list(tx: Tx, after: Position | null, limit: number): Promise<WaitingTransfer[]> {
    const rows = await sql<Omit<WaitingTransfer, 'amountMinor'> & { readonly minor: string }>(
      tx,
      `SELECT x.id, x.tranche_id AS "trancheId", x.project_id AS "projectId",
              t.number AS "trancheNumber", x.amount_minor AS minor, x.tries,
              x.created_at AS "createdAt" ${WAITING}
          AND ($1::timestamptz IS NULL OR (x.created_at, x.id) > ($1, $2::uuid))
        ORDER BY x.created_at, x.id LIMIT $3`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
    return rows.map(({ minor, ...row }) => ({ ...row, amountMinor: minorFromSql(minor) }));
  }
}
