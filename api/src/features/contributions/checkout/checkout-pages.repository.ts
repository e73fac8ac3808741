import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

/** Of a contribution's row what its page at the provider is about. */
@Injectable()
export class CheckoutPagesRepository {
  async setSession(tx: Tx, id: string, session: { id: string; url: string | null }): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET session_id = $2, checkout_url = $3 WHERE id = $1 AND state = 'created'`,
      [id, session.id, session.url],
    );
  }

  /** The pages that a gift, and the pledge of the same id, say are theirs. */
  async knownOf(tx: Tx, id: string): Promise<string[]> {
    const rows = await sql<{ sessionId: string }>(
      tx,
      `SELECT session_id AS "sessionId" FROM contributions WHERE id = $1 AND session_id IS NOT NULL
       UNION ALL
       SELECT session_id FROM pledges WHERE id = $1 AND session_id IS NOT NULL`,
      [id],
    );
    return rows.map(({ sessionId }) => sessionId);
  }

  async nextVersion(tx: Tx, id: string): Promise<number> {
    const [row] = await sql<{ version: number }>(
      tx,
      `UPDATE contributions SET session_version = session_version + 1 WHERE id = $1
       RETURNING session_version AS version`,
      [id],
    );
    return row?.version ?? 1;
  }

  /** Ends pages still open for a campaign that takes no more money; each is told of once. */
  async end(
    tx: Tx,
    campaignId: string,
    limit: number,
  ): Promise<{ id: string; sessionId: string }[]> {
    return sql(
      tx,
      `UPDATE contributions SET session_expires_at = vatra_now()
        WHERE id IN (
          SELECT id FROM contributions
           WHERE campaign_id = $1 AND state = 'created' AND session_id IS NOT NULL
             AND session_expires_at > vatra_now()
           ORDER BY id LIMIT $2 FOR UPDATE)
       RETURNING id, session_id AS "sessionId"`,
      [campaignId, limit],
    );
  }
}
