import { Injectable } from '@nestjs/common';
import { minorFromSql, type Currency } from '@vatra/shared/money';
import { isUuid } from '@vatra/shared/rules/text.rules';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { StripeRefund } from '../../../platform/stripe/stripe.types.js';
import type { RefundRecord } from '../contribution.record.js';
import type { BothSides } from '../presented.policy.js';
import type { RefundParts } from './refund-parts.policy.js';

const COLUMNS = `id, contribution_id AS "contributionId", state, amount_minor AS "amountMinor", reason,
  posting, is_whole AS "isWhole", charge_id AS "chargeId", request_version AS "requestVersion", stripe_refund_id AS "stripeRefundId",
  presented_minor AS "presentedMinor", presented_currency AS "presentedCurrency",
  taken_minor AS "takenMinor", paid_entry_id AS "paidEntryId", bounced_entry_id AS "bouncedEntryId",
  held_at AS "heldAt", created_at AS "createdAt"`;

interface RefundRow extends Omit<RefundRecord, 'amountMinor' | 'presented' | 'takenMinor'> {
  readonly amountMinor: string;
  readonly presentedMinor: string | null;
  readonly presentedCurrency: Currency | null;
  readonly takenMinor: string | null;
}

export interface NewRefund {
  readonly id: string;
  readonly contributionId: string;
  readonly reason: RefundRecord['reason'];
  readonly chargeId: string | null;
  readonly parts: RefundParts;
  readonly presented: RefundRecord['presented'];
  /** Null when we have still to ask for it. */
  readonly stripeRefundId: string | null;
  readonly reserveEntryId: string;
}

type SidesColumn = Exclude<keyof BothSides, 'currency'>;

interface ReturnedParts {
  readonly projectMinor: number;
  readonly giftMinor: number;
  readonly amountMinor: number;
}

@Injectable()
export class RefundsRepository {
  async insert(tx: Tx, refund: NewRefund): Promise<void> {
    const { parts, presented } = refund;
    await sql(
      tx,
      `INSERT INTO refunds (id, contribution_id, state, amount_minor, currency, reason, posting,
              project_minor, gift_minor, is_whole, charge_id, reserve_entry_id, created_at,
              stripe_refund_id, presented_minor, presented_currency)
       VALUES ($1, $2, 'pending', $3, 'EUR', $4, $5, $6, $7, $8, $9, $10, vatra_now(), $11, $12, $13)`,
      [
        refund.id,
        refund.contributionId,
        parts.amountMinor,
        refund.reason,
        parts.posting,
        parts.projectMinor,
        parts.giftMinor,
        parts.isWhole,
        refund.chargeId,
        refund.reserveEntryId,
        refund.stripeRefundId,
        presented?.minor ?? null,
        presented?.currency ?? null,
      ],
    );
  }

  async findForUpdate(tx: Tx, id: string): Promise<RefundRecord | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  async contributionOf(tx: Tx, id: string): Promise<string | null> {
    const [row] = await sql<{ contributionId: string }>(
      tx,
      'SELECT contribution_id AS "contributionId" FROM refunds WHERE id = $1',
      [id],
    );
    return row?.contributionId ?? null;
  }

  /**
   * Whose a refund of the provider's is: the row that knows it, or the one that its mark names and that
   * knows none yet. Null: somebody made it by hand, or a late call made it beside ours (0057).
   */
  async rowOf(tx: Tx, made: Pick<StripeRefund, 'id' | 'metadata'>): Promise<string | null> {
    const { refund_id: named } = made.metadata;
    const [row] = await sql<{ id: string }>(
      tx,
      `SELECT id FROM refunds WHERE stripe_refund_id = $1 OR (id = $2 AND stripe_refund_id IS NULL)
        ORDER BY stripe_refund_id NULLS LAST LIMIT 1`,
      [made.id, isUuid(named) ? named : null],
    );
    return row?.id ?? null;
  }

  async latestOf(tx: Tx, contributionId: string): Promise<RefundRecord | null> {
    const found = await this.select(tx, 'contribution_id = $1 ORDER BY id DESC LIMIT 1', [
      contributionId,
    ]);
    return found[0] ?? null;
  }

  /** Decided, and not known to the provider: what a bank that claims the payment may have overtaken. */
  unsentOfCharge(tx: Tx, chargeId: string): Promise<RefundRecord[]> {
    return this.select(
      tx,
      `charge_id = $1 AND state = 'pending' AND stripe_refund_id IS NULL ORDER BY id FOR UPDATE`,
      [chargeId],
    );
  }

