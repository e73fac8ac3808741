import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';

export interface SweepRow {
  readonly id: string;
  readonly state: 'planned' | 'asked' | 'sent' | 'nothing' | 'refused';
  readonly amountMinor: number | null;
}

/** Of a payout, or of a top-up. */
export interface PayoutRow {
  readonly id: string;
  readonly bookId: string;
  readonly status: string;
  readonly amountMinor: number;
}

@Injectable()
export class SweepsRepository {
  /** The sweep of the coming Monday, 03:00 UTC; null when it is planned already. */
  async planNext(tx: Tx): Promise<{ id: string; dueAt: Date } | null> {
    const [row] = await sql<{ id: string; dueAt: Date }>(
      tx,
      `WITH monday AS (
         SELECT date_trunc('week', vatra_now() AT TIME ZONE 'UTC' - interval '3 hours')
                + interval '7 days 3 hours' AS at)
       INSERT INTO payout_sweeps (id, week, state, due_at)
       SELECT $1, to_char(monday.at, 'IYYY-"W"IW'), 'planned', monday.at AT TIME ZONE 'UTC' FROM monday
       ON CONFLICT (week) DO NOTHING RETURNING id, due_at AS "dueAt"`,
      [newId()],
    );
    return row ?? null;
  }

  async getForUpdate(tx: Tx, id: string): Promise<SweepRow | null> {
    const [row] = await sql<{ id: string; state: SweepRow['state']; amountMinor: string | null }>(
      tx,
      `SELECT id, state, amount_minor AS "amountMinor" FROM payout_sweeps WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (row === undefined) return null;
    return { ...row, amountMinor: row.amountMinor === null ? null : minorFromSql(row.amountMinor) };
  }

  async mark(
    tx: Tx,
    id: string,
    change: { state: SweepRow['state']; amountMinor?: number; payoutId?: string; note?: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE payout_sweeps SET state = $2, amount_minor = coalesce($3, amount_minor),
              payout_id = coalesce($4, payout_id), note = $5 WHERE id = $1`,
      [id, change.state, change.amountMinor ?? null, change.payoutId ?? null, change.note ?? null],
    );
  }

  /** Locked, so that one transaction at a time books what became of a payout. */
  payoutsForUpdate(tx: Tx, ids: readonly string[]): Promise<PayoutRow[]> {
    return this.mirrored(tx, 'stripe_payouts', ids);
  }

  /** The same for money that comes to Stripe from our bank. */
  topUpsForUpdate(tx: Tx, ids: readonly string[]): Promise<PayoutRow[]> {
    return this.mirrored(tx, 'stripe_top_ups', ids);
  }

  private async mirrored(
    tx: Tx,
    table: 'stripe_payouts' | 'stripe_top_ups',
    ids: readonly string[],
  ): Promise<PayoutRow[]> {
    const rows = await sql<Omit<PayoutRow, 'amountMinor'> & { amountMinor: string }>(
      tx,
      `SELECT id, book_id AS "bookId", status, amount_minor AS "amountMinor"
         FROM ${table} WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE`,
      [ids],
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
