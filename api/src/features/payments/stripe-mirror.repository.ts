import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { isUuid } from '@vatra/shared/rules/text.rules';
import type {
  BalanceTransaction,
  StripeCharge,
  StripeDispute,
  StripePayout,
  StripeRefund,
  StripeTopUp,
} from '../../platform/stripe/stripe.types.js';
import type { AnyStripeObject } from './stripe-appliers.js';

type Mirror =
  'stripe_charges' | 'stripe_refunds' | 'stripe_disputes' | 'stripe_payouts' | 'stripe_top_ups';

/**
 * Our copy of what Stripe says, to compare the books with. A reading never goes back: an object read
 * earlier does not overwrite one read later.
 */
@Injectable()
export class StripeMirrorRepository {
  async keep(tx: Tx, objects: readonly AnyStripeObject[], readAt: Date): Promise<void> {
    const charges = objects.filter((object) => object.type === 'charge');
    const refunds = objects.filter((object) => object.type === 'refund');
    const disputes = objects.filter((object) => object.type === 'dispute');
    const payouts = objects.filter((object) => object.type === 'payout');
    if (charges.length > 0) await this.keepCharges(tx, charges, readAt);
    if (refunds.length > 0) await this.keepRefunds(tx, refunds, readAt);
    if (disputes.length > 0) await this.keepDisputes(tx, disputes, readAt);
    if (payouts.length > 0) await this.keepPayouts(tx, payouts, readAt);
    const topUps = objects.filter((object) => object.type === 'topup');
    if (topUps.length > 0) await this.keepTopUps(tx, topUps, readAt);
  }

  /** Whether we have read the charge, and whether it named a gift. */
  async chargeKnown(tx: Tx, chargeId: string): Promise<{ isGift: boolean } | null> {
    const [row] = await sql<{ isGift: boolean }>(
      tx,
      'SELECT contribution_id IS NOT NULL AS "isGift" FROM stripe_charges WHERE id = $1',
      [chargeId],
    );
    return row ?? null;
  }

  /** Refunds and disputes of these charges that we have read, whoever made them. */
  async heardOf(
    tx: Tx,
    chargeIds: readonly string[],
  ): Promise<{ type: 'refund' | 'dispute'; id: string }[]> {
    return sql(
      tx,
      `SELECT 'refund' AS type, id FROM stripe_refunds WHERE charge_id = ANY ($1::text[])
       UNION ALL SELECT 'dispute', id FROM stripe_disputes WHERE charge_id = ANY ($1::text[])`,
      [chargeIds],
    );
  }

  private async keepCharges(tx: Tx, charges: readonly StripeCharge[], readAt: Date): Promise<void> {
    const rows = charges.map((charge) => ({
      id: charge.id,
      payment_intent_id: charge.paymentIntentId,
      contribution_id: idIn(charge.metadata.contribution_id),
      status: charge.status,
      amount_minor: charge.amountMinor,
      currency: charge.currency,
      created_at: charge.created,
      livemode: charge.livemode,
      disputed: charge.disputed,
      failure_code: charge.failureCode,
      ...settledBy(charge.balance),
      settled_currency: charge.balance?.currency ?? null,
      read_at: readAt,
    }));
    await this.upsert(tx, 'stripe_charges', rows, [
      'status',
      'disputed',
      'failure_code',
      'balance_transaction_id',
      'settled_minor',
      'fee_minor',
      'settled_currency',
      'exchange_rate',
      'read_at',
    ]);
  }

  private async keepRefunds(tx: Tx, refunds: readonly StripeRefund[], readAt: Date): Promise<void> {
    const rows = refunds.map((refund) => ({
      id: refund.id,
      charge_id: refund.chargeId,
      refund_id: idIn(refund.metadata.refund_id),
      status: refund.status,
      amount_minor: refund.amountMinor,
      currency: refund.currency,
      created_at: refund.created,
      failure_reason: refund.failureReason,
      ...settledBy(refund.balance),
      failure_balance_transaction_id: refund.failureBalance?.id ?? null,
      read_at: readAt,
    }));
    await this.upsert(tx, 'stripe_refunds', rows, [
      'status',
      'failure_reason',
      'balance_transaction_id',
      'settled_minor',
      'fee_minor',
      'exchange_rate',
      'failure_balance_transaction_id',
      'read_at',
    ]);
  }

