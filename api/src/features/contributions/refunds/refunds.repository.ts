import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { RefundRecord } from '../contribution.record.js';
import type { RefundParts } from './refund-parts.policy.js';

const COLUMNS = `id, contribution_id AS "contributionId", state, amount_minor AS "amountMinor", reason,
  posting, is_whole AS "isWhole", charge_id AS "chargeId", request_version AS "requestVersion", stripe_refund_id AS "stripeRefundId",
  paid_entry_id AS "paidEntryId", bounced_entry_id AS "bouncedEntryId", held_at AS "heldAt", created_at AS "createdAt"`;

type RefundRow = Omit<RefundRecord, 'amountMinor'> & { readonly amountMinor: string };

export interface NewRefund {
  readonly id: string;
  readonly contributionId: string;
  readonly reason: RefundRecord['reason'];
  readonly chargeId: string | null;
  readonly parts: RefundParts;
  /** Null when we have still to ask for it. */
  readonly stripeRefundId: string | null;
  readonly reserveEntryId: string;
}

@Injectable()
export class RefundsRepository {
  async insert(tx: Tx, refund: NewRefund): Promise<void> {
    const { parts } = refund;
    await sql(
      tx,
      `INSERT INTO refunds (id, contribution_id, state, amount_minor, currency, reason, posting,
              project_minor, gift_minor, is_whole, charge_id, reserve_entry_id, created_at,
              stripe_refund_id)
       VALUES ($1, $2, 'pending', $3, 'EUR', $4, $5, $6, $7, $8, $9, $10, vatra_now(), $11)`,
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

  async idOfStripe(tx: Tx, stripeRefundId: string): Promise<string | null> {
    const [row] = await sql<{ id: string }>(
      tx,
      'SELECT id FROM refunds WHERE stripe_refund_id = $1',
      [stripeRefundId],
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

  async setPaidEntry(tx: Tx, id: string, entryId: string): Promise<void> {
    await sqlCount(tx, 'UPDATE refunds SET paid_entry_id = $2 WHERE id = $1', [id, entryId]);
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

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<RefundRecord[]> {
    const rows = await sql<RefundRow>(
      tx,
      `SELECT ${COLUMNS} FROM refunds WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
