import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { StripeDispute } from '../../../platform/stripe/stripe.types.js';
import type { DisputeRecord, TakenMoney } from './dispute.record.js';

interface DisputeRow extends Omit<DisputeRecord, 'amountMinor' | 'taken'> {
  readonly amountMinor: string;
  readonly withdrawnMinor: string | null;
  readonly feeMinor: string | null;
  readonly shareMinor: string;
  readonly fund: TakenMoney['fund'] | null;
  readonly fundSubjectId: string | null;
}

const COLUMNS = `id, stripe_dispute_id AS "stripeDisputeId", contribution_id AS "contributionId",
  holder_id AS "holderId", project_id AS "projectId", state, provider_status AS "providerStatus", reason,
  amount_minor AS "amountMinor", currency, due_by AS "dueBy", opened_at AS "openedAt",
  ended_at AS "endedAt", withdrawn_minor AS "withdrawnMinor", fee_minor AS "feeMinor",
  share_minor AS "shareMinor", fund_code AS fund, fund_subject_id AS "fundSubjectId"`;
const LIST_MAX = 100;

@Injectable()
export class DisputesRepository {
  async insert(
    tx: Tx,
    row: { id: string; contributionId: string; holderId: string; projectId: string },
    dispute: StripeDispute,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO disputes (id, stripe_dispute_id, contribution_id, holder_id, project_id, state,
              provider_status, reason, amount_minor, currency, due_by, opened_at)
       VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10, $11)`,
      [
        row.id,
        dispute.id,
        row.contributionId,
        row.holderId,
        row.projectId,
        dispute.status,
        dispute.reason,
        dispute.amountMinor,
        dispute.currency,
        dispute.dueBy,
        dispute.created,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<DisputeRecord | null> {
    const [row] = await this.select(tx, 'id = $1', [id]);
    return row ?? null;
  }

  async lockByStripe(tx: Tx, stripeDisputeId: string): Promise<DisputeRecord | null> {
    const found = await this.select(tx, 'stripe_dispute_id = $1 FOR UPDATE', [stripeDisputeId]);
    return found[0] ?? null;
  }

  listOf(tx: Tx, contributionIds: readonly string[]): Promise<DisputeRecord[]> {
    return this.select(
      tx,
      '(contribution_id = ANY ($1::uuid[]) OR holder_id = ANY ($1::uuid[])) ORDER BY id',
      [contributionIds],
    );
  }

  /** Those to answer first, then the others that are open, then the ended ones, newest first. */
  listLatest(tx: Tx): Promise<DisputeRecord[]> {
    return this.select(
      tx,
      `TRUE ORDER BY state <> 'open', CASE WHEN state = 'open' THEN due_by END NULLS LAST, id DESC
        LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  listOpen(tx: Tx): Promise<DisputeRecord[]> {
    return this.select(
      tx,
      `state = 'open' ORDER BY due_by NULLS LAST, id LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  /** What of a project's fund lies in 2145. */
  async restingMinor(tx: Tx, projectId: string): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(share_minor), 0)::bigint AS minor FROM disputes
        WHERE project_id = $1 AND state = 'open' AND fund_code = '2100'`,
      [projectId],
    );
    return minorFromSql(row?.minor ?? '0');
  }

  async setHeard(tx: Tx, id: string, dispute: StripeDispute): Promise<void> {
    await sqlCount(tx, `UPDATE disputes SET provider_status = $2, due_by = $3 WHERE id = $1`, [
      id,
      dispute.status,
      dispute.dueBy,
    ]);
  }

  async setTaken(tx: Tx, id: string, taken: TakenMoney, entryId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE disputes SET withdrawn_minor = $2, fee_minor = $3, share_minor = $4, fund_code = $5,
              fund_subject_id = $6, open_entry_id = $7 WHERE id = $1`,
      [
        id,
        taken.withdrawnMinor,
        taken.feeMinor,
        taken.shareMinor,
        taken.fund,
        taken.fundSubjectId,
        entryId,
      ],
    );
  }

  async setEnded(tx: Tx, id: string, entryId: string | null): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE disputes SET ended_at = vatra_now(), end_entry_id = $2 WHERE id = $1`,
      [id, entryId],
    );
  }

  /** The gift may not move until the bank has decided. */
  async hold(tx: Tx, holderId: string, disputeId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET open_dispute_id = coalesce(open_dispute_id, $2) WHERE id = $1`,
      [holderId, disputeId],
    );
  }

  /** Another bank's claim, or the same bank's next one, holds the gift as well. */
  async isHeldByOther(tx: Tx, holderId: string, disputeId: string): Promise<boolean> {
    const [row] = await sql<{ held: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM disputes
                       WHERE holder_id = $1 AND state = 'open' AND id <> $2) AS held`,
      [holderId, disputeId],
    );
    return row?.held ?? false;
  }

  /** Another one may be open: the gift is free when none is. */
  async letGo(tx: Tx, holderId: string, disputeId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET open_dispute_id = (
         SELECT id FROM disputes WHERE holder_id = $1 AND state = 'open' AND id <> $2
          ORDER BY id LIMIT 1)
        WHERE id = $1 AND open_dispute_id = $2`,
      [holderId, disputeId],
    );
  }

  /** The share leaves the gift, or comes back to it when it is below zero. */
  async freeze(tx: Tx, holderId: string, shareMinor: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET net_left_minor = net_left_minor - $2,
              disputed_minor = disputed_minor + $2 WHERE id = $1`,
      [holderId, shareMinor],
    );
  }

  async setReturned(
    tx: Tx,
    holderId: string,
    returned: { amountMinor: number; giftMinor: number },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET returned_minor = returned_minor + $2,
              gift_returned_minor = gift_returned_minor + $3 WHERE id = $1`,
      [holderId, returned.amountMinor, returned.giftMinor],
    );
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<DisputeRecord[]> {
    const rows = await sql<DisputeRow>(
      tx,
      `SELECT ${COLUMNS} FROM disputes WHERE ${where}`,
      parameters,
    );
    return rows.map(recordOf);
  }
}

function recordOf(row: DisputeRow): DisputeRecord {
  const { withdrawnMinor, feeMinor, shareMinor, fund, fundSubjectId, ...plain } = row;
  const isTaken = withdrawnMinor !== null && feeMinor !== null && fund !== null;
  return {
    ...plain,
    amountMinor: minorFromSql(row.amountMinor),
    taken:
      isTaken && fundSubjectId !== null
        ? {
            withdrawnMinor: minorFromSql(withdrawnMinor),
            feeMinor: minorFromSql(feeMinor),
            shareMinor: minorFromSql(shareMinor),
            fund,
            fundSubjectId,
          }
        : null,
  };
}
