import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

/** How many refunds wait for the same step, and since when the first of them does. */
export interface ClaimQueue {
  readonly firstId: string | null;
  readonly since: Date | null;
  readonly count: number;
  readonly amountMinor: number;
}

interface QueueRow {
  readonly firstId: string | null;
  readonly since: Date | null;
  readonly count: string;
  readonly amountMinor: string;
}

/** An account is known, and nobody has prepared the payment yet. */
export const UNPREPARED = `state = 'given' AND NOT EXISTS (
  SELECT 1 FROM refund_batch_items AS item JOIN refund_batches AS batch ON batch.id = item.batch_id
   WHERE item.claim_id = refund_claims.id AND batch.state = 'prepared')`;

const LIST_MAX = 50;

/** An account that is not known; `isAsked` when its donor has an address to be asked at. */
export interface MissingAccount {
  readonly id: string;
  readonly isAsked: boolean;
  /** Of cash: the number on the paper that its giver holds. */
  readonly paperReceipt: string | null;
}

const MISSING = `
  FROM refund_claims AS claim JOIN contribution_donors AS donor USING (contribution_id)
 WHERE claim.state IN ('asked', 'unclaimed')`;

@Injectable()
export class ClaimQueueRepository {
  given(tx: Tx): Promise<ClaimQueue> {
    return this.queue(
      tx,
      `SELECT id, given_at AS since, amount_minor FROM refund_claims WHERE ${UNPREPARED}`,
    );
  }

  /** With the bank, and not on its statement yet. */
  sent(tx: Tx): Promise<ClaimQueue> {
    return this.queue(
      tx,
      `SELECT claim.id, file.made_at AS since, claim.amount_minor FROM refund_claims AS claim
         JOIN refund_payment_files AS file ON file.claim_id = claim.id AND file.attempt = claim.attempt
        WHERE claim.state = 'sent'`,
    );
  }

  /** Nobody can be asked about them: cash from hand to hand (ruling 26). */
  unaddressed(tx: Tx): Promise<ClaimQueue> {
    return this.queue(
      tx,
      `SELECT claim.id, claim.asked_at AS since, claim.amount_minor ${MISSING} AND donor.email_hash IS NULL`,
    );
  }

  missing(tx: Tx): Promise<MissingAccount[]> {
    return sql<MissingAccount>(
      tx,
      `SELECT claim.id, donor.email_hash IS NOT NULL AS "isAsked",
              (SELECT line.receipt_number FROM offline_gifts AS gift
                 JOIN offline_lines AS line ON line.id = gift.line_id
                WHERE gift.contribution_id = claim.contribution_id) AS "paperReceipt" ${MISSING}
        ORDER BY "isAsked", coalesce(claim.unclaimed_until, claim.ask_until), claim.id
        LIMIT ${String(LIST_MAX)}`,
    );
  }

  private async queue(tx: Tx, waiting: string): Promise<ClaimQueue> {
    const [row] = await sql<QueueRow>(
      tx,
      `SELECT (array_agg(id ORDER BY since, id))[1] AS "firstId", min(since) AS since, count(*) AS count,
              coalesce(sum(amount_minor), 0)::bigint AS "amountMinor"
         FROM (${waiting}) AS waiting`,
    );
    return {
      firstId: row?.firstId ?? null,
      since: row?.since ?? null,
      count: Number(row?.count ?? 0),
      amountMinor: minorFromSql(row?.amountMinor ?? '0'),
    };
  }
}
