import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

/** Which contribution a charge paid, and which one has its money now. */
@Injectable()
export class GiftMoneyRepository {
  async paidBy(tx: Tx, chargeId: string): Promise<string | null> {
    const [row] = await sql<{ id: string }>(
      tx,
      'SELECT id FROM contributions WHERE charge_id = $1',
      [chargeId],
    );
    return row?.id ?? null;
  }

  /** The contribution that the paid one was moved to last; null when it never moved (R50). */
  async movedTo(tx: Tx, paidId: string): Promise<string | null> {
    const [row] = await sql<{ id: string }>(
      tx,
      `SELECT id FROM contributions WHERE origin_id = $1 AND state <> 'reallocated'
        ORDER BY id DESC LIMIT 1`,
      [paidId],
    );
    return row?.id ?? null;
  }

  /** Of these objects of the provider, those that some row of ours is about. */
  async booked(tx: Tx, stripeIds: readonly string[]): Promise<Set<string>> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT stripe_refund_id AS id FROM refunds WHERE stripe_refund_id = ANY ($1::text[])
       UNION ALL
       SELECT stripe_dispute_id FROM disputes WHERE stripe_dispute_id = ANY ($1::text[])`,
      [stripeIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