  private async keepDisputes(
    tx: Tx,
    disputes: readonly StripeDispute[],
    readAt: Date,
  ): Promise<void> {
    const rows = disputes.map((dispute) => ({
      id: dispute.id,
      charge_id: dispute.chargeId,
      status: dispute.status,
      amount_minor: dispute.amountMinor,
      currency: dispute.currency,
      reason: dispute.reason,
      created_at: dispute.created,
      due_by: dispute.dueBy,
      ...movedBy('withdrawn', dispute.withdrawn),
      ...movedBy('reinstated', dispute.reinstated),
      read_at: readAt,
    }));
    await this.upsert(tx, 'stripe_disputes', rows, [
      'status',
      'due_by',
      'withdrawn_id',
      'withdrawn_minor',
      'withdrawn_fee_minor',
      'reinstated_id',
      'reinstated_minor',
      'reinstated_fee_minor',
      'read_at',
    ]);
  }

  private async keepPayouts(tx: Tx, payouts: readonly StripePayout[], readAt: Date): Promise<void> {
    const rows = payouts.map((payout) => ({
      id: payout.id,
      book_id: newId(),
      sweep_id: idIn(payout.metadata.sweep_id),
      status: payout.status,
      amount_minor: payout.amountMinor,
      currency: payout.currency,
      created_at: payout.created,
      arrival_date: payout.arrivalDate,
      failure_code: payout.failureCode,
      read_at: readAt,
    }));
    await this.upsert(tx, 'stripe_payouts', rows, [
      'status',
      'arrival_date',
      'failure_code',
      'read_at',
    ]);
  }

  private async keepTopUps(tx: Tx, topUps: readonly StripeTopUp[], readAt: Date): Promise<void> {
    const rows = topUps.map((topUp) => ({
      id: topUp.id,
      book_id: newId(),
      status: topUp.status,
      amount_minor: topUp.amountMinor,
      currency: topUp.currency,
      created_at: topUp.created,
      failure_code: topUp.failureCode,
      read_at: readAt,
    }));
    await this.upsert(tx, 'stripe_top_ups', rows, ['status', 'failure_code', 'read_at']);
  }

  /** Names come from this file alone, values as one JSON parameter. */
  private async upsert(
    tx: Tx,
    table: Mirror,
    rows: readonly Record<string, unknown>[],
    renewed: readonly string[],
  ): Promise<void> {
    const sorted = [...rows].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
    const columns = Object.keys(sorted[0] ?? {}).join(', ');
    await sqlCount(
      tx,
      `INSERT INTO ${table} (${columns})
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
       ON CONFLICT (id) DO UPDATE
          SET ${renewed.map((column) => `${column} = excluded.${column}`).join(', ')}
        WHERE ${table}.read_at <= excluded.read_at`,
      [JSON.stringify(sorted)],
    );
  }
}

function settledBy(balance: BalanceTransaction | null) {
  return {
    balance_transaction_id: balance?.id ?? null,
    settled_minor: balance?.amountMinor ?? null,
    fee_minor: balance?.feeMinor ?? null,
    exchange_rate: balance?.exchangeRate ?? null,
  };
}

function movedBy(name: 'withdrawn' | 'reinstated', move: BalanceTransaction | null) {
  return {
    [`${name}_id`]: move?.id ?? null,
    [`${name}_minor`]: move?.amountMinor ?? null,
    [`${name}_fee_minor`]: move?.feeMinor ?? null,
  };
}

function idIn(text: string | undefined): string | null {
  return isUuid(text) ? text : null;
}
