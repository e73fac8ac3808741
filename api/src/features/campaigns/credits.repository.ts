import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import type { Credit, CreditResult, Debit } from './campaign.record.js';

export interface VisibleSums {
  readonly campaignId: string;
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly contributions: number;
  readonly payers: number;
}

interface SumsRow {
  readonly campaignId: string;
  readonly grossMinor: string;
  readonly feeMinor: string;
  readonly netMinor: string;
  readonly contributions: number;
  readonly payers: number;
}

/** Credits as they come: appended, never changed, never waiting for each other (ruling 9). */
@Injectable()
export class CreditsRepository {
  /** What the credit of a contribution was taken as; null when none has come yet. */
  async findResult(tx: Tx, { campaignId, contributionId }: Credit): Promise<CreditResult | null> {
    const [row] = await sql<{ result: CreditResult | null }>(
      tx,
      `SELECT r.result FROM campaign_credits c LEFT JOIN campaign_credit_results r ON r.credit_id = c.id
        WHERE c.contribution_id = $1 AND c.campaign_id = $2 AND c.kind = 'credit'`,
      [contributionId, campaignId],
    );
    return row === undefined ? null : (row.result ?? 'counted');
  }

  async insertCredit(tx: Tx, credit: Credit): Promise<string> {
    const id = newId();
    await sql(
      tx,
      `INSERT INTO campaign_credits (id, campaign_id, contribution_id, entry_id, kind, gross_minor,
              fee_minor, net_minor, payer_keys, paid_at)
       VALUES ($1, $2, $3, $4, 'credit', $5, $6, $7, $8, $9)`,
      [
        id,
        credit.campaignId,
        credit.contributionId,
        credit.entryId,
        credit.grossMinor,
        credit.feeMinor,
        credit.netMinor,
        credit.payerKeys,
        credit.paidAt,
      ],
    );
    return id;
  }

  async insertDebit(tx: Tx, debit: Debit): Promise<string> {
    const id = newId();
    await sql(
      tx,
      `INSERT INTO campaign_credits (id, campaign_id, contribution_id, kind, gross_minor, fee_minor,
              net_minor, paid_at)
       VALUES ($1, $2, $3, 'debit', $4, $5, $6, vatra_now())`,
      [
        id,
        debit.campaignId,
        debit.contributionId,
        debit.grossMinor,
        debit.feeMinor,
        debit.netMinor,
      ],
    );
    return id;
  }

  async enqueue(tx: Tx, creditId: string): Promise<void> {
    await sql(
      tx,
      `INSERT INTO campaign_credit_queue (credit_id, campaign_id, position, signed_gross_minor,
              signed_fee_minor, signed_net_minor)
       SELECT id, campaign_id, position, sign * gross_minor, sign * fee_minor, sign * net_minor
         FROM (SELECT *, CASE kind WHEN 'credit' THEN 1 ELSE -1 END AS sign
                 FROM campaign_credits WHERE id = $1) AS credit`,
      [creditId],
    );
  }

  async keepResult(
    tx: Tx,
    creditId: string,
    campaignId: string,
    result: CreditResult | 'ignored',
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO campaign_credit_results (credit_id, campaign_id, result, applied_at)
       VALUES ($1, $2, $3, vatra_now())`,
      [creditId, campaignId, result],
    );
  }

  /** The snapshot plus what waits in the queue; payers as of the last batch. */
  async visibleSums(tx: Tx, campaignIds: readonly string[]): Promise<VisibleSums[]> {
    const rows = await sql<SumsRow>(
      tx,
      `SELECT t.campaign_id AS "campaignId", t.gross_minor + q.gross AS "grossMinor",
              t.fee_minor + q.fee AS "feeMinor", t.net_minor + q.net AS "netMinor",
              t.contributions + q.credits AS contributions, t.payers
         FROM campaign_totals t
        CROSS JOIN LATERAL (
              SELECT coalesce(sum(signed_gross_minor), 0)::bigint AS gross,
                     coalesce(sum(signed_fee_minor), 0)::bigint AS fee,
                     coalesce(sum(signed_net_minor), 0)::bigint AS net,
                     (count(*) FILTER (WHERE signed_net_minor > 0))::integer AS credits
                FROM campaign_credit_queue WHERE campaign_id = t.campaign_id) q
        WHERE t.campaign_id = ANY($1::uuid[])`,
      [campaignIds],
    );
    return rows.map((row) => ({
      ...row,
      grossMinor: minorFromSql(row.grossMinor),
      feeMinor: minorFromSql(row.feeMinor),
      netMinor: minorFromSql(row.netMinor),
    }));
  }

  async openPayment(tx: Tx, campaignId: string, contributionId: string, at: Date): Promise<void> {
    await sql(
      tx,
      `INSERT INTO campaign_open_payments (contribution_id, campaign_id, submitted_at)
       VALUES ($1, $2, $3) ON CONFLICT (contribution_id) DO NOTHING`,
      [contributionId, campaignId, at],
    );
  }

  async closePayment(tx: Tx, campaignId: string, contributionId: string): Promise<boolean> {
    const closed = await sqlCount(
      tx,
      `UPDATE campaign_open_payments SET closed_at = vatra_now()
        WHERE contribution_id = $1 AND campaign_id = $2 AND closed_at IS NULL`,
      [contributionId, campaignId],
    );
    return closed === 1;
  }

  async submittedAt(tx: Tx, campaignId: string, contributionId: string): Promise<Date | null> {
    const [row] = await sql<{ at: Date }>(
      tx,
      `SELECT submitted_at AS at FROM campaign_open_payments
        WHERE contribution_id = $1 AND campaign_id = $2`,
      [contributionId, campaignId],
    );
    return row?.at ?? null;
  }

  async hasOpenPayments(tx: Tx, campaignId: string): Promise<boolean> {
    const [row] = await sql<{ open: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM campaign_open_payments
                       WHERE campaign_id = $1 AND closed_at IS NULL) AS open`,
      [campaignId],
    );
    return row?.open ?? false;
  }

  /** Each contribution a failed campaign still counts must end in its donor's choice. */
  async openChoices(tx: Tx, campaignId: string): Promise<number> {
    return sqlCount(
      tx,
      `INSERT INTO campaign_open_choices (campaign_id, contribution_id)
       SELECT campaign_id, contribution_id FROM campaign_counted
        WHERE campaign_id = $1 AND net_minor > 0
       ON CONFLICT DO NOTHING`,
      [campaignId],
    );
  }

  async closeChoice(tx: Tx, campaignId: string, contributionId: string): Promise<void> {
    await sql(
      tx,
      `UPDATE campaign_open_choices SET closed_at = vatra_now()
        WHERE campaign_id = $1 AND contribution_id = $2 AND closed_at IS NULL`,
      [campaignId, contributionId],
    );
  }

  async hasOpenChoices(tx: Tx, campaignId: string): Promise<boolean> {
    const [row] = await sql<{ open: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM campaign_open_choices
                       WHERE campaign_id = $1 AND closed_at IS NULL) AS open`,
      [campaignId],
    );
    return row?.open ?? false;
  }
}
