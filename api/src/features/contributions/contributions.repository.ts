import { Injectable } from '@nestjs/common';
import { minorFromSql, type Currency } from '@vatra/shared/money';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Channel } from '@vatra/shared/contributions/contributions.views';
import type { ContributionRecord, PaymentAmounts, Settlement } from './contribution.record.js';
import { CONTRIBUTION_COLUMNS, recordOf, type ContributionRow } from './contribution-rows.js';

/** The provider lets money lie for 90 days; the weekly sweep needs some of them. */
const HELD_AT_PROVIDER_DAYS_MAX = 60;

export interface NewContribution {
  readonly id: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly channel: Channel;
  readonly amounts: PaymentAmounts & { readonly currency: Currency };
  readonly createdAt: Date;
  readonly sessionExpiresAt: Date;
}

/** Money that is there when it is written down: in euro, without tip or fee. */
export interface ArrivedContribution extends Omit<NewContribution, 'amounts'> {
  readonly giftMinor: number;
}

export interface PaidFacts {
  readonly id: string;
  /** Null for money that came past the provider. */
  readonly chargeId: string | null;
  readonly paymentIntentId: string | null;
  readonly paidAt: Date;
  readonly entryId: string;
  readonly settled: Settlement;
  /** What a payment in another currency came to; absent for one in euro. */
  readonly euro?: PaymentAmounts & { readonly exchangeRate: string };
  /** Null where nothing was bought at a distance: cash from hand to hand. */
  readonly withdrawUntil: Date | null;
}

const EURO = 'gift_minor, tip_minor, fee_cover_minor, gross_minor, ';
const PRESENTED = `presented_gift_minor, presented_tip_minor, presented_fee_cover_minor,
              presented_gross_minor, `;

@Injectable()
export class ContributionsRepository {
  /**
   * In euro the amounts are known now; in another currency its own, and the euro when it is settled.
   * What was a pledge keeps its id.
   */
  async insert(tx: Tx, row: NewContribution): Promise<void> {
    const { giftMinor, tipMinor, feeCoverMinor, grossMinor, currency } = row.amounts;
    await sql(
      tx,
      `WITH key AS (INSERT INTO contribution_keys (id) VALUES ($1) ON CONFLICT DO NOTHING)
       INSERT INTO contributions (id, campaign_id, project_id, state, currency, created_at,
              session_expires_at, channel, ${currency === 'EUR' ? EURO : PRESENTED}presented_currency)
       VALUES ($1, $2, $3, 'created', 'EUR', $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        row.id,
        row.campaignId,
        row.projectId,
        row.createdAt,
        row.sessionExpiresAt,
        row.channel,
        giftMinor,
        tipMinor,
        feeCoverMinor,
        grossMinor,
        currency === 'EUR' ? null : currency,
      ],
    );
  }

  /** Gifts whose money is there before anybody announced them: cash of a sheet, unasked transfers. */
  async insertArrived(tx: Tx, rows: readonly ArrivedContribution[]): Promise<void> {
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
      `c.project_id = $1 AND c.fund = '2100'
         AND (c.net_left_minor > 0 OR c.open_dispute_id IS NOT NULL)
         AND c.state IN ('succeeded', 'committed')
       ORDER BY c.id FOR NO KEY UPDATE`,
      [projectId],
    );
  }

  /** Gifts of which the works of the project spent something, whatever became of the rest (R82). */
  lockSpentOf(tx: Tx, projectId: string): Promise<ContributionRecord[]> {
    return this.select(
      tx,
      `c.project_id = $1
         AND ((c.fund = '2100' AND c.net_left_minor > 0 AND c.state IN ('succeeded', 'committed'))
           OR (c.spent_minor > 0 AND c.state IN ('choice_pending', 'refunded', 'reallocated',
               'to_hometown_fund', 'unclaimed')))
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
    const rows = paid.map(({ settled, euro, ...facts }) => ({ ...facts, ...settled, ...euro }));
    await sqlCount(
      tx,
      `UPDATE contributions AS c
          SET charge_id = paid."chargeId", payment_intent_id = paid."paymentIntentId",
              paid_at = paid."paidAt", entry_id = paid."entryId", fee_minor = paid."feeMinor",
              fee_project_minor = paid."feeProjectMinor", net_minor = paid."netMinor",
              net_left_minor = paid."netLeftMinor",
              gift_minor = coalesce(paid."giftMinor", c.gift_minor),
              tip_minor = coalesce(paid."tipMinor", c.tip_minor),
              fee_cover_minor = coalesce(paid."feeCoverMinor", c.fee_cover_minor),
              gross_minor = coalesce(paid."grossMinor", c.gross_minor),
              exchange_rate = paid."exchangeRate",
              fund = paid.fund, withdraw_until = paid."withdrawUntil", checkout_url = NULL,
              receipt_number = to_char(paid."paidAt" AT TIME ZONE 'UTC', 'YYYY') || '-'
                || lpad(nextval('contribution_receipts')::text, 7, '0')
         FROM jsonb_to_recordset($1::jsonb) AS paid (
              id uuid, "chargeId" text, "paymentIntentId" text, "paidAt" timestamptz, "entryId" uuid,
              "feeMinor" bigint, "feeProjectMinor" bigint, "netMinor" bigint, "netLeftMinor" bigint,
              fund text, "withdrawUntil" timestamptz, "giftMinor" bigint, "tipMinor" bigint,
              "feeCoverMinor" bigint, "grossMinor" bigint, "exchangeRate" numeric)
        WHERE c.id = paid.id`,
      [JSON.stringify(rows)],
    );
  }

  async setSessionEnd(tx: Tx, id: string, at: Date): Promise<void> {
    await sqlCount(tx, `UPDATE contributions SET session_expires_at = $2 WHERE id = $1`, [id, at]);
  }

  async setFund(tx: Tx, id: string, fund: Settlement['fund']): Promise<void> {
    await sqlCount(tx, `UPDATE contributions SET fund = $2 WHERE id = $1`, [id, fund]);
  }

  /** It is the project's again, and shares with the others in what was paid out and in what is left. */
  async setStayed(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, `UPDATE contributions SET fund = '2100', spent_minor = 0 WHERE id = $1`, [
      id,
    ]);
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