  /** The provider refused it because of a dispute; null once it is asked for anew. */
  async setHeld(tx: Tx, id: string, isHeld: boolean): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE refunds SET held_at = CASE WHEN $2 THEN coalesce(held_at, vatra_now()) END WHERE id = $1',
      [id, isHeld],
    );
  }

  /** A bank has won a dispute of the payment: the provider will never send it back. */
  async isLostForGood(tx: Tx, id: string): Promise<boolean> {
    const rows = await sql(
      tx,
      `SELECT 1 FROM refunds r JOIN contributions c ON c.charge_id = r.charge_id
         JOIN disputes d ON d.contribution_id = c.id
        WHERE r.id = $1 AND d.state = 'lost' LIMIT 1`,
      [id],
    );
    return rows.length > 0;
  }

  async setLostIn(tx: Tx, id: string, disputeId: string): Promise<void> {
    await sqlCount(tx, 'UPDATE refunds SET lost_in = $2 WHERE id = $1', [id, disputeId]);
  }

  listOf(tx: Tx, contributionIds: readonly string[]): Promise<RefundRecord[]> {
    return this.select(tx, 'contribution_id = ANY ($1::uuid[]) ORDER BY id', [contributionIds]);
  }

  async nextVersion(tx: Tx, id: string): Promise<number> {
    const [row] = await sql<{ version: number }>(
      tx,
      `UPDATE refunds SET request_version = request_version + 1 WHERE id = $1
       RETURNING request_version AS version`,
      [id],
    );
    return row?.version ?? 1;
  }

  async setSent(tx: Tx, id: string, stripeRefundId: string): Promise<void> {
    await sqlCount(tx, 'UPDATE refunds SET stripe_refund_id = $2 WHERE id = $1', [
      id,
      stripeRefundId,
    ]);
  }

  /** With what the provider took in euro, when that is another amount by nature. */
  async setPaidEntry(
    tx: Tx,
    id: string,
    paid: { entryId: string; takenMinor: number | null; exchangeEntryId: string | null },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE refunds SET paid_entry_id = $2, taken_minor = $3, exchange_entry_id = $4 WHERE id = $1`,
      [id, paid.entryId, paid.takenMinor, paid.exchangeEntryId],
    );
  }

  /** The payment of a charge on both sides; null when it was made in euro. */
  async sidesOf(tx: Tx, chargeId: string): Promise<BothSides | null> {
    const [row] = await sql<{ currency: Currency } & Record<SidesColumn, string>>(
      tx,
      `SELECT c.presented_currency AS currency, c.presented_gross_minor AS "presentedMinor",
              c.gross_minor AS "euroMinor", coalesce(sum(r.amount_minor), 0)::bigint AS "euroBackMinor",
              coalesce(sum(r.presented_minor), 0)::bigint AS "presentedBackMinor"
         FROM contributions AS c LEFT JOIN refunds AS r ON r.charge_id = c.charge_id
        WHERE c.charge_id = $1 AND c.exchange_rate IS NOT NULL
        GROUP BY c.id`,
      [chargeId],
    );
    if (row === undefined) return null;
    return {
      currency: row.currency,
      presentedMinor: minorFromSql(row.presentedMinor),
      euroMinor: minorFromSql(row.euroMinor),
      presentedBackMinor: minorFromSql(row.presentedBackMinor),
      euroBackMinor: minorFromSql(row.euroBackMinor),
    };
  }

  async setBouncedEntry(tx: Tx, id: string, entryId: string): Promise<void> {
    await sqlCount(tx, 'UPDATE refunds SET bounced_entry_id = $2 WHERE id = $1', [id, entryId]);
  }

  async setFinished(tx: Tx, id: string): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE refunds SET finished_at = coalesce(finished_at, vatra_now()) WHERE id = $1',
      [id],
    );
  }

  /** The refund that begins, and what it leaves of the gift. */
  async takeFrom(tx: Tx, id: string, refundId: string, parts: ReturnedParts): Promise<void> {
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
  async letGo(tx: Tx, id: string, refundId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE contributions SET open_refund_id = NULL WHERE id = $1 AND open_refund_id = $2`,
      [id, refundId],
    );
  }

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<RefundRecord[]> {
    const rows = await sql<RefundRow>(
      tx,
      `SELECT ${COLUMNS} FROM refunds WHERE ${where}`,
      parameters,
    );
    return rows.map(refundOf);
  }
}

function refundOf(row: RefundRow): RefundRecord {
  const { presentedMinor: minor, presentedCurrency: currency, takenMinor, ...plain } = row;
  return {
    ...plain,
    amountMinor: minorFromSql(row.amountMinor),
    presented:
      minor === null || currency === null ? null : { minor: minorFromSql(minor), currency },
    takenMinor: takenMinor === null ? null : minorFromSql(takenMinor),
  };
}
