import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Channel } from '@vatra/shared/contributions/contributions.views';
import type { ContributionRecord, Settlement } from './contribution.record.js';

interface ContributionRow extends Omit<
  ContributionRecord,
  | 'giftMinor'
  | 'tipMinor'
  | 'feeCoverMinor'
  | 'grossMinor'
  | 'giftReturnedMinor'
  | 'returnedMinor'
  | 'settled'
> {
  readonly giftMinor: string;
  readonly tipMinor: string;
  readonly feeCoverMinor: string;
  readonly grossMinor: string;
  readonly giftReturnedMinor: string;
  readonly returnedMinor: string;
  readonly feeMinor: string | null;
  readonly feeProjectMinor: string | null;
  readonly netMinor: string | null;
  readonly netLeftMinor: string | null;
  readonly spentMinor: string;
  readonly fund: Settlement['fund'] | null;
}

/** Columns of one contribution as `ContributionRow` names them; `c` is the table. */
export const CONTRIBUTION_COLUMNS = `c.id, c.campaign_id AS "campaignId", c.project_id AS "projectId", c.state, c.channel,
  c.gift_minor AS "giftMinor", c.tip_minor AS "tipMinor", c.fee_cover_minor AS "feeCoverMinor",
  c.gross_minor AS "grossMinor", c.created_at AS "createdAt",
  c.session_expires_at AS "sessionExpiresAt", c.session_version AS "sessionVersion",
  c.session_id AS "sessionId", c.checkout_url AS "checkoutUrl", c.charge_id AS "chargeId",
  c.paid_at AS "paidAt", c.receipt_number AS "receiptNumber", c.withdraw_until AS "withdrawUntil",
  c.choice_until AS "choiceUntil", c.choice_reason AS "choiceReason", c.origin_id AS "originId", c.open_refund_id AS "openRefundId", c.open_dispute_id AS "openDisputeId", c.gift_returned_minor AS "giftReturnedMinor",
  c.returned_minor AS "returnedMinor", c.fee_minor AS "feeMinor",
  c.fee_project_minor AS "feeProjectMinor", c.net_minor AS "netMinor",
  c.net_left_minor AS "netLeftMinor", c.spent_minor AS "spentMinor", c.fund`;

/** The provider lets money lie for 90 days; the weekly sweep needs some of them. */
const HELD_AT_PROVIDER_DAYS_MAX = 60;

export interface NewContribution {
  readonly id: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly channel: Channel;
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly feeCoverMinor: number;
  readonly grossMinor: number;
  readonly createdAt: Date;
  readonly sessionExpiresAt: Date;
}

export interface PaidFacts {
  readonly id: string;
  /** Null for money that came past the provider. */
  readonly chargeId: string | null;
  readonly paymentIntentId: string | null;
  readonly paidAt: Date;
  readonly entryId: string;
  readonly settled: Settlement;
  /** Null where nothing was bought at a distance: cash from hand to hand. */
  readonly withdrawUntil: Date | null;
}

interface ReturnedParts {
  readonly projectMinor: number;
  readonly giftMinor: number;
  readonly amountMinor: number;
}

@Injectable()
export class ContributionsRepository {
  async insert(tx: Tx, row: NewContribution): Promise<void> {
    await sql(
      tx,
      `WITH key AS (INSERT INTO contribution_keys (id) VALUES ($1))
       INSERT INTO contributions (id, campaign_id, project_id, state, currency, gift_minor, tip_minor,
              fee_cover_minor, gross_minor, created_at, session_expires_at, channel)
       VALUES ($1, $2, $3, 'created', 'EUR', $4, $5, $6, $7, $8, $9, $10)`,
      [
        row.id,
        row.campaignId,
        row.projectId,
        row.giftMinor,
        row.tipMinor,
        row.feeCoverMinor,
        row.grossMinor,
        row.createdAt,
        row.sessionExpiresAt,
        row.channel,
      ],
    );
  }

