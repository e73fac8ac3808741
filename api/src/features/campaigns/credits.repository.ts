import { Injectable } from '@nestjs/common';
import type { CampaignState } from '@vatra/shared/campaigns/campaign.states';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import type { Credit, CreditResult, Debit, OpenPayment } from './campaign.record.js';
import { CampaignMissing } from './campaigns.errors.js';

export interface VisibleSums {
  readonly campaignId: string;
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly matchingMinor: number;
  /** What became the project's own (L3), whatever of it went back since. */
  readonly matchCommittedMinor: number;
  /** Both together: what the goals are measured by (R33, R34). */
  readonly countedMinor: number;
  /** The part of it that associations collected in cash. */
  readonly offlineMinor: number;
  readonly contributions: number;
  readonly payers: number;
}

/** Where a campaign stands for one contribution that has just been paid. */
export interface CreditPosition {
  readonly state: CampaignState;
  readonly endsAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: 'end' | 'optimum' | null;
  readonly optimumMinor: number;
  readonly holdExtended: boolean;
  readonly submittedAt: Date | null;
  readonly isDelayed: boolean;
  /** Counted already or waiting to be. */
  readonly countedMinor: number;
  /** What an earlier telling of the same payment was taken as. */
  readonly known: CreditResult | null;
}

type CreditPositionRow = Omit<CreditPosition, 'optimumMinor' | 'countedMinor' | 'known'> & {
  readonly optimumMinor: string;
  readonly countedMinor: string;
  readonly isKnown: boolean;
  readonly result: CreditResult | null;
};

interface SumsRow {
  readonly campaignId: string;
  readonly grossMinor: string;
  readonly feeMinor: string;
  readonly netMinor: string;
  readonly matchingMinor: string;
  readonly matchCommittedMinor: string;
  readonly offlineMinor: string;
  readonly contributions: number;
  readonly payers: number;
}

/** Credits as they come: appended, never changed, never waiting for each other (ruling 9). */
@Injectable()
export class CreditsRepository {
  /** All that decides about a payment of the contribution, in one look. @throws CampaignMissing */
  async look(tx: Tx, campaignId: string, contributionId: string): Promise<CreditPosition> {
    const [row] = await sql<CreditPositionRow>(
      tx,
      `SELECT c.state, c.ends_at AS "endsAt", c.closed_at AS "closedAt", c.closed_by AS "closedBy",
              c.optimum_minor AS "optimumMinor", c.hold_extended AS "holdExtended",
              p.submitted_at AS "submittedAt", coalesce(p.delayed, false) AS "isDelayed",
              k.id IS NOT NULL AS "isKnown", r.result,
              t.net_minor + t.matching_minor + q.counted AS "countedMinor"
         FROM campaigns c
         JOIN campaign_totals t ON t.campaign_id = c.id
        CROSS JOIN LATERAL (SELECT coalesce(sum(signed_net_minor + signed_match_minor), 0)::bigint AS counted
                              FROM campaign_credit_queue WHERE campaign_id = c.id) q
         LEFT JOIN campaign_open_payments p ON p.contribution_id = $2 AND p.campaign_id = c.id
         LEFT JOIN campaign_credits k
           ON k.contribution_id = $2 AND k.campaign_id = c.id AND k.kind = 'credit'
         LEFT JOIN campaign_credit_results r ON r.credit_id = k.id
        WHERE c.id = $1`,
      [campaignId, contributionId],
    );
    if (row === undefined) throw new CampaignMissing();
    return {
      ...row,
      optimumMinor: minorFromSql(row.optimumMinor),
      countedMinor: minorFromSql(row.countedMinor),
      known: row.isKnown ? (row.result ?? 'counted') : null,
    };
  }

  /** The credit with what it is taken as: waiting to be counted, or kept apart for good. */
  async appendCredit(tx: Tx, credit: Credit, result: CreditResult): Promise<void> {
    await sql(
      tx,
      `WITH credit AS (
         INSERT INTO campaign_credits (id, campaign_id, contribution_id, entry_id, kind, gross_minor,
                fee_minor, net_minor, payer_keys, paid_at, is_offline)
         VALUES ($1, $2, $3, $4, 'credit', $5, $6, $7, $8, $9, $11)
         RETURNING *),
       waiting AS (
         INSERT INTO campaign_credit_queue (credit_id, campaign_id, position, signed_gross_minor,
                signed_fee_minor, signed_net_minor)
         SELECT id, campaign_id, position, gross_minor, fee_minor, net_minor FROM credit
          WHERE $10 = 'counted')
       INSERT INTO campaign_credit_results (credit_id, campaign_id, result, applied_at)
       SELECT id, campaign_id, $10, vatra_now() FROM credit WHERE $10 <> 'counted'`,
      [
        newId(),
        credit.campaignId,
        credit.contributionId,
        credit.entryId,
        credit.grossMinor,
        credit.feeMinor,
        credit.netMinor,
        credit.payerKeys,
        credit.paidAt,
        result,
        credit.isOffline ?? false,
      ],
    );
  }

