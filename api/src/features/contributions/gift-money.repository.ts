import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { SharedGift } from './share-outs/share-out.policy.js';

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

  /** The gifts that have, or had before a bank took it, money in the project's fund. */
  async poolOf(tx: Tx, projectId: string): Promise<SharedGift[]> {
    const rows = await sql<{ id: string; net: string; disputed: string }>(
      tx,
      `SELECT id, net_left_minor + disputed_minor AS net, disputed_minor AS disputed
         FROM contributions
        WHERE project_id = $1 AND fund = '2100' AND state IN ('succeeded', 'committed')
          AND net_left_minor + disputed_minor > 0
        ORDER BY id`,
      [projectId],
    );
    return rows.map(({ id, net, disputed }) => ({
      id,
      netMinor: minorFromSql(net),
      disputedMinor: minorFromSql(disputed),
    }));
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
