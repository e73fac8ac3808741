import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import type { Match } from './campaign.record.js';

/** Matching as it comes and goes: appended and queued beside the credits, many in one statement. */
@Injectable()
export class MatchesRepository {
  /** The day of a match is the day of its gift. A campaign that has failed takes nothing back. */
  async append(tx: Tx, kind: 'match' | 'unmatch', matches: readonly Match[]): Promise<void> {
    const rows = matches.map((match) => ({ id: newId(), ...match }));
    await sql(
      tx,
      `WITH told AS (
         SELECT told.*, c.state, k.paid_at
           FROM jsonb_to_recordset($1::jsonb) AS told (
                id uuid, "campaignId" uuid, "contributionId" uuid, "amountMinor" bigint)
           JOIN campaigns c ON c.id = told."campaignId"
           LEFT JOIN campaign_credits k ON k.campaign_id = c.id AND k.kind = 'credit'
                AND k.contribution_id = told."contributionId"),
       appended AS (
         INSERT INTO campaign_credits (id, campaign_id, contribution_id, kind, gross_minor, fee_minor,
                net_minor, paid_at)
         SELECT id, "campaignId", "contributionId", $2, 0, 0, "amountMinor",
                coalesce(CASE WHEN $2 = 'match' THEN paid_at END, vatra_now())
           FROM told
         RETURNING id, campaign_id, position, net_minor),
       over AS (SELECT id FROM told WHERE state IN ('failed', 'wound_up')),
       ignored AS (
         INSERT INTO campaign_credit_results (credit_id, campaign_id, result, applied_at)
         SELECT id, campaign_id, 'ignored', vatra_now() FROM appended
          WHERE id IN (SELECT id FROM over))
       INSERT INTO campaign_credit_queue (credit_id, campaign_id, position, signed_gross_minor,
              signed_fee_minor, signed_net_minor, signed_match_minor)
       SELECT id, campaign_id, position, 0, 0, 0, CASE $2 WHEN 'match' THEN net_minor ELSE -net_minor END
         FROM appended WHERE id NOT IN (SELECT id FROM over)`,
      [JSON.stringify(rows), kind],
    );
  }

  async addCommitted(tx: Tx, campaignId: string, minor: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE campaigns SET match_committed_minor = match_committed_minor + $2 WHERE id = $1`,
      [campaignId, minor],
    );
  }

  async setCommitted(tx: Tx, campaignId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE campaigns SET match_committed_at = coalesce(match_committed_at, vatra_now()) WHERE id = $1`,
      [campaignId],
    );
  }

  /** Matching that was counted and is not the project's yet holds back the settlement. */
  async isCommitted(tx: Tx, campaignId: string): Promise<boolean> {
    const [row] = await sql<{ committed: boolean }>(
      tx,
      `SELECT c.match_committed_at IS NOT NULL OR t.matching_minor = 0 AS committed
         FROM campaigns c JOIN campaign_totals t ON t.campaign_id = c.id WHERE c.id = $1`,
      [campaignId],
    );
    return row?.committed ?? true;
  }
}