  /** Gifts whose money is there before anybody announced them: cash of a sheet, unasked transfers. */
  async insertArrived(
    tx: Tx,
    rows: readonly Omit<NewContribution, 'tipMinor' | 'feeCoverMinor' | 'grossMinor'>[],
  ): Promise<void> {
    await sql(
      tx,
      `WITH arrived AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "campaignId" uuid,
                "projectId" uuid, channel text, "giftMinor" bigint, "createdAt" timestamptz,
                "sessionExpiresAt" timestamptz)),
       key AS (INSERT INTO contribution_keys (id) SELECT id FROM arrived)
       INSERT INTO contributions (id, campaign_id, project_id, state, currency, gift_minor, tip_minor,
              fee_cover_minor, gross_minor, created_at, session_expires_at, channel)
       SELECT id, "campaignId", "projectId", 'created', 'EUR', "giftMinor", 0, 0, "giftMinor",
              "createdAt", "sessionExpiresAt", channel FROM arrived`,
      [JSON.stringify(rows)],
    );
  }

  async find(tx: Tx, id: string): Promise<ContributionRecord | null> {
    const rows = await this.select(tx, 'c.id = $1', [id]);
    return rows[0] ?? null;
  }

  async findByReceipt(tx: Tx, receiptNumber: string): Promise<ContributionRecord | null> {
    const rows = await this.select(tx, 'c.receipt_number = $1', [receiptNumber]);
    return rows[0] ?? null;
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, ContributionRecord>> {
    const rows = await this.select(tx, 'c.id = ANY ($1::uuid[])', [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  async findForUpdate(tx: Tx, id: string): Promise<ContributionRecord | null> {
    const [row] = await this.lockMany(tx, [id]);
    return row ?? null;
  }

  /** Locked in the order of their ids, so that two batches never wait for each other in a circle. */
  lockMany(tx: Tx, ids: readonly string[]): Promise<ContributionRecord[]> {
    return this.select(tx, 'c.id = ANY ($1::uuid[]) ORDER BY c.id FOR NO KEY UPDATE', [ids]);
  }

  /** The next ones of a campaign in a state, for work in bounded batches. */
  lockOfCampaign(
    tx: Tx,
    campaignId: string,
    wanted: { state: string; limit: number },
  ): Promise<ContributionRecord[]> {
    return this.select(
      tx,
      `c.campaign_id = $1 AND c.state = $2 AND c.net_left_minor > 0 AND c.open_dispute_id IS NULL
       ORDER BY c.id LIMIT $3 FOR NO KEY UPDATE`,
      [campaignId, wanted.state, wanted.limit],
    );
  }

  /** Gifts whose money lies in the fund of the project, all of one project at once. */
  lockHeldBy(tx: Tx, projectId: string): Promise<ContributionRecord[]> {
    return this.select(
      tx,
      `c.project_id = $1 AND c.fund = '2100' AND c.net_left_minor > 0
         AND c.state IN ('succeeded', 'committed')
       ORDER BY c.id FOR NO KEY UPDATE`,
      [projectId],
    );
  }

  /** As `lockOfCampaign`, without those of which an amount is on its way back this moment. */
  lockUnanswered(tx: Tx, campaignId: string, limit: number): Promise<ContributionRecord[]> {
    return this.select(
      tx,
      `c.campaign_id = $1 AND c.state = 'choice_pending' AND c.choice_reason IN ('failed', 'overflow')
         AND c.net_left_minor > 0 AND c.open_refund_id IS NULL AND c.open_dispute_id IS NULL
         AND c.choice_until < vatra_now() + interval '1 day'
       ORDER BY c.id LIMIT $2 FOR NO KEY UPDATE`,
      [campaignId, limit],
    );
  }

  async setSession(tx: Tx, id: string, session: { id: string; url: string | null }): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET session_id = $2, checkout_url = $3 WHERE id = $1 AND state = 'created'`,
      [id, session.id, session.url],
    );
  }

  async nextSessionVersion(tx: Tx, id: string): Promise<number> {
    const [row] = await sql<{ version: number }>(
      tx,
      `UPDATE contributions SET session_version = session_version + 1 WHERE id = $1
       RETURNING session_version AS version`,
      [id],
    );
    return row?.version ?? 1;
  }

  async setCharge(
    tx: Tx,
    id: string,
    charge: { id: string; paymentIntentId: string | null },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET charge_id = $2, payment_intent_id = $3 WHERE id = $1`,
      [id, charge.id, charge.paymentIntentId],
    );
  }

  /** A transfer is worth what came of it; only before it is marked paid. */
  async setArrived(tx: Tx, id: string, giftMinor: number): Promise<void> {
    await sqlCount(tx, `UPDATE contributions SET gift_minor = $2, gross_minor = $2 WHERE id = $1`, [
      id,
      giftMinor,
    ]);
  }

  /** Everything that is known for good once the money is there; the receipt's number with it. */
  async setPaid(tx: Tx, paid: readonly PaidFacts[]): Promise<void> {
    const rows = paid.map(({ settled, ...facts }) => ({ ...facts, ...settled }));
    await sqlCount(
      tx,
      `UPDATE contributions AS c
          SET charge_id = paid."chargeId", payment_intent_id = paid."paymentIntentId",
              paid_at = paid."paidAt", entry_id = paid."entryId", fee_minor = paid."feeMinor",
              fee_project_minor = paid."feeProjectMinor", net_minor = paid."netMinor",
              net_left_minor = paid."netLeftMinor",
              fund = paid.fund, withdraw_until = paid."withdrawUntil", checkout_url = NULL,
              receipt_number = to_char(paid."paidAt" AT TIME ZONE 'UTC', 'YYYY') || '-'
                || lpad(nextval('contribution_receipts')::text, 7, '0')
         FROM jsonb_to_recordset($1::jsonb) AS paid (
              id uuid, "chargeId" text, "paymentIntentId" text, "paidAt" timestamptz, "entryId" uuid,
              "feeMinor" bigint, "feeProjectMinor" bigint, "netMinor" bigint, "netLeftMinor" bigint,
              fund text, "withdrawUntil" timestamptz)
        WHERE c.id = paid.id`,
      [JSON.stringify(rows)],
    );
  }

  async setFund(tx: Tx, id: string, fund: Settlement['fund']): Promise<void> {
    await sqlCount(tx, `UPDATE contributions SET fund = $2 WHERE id = $1`, [id, fund]);
  }

  /** The refund that begins, and what it leaves of the gift. */
  async beginRefund(tx: Tx, id: string, refundId: string, parts: ReturnedParts): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions
          SET open_refund_id = coalesce(open_refund_id, $2), net_left_minor = net_left_minor - $3,
              gift_returned_minor = gift_returned_minor + $4, returned_minor = returned_minor + $5
        WHERE id = $1`,
      [id, refundId, parts.projectMinor, parts.giftMinor, parts.amountMinor],
    );
  }

  /** The amount arrived, or came back to us: another one may follow. */
  async endRefund(tx: Tx, id: string, refundId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET open_refund_id = NULL WHERE id = $1 AND open_refund_id = $2`,
      [id, refundId],
    );
  }

