import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

/** What donors have promised and not paid: kept with the payment it waits for, gone when that ends. */
@Injectable()
export class PromisesRepository {
  async set(tx: Tx, contributionId: string, amountMinor: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE campaign_open_payments SET promised_minor = $2 WHERE contribution_id = $1`,
      [contributionId, amountMinor],
    );
  }

  /** By campaign; those with nothing promised are left out. */
  async sumsOf(tx: Tx, campaignIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql<{ campaignId: string; minor: string }>(
      tx,
      `SELECT campaign_id AS "campaignId", sum(promised_minor)::bigint AS minor
         FROM campaign_open_payments
        WHERE campaign_id = ANY ($1::uuid[]) AND closed_at IS NULL AND promised_minor > 0
        GROUP BY campaign_id`,
      [campaignIds],
    );
    return new Map(rows.map(({ campaignId, minor }) => [campaignId, minorFromSql(minor)]));
  }
}