  async payerKeysOf(tx: Tx, campaignId: string, contributionId: string): Promise<string[]> {
    const [row] = await sql<{ keys: string[] }>(
      tx,
      `SELECT payer_keys AS keys FROM campaign_credits
        WHERE contribution_id = $1 AND campaign_id = $2 AND kind = 'credit'`,
      [contributionId, campaignId],
    );
    return row?.keys ?? [];
  }

  async insertMove(tx: Tx, kind: 'debit' | 'restore', move: Debit): Promise<string> {
    const id = newId();
    await sql(
      tx,
      `INSERT INTO campaign_credits (id, campaign_id, contribution_id, kind, gross_minor, fee_minor,
              net_minor, paid_at)
       VALUES ($1, $2, $3, $7, $4, $5, $6, vatra_now())`,
      [
        id,
        move.campaignId,
        move.contributionId,
        move.grossMinor,
        move.feeMinor,
        move.netMinor,
        kind,
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
         FROM (SELECT *, CASE WHEN kind IN ('credit', 'restore') THEN 1 ELSE -1 END AS sign
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
              t.matching_minor + q.matching AS "matchingMinor",
              c.match_committed_minor AS "matchCommittedMinor",
              t.contributions + q.credits AS contributions, t.payers, o.net AS "offlineMinor"
         FROM campaign_totals t
         JOIN campaigns c ON c.id = t.campaign_id
        CROSS JOIN LATERAL (
              SELECT coalesce(sum(signed_gross_minor), 0)::bigint AS gross,
                     coalesce(sum(signed_fee_minor), 0)::bigint AS fee,
                     coalesce(sum(signed_net_minor), 0)::bigint AS net,
                     coalesce(sum(signed_match_minor), 0)::bigint AS matching,
                     (count(*) FILTER (WHERE signed_net_minor > 0))::integer AS credits
                FROM campaign_credit_queue WHERE campaign_id = t.campaign_id) q
        CROSS JOIN LATERAL (
              SELECT coalesce(sum(counted.net_minor), 0)::bigint AS net
                FROM campaign_credits AS credit
                JOIN campaign_counted AS counted USING (campaign_id, contribution_id)
               WHERE credit.campaign_id = t.campaign_id AND credit.is_offline) o
        WHERE t.campaign_id = ANY($1::uuid[])`,
      [campaignIds],
    );
    return rows.map(({ grossMinor, feeMinor, netMinor, matchingMinor, ...row }) => ({
      ...row,
      grossMinor: minorFromSql(grossMinor),
      feeMinor: minorFromSql(feeMinor),
      netMinor: minorFromSql(netMinor),
      matchingMinor: minorFromSql(matchingMinor),
      matchCommittedMinor: minorFromSql(row.matchCommittedMinor),
      offlineMinor: minorFromSql(row.offlineMinor),
      countedMinor: minorFromSql(netMinor) + minorFromSql(matchingMinor),
    }));
  }

  /** What counted and was taken back again, by campaign; those with nothing are left out. */
  async returnedOf(tx: Tx, campaignIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql<{ campaignId: string; minor: string }>(
      tx,
      `SELECT c.campaign_id AS "campaignId", sum(CASE c.kind WHEN 'debit' THEN c.net_minor ELSE -c.net_minor END)::bigint AS minor
         FROM campaign_credits c LEFT JOIN campaign_credit_results r ON r.credit_id = c.id
        WHERE c.campaign_id = ANY ($1::uuid[]) AND c.kind IN ('debit', 'restore')
          AND coalesce(r.result, 'counted') = 'counted'
        GROUP BY c.campaign_id`,
      [campaignIds],
    );
    return new Map(rows.map(({ campaignId, minor }) => [campaignId, minorFromSql(minor)]));
  }

  async openPayment(tx: Tx, payment: OpenPayment): Promise<void> {
    const { contributionId, campaignId, submittedAt, isDelayed = false } = payment;
    await sql(
      tx,
      `INSERT INTO campaign_open_payments (contribution_id, campaign_id, submitted_at, delayed)
       VALUES ($1, $2, $3, $4) ON CONFLICT (contribution_id) DO NOTHING`,
      [contributionId, campaignId, submittedAt, isDelayed],
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