  /** Ends pages still open for a campaign that takes no more money; each is told of once. */
  async endPages(
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

  /** Payments that may go back in full by right; older ones have to leave the provider anyway. */
  async refundableMinor(tx: Tx): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(gross_minor - returned_minor), 0)::bigint AS minor FROM contributions
        WHERE channel = 'card'
          AND (state IN ('succeeded', 'choice_pending')
            OR (state = 'committed' AND withdraw_until > vatra_now()))
          AND paid_at > vatra_now() - interval '${String(HELD_AT_PROVIDER_DAYS_MAX)} days'`,
    );
    return minorFromSql(row?.minor ?? '0');
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<ContributionRecord[]> {
    const rows = await sql<ContributionRow>(
      tx,
      `SELECT ${CONTRIBUTION_COLUMNS} FROM contributions AS c WHERE ${where}`,
      parameters,
    );
    return rows.map(recordOf);
  }
}

export function recordOf(row: ContributionRow): ContributionRecord {
  const { feeMinor, feeProjectMinor, netMinor, netLeftMinor, spentMinor, fund, ...plain } = row;
  return {
    ...plain,
    giftReturnedMinor: minorFromSql(row.giftReturnedMinor),
    returnedMinor: minorFromSql(row.returnedMinor),
    giftMinor: minorFromSql(row.giftMinor),
    tipMinor: minorFromSql(row.tipMinor),
    feeCoverMinor: minorFromSql(row.feeCoverMinor),
    grossMinor: minorFromSql(row.grossMinor),
    settled:
      feeMinor === null ||
      feeProjectMinor === null ||
      netMinor === null ||
      netLeftMinor === null ||
      fund === null
        ? null
        : {
            feeMinor: minorFromSql(feeMinor),
            feeProjectMinor: minorFromSql(feeProjectMinor),
            netMinor: minorFromSql(netMinor),
            netLeftMinor: minorFromSql(netLeftMinor),
            spentMinor: minorFromSql(spentMinor),
            fund,
          },
  };
}

export type { ContributionRow };
