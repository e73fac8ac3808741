import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { ChoiceReason } from '../contribution.record.js';

export interface MovedContribution {
  readonly id: string;
  readonly entryId: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly movedFrom: string;
  readonly originId: string;
  readonly amountMinor: number;
  readonly at: Date;
}

/** Money that waits for its donor's decision, and what it becomes. */
@Injectable()
export class ChoicesRepository {
  async setChoice(
    tx: Tx,
    ids: readonly string[],
    choice: { until: Date; reason: ChoiceReason },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET fund = '2140', choice_until = $2, choice_reason = $3, choice_reminders = 0
        WHERE id = ANY ($1::uuid[])`,
      [ids, choice.until, choice.reason],
    );
  }

  /** R50: paid by what its donor moved; no page, no charge and no fee of its own. */
  async insertMoved(tx: Tx, moved: MovedContribution): Promise<void> {
    await sql(
      tx,
      `WITH key AS (INSERT INTO contribution_keys (id) VALUES ($1))
       INSERT INTO contributions (id, campaign_id, project_id, state, currency, gift_minor, tip_minor,
              fee_cover_minor, gross_minor, created_at, session_expires_at, paid_at, fee_minor,
              fee_project_minor, net_minor, net_left_minor, fund, entry_id, origin_id, moved_from, channel)
       VALUES ($1, $2, $3, 'succeeded', 'EUR', $4, 0, 0, $4, $5, $5, $5, 0, 0, $4, $4, '2100', $6, $7, $8,
              (SELECT channel FROM contributions WHERE id = $8))`,
      [
        moved.id,
        moved.campaignId,
        moved.projectId,
        moved.amountMinor,
        moved.at,
        moved.entryId,
        moved.originId,
        moved.movedFrom,
      ],
    );
  }

  /** The next undecided ones that have not been reminded this many times, marked as reminded. */
  async takeUnreminded(
    tx: Tx,
    { campaignId, step, limit }: { campaignId: string; step: number; limit: number },
  ): Promise<{ id: string; projectId: string; reason: ChoiceReason }[]> {
    return sql(
      tx,
      `UPDATE contributions SET choice_reminders = $2
        WHERE id IN (
          SELECT id FROM contributions
           WHERE campaign_id = $1 AND state = 'choice_pending' AND choice_reason <> 'overflow'
             AND choice_reminders < $2 AND net_left_minor > spent_minor
           ORDER BY id LIMIT $3 FOR NO KEY UPDATE)
       RETURNING id, project_id AS "projectId", choice_reason AS reason`,
      [campaignId, step, limit],
    );
  }
}
