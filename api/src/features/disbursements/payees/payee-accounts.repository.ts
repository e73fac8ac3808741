import { Injectable } from '@nestjs/common';
import type { PayeeAccountState } from '@vatra/shared/disbursements/payee-account.states';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface PayeeAccountRow {
  readonly id: string;
  readonly organisationId: string;
  /** Null for an account at Stripe: there is no number of a bank to know. */
  readonly ibanSealed: string | null;
  readonly ibanMasked: string;
  readonly ibanFingerprint: string;
  readonly holder: string;
  readonly rail: 'bank_transfer' | 'stripe_transfer';
  readonly stripeAccountId: string | null;
  /** Stripe may stop an account from receiving; a bank's account always can. */
  readonly isAble: boolean;
  readonly kind: 'bank' | 'treasury' | 'stripe';
  readonly bankLetterFileId: string | null;
  readonly state: PayeeAccountState;
  readonly offeredBy: string;
  readonly offeredAt: Date;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  /** It took the place of another account: it rests, and payments to it need two checkers for a while. */
  readonly isChange: boolean;
  readonly activeFrom: Date | null;
}

const COLUMNS = `id, organisation_id AS "organisationId", iban_sealed AS "ibanSealed",
  iban_masked AS "ibanMasked", iban_fingerprint AS "ibanFingerprint", holder, kind,
  bank_letter_file_id AS "bankLetterFileId", state, offered_by AS "offeredBy",
  offered_at AS "offeredAt", decided_at AS "decidedAt", decision_reason AS "decisionReason",
  is_change AS "isChange", active_from AS "activeFrom", rail,
  stripe_account_id AS "stripeAccountId",
  (rail = 'bank_transfer' OR EXISTS (
    SELECT 1 FROM connected_accounts c
     WHERE c.stripe_account_id = payee_accounts.stripe_account_id AND c.standing = 'active')) AS "isAble"`;
const LIST_MAX = 100;

@Injectable()
export class PayeeAccountsRepository {
  async insert(
    tx: Tx,
    row: Omit<
      PayeeAccountRow,
      'state' | 'decidedAt' | 'decisionReason' | 'isChange' | 'activeFrom' | 'isAble'
    >,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO payee_accounts (id, organisation_id, iban_sealed, iban_masked, iban_fingerprint, holder,
                                   kind, bank_letter_file_id, state, offered_by, offered_at, rail, stripe_account_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'offered', $9, $10, $11, $12)`,
      [
        row.id,
        row.organisationId,
        row.ibanSealed,
        row.ibanMasked,
        row.ibanFingerprint,
        row.holder,
        row.kind,
        row.bankLetterFileId,
        row.offeredBy,
        row.offeredAt,
        row.rail,
        row.stripeAccountId,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<PayeeAccountRow | null> {
    const [row] = await sql<PayeeAccountRow>(
      tx,
      `SELECT ${COLUMNS} FROM payee_accounts WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** The one at Stripe that is used by a verified authority. */
  async findVerifiedAtStripe(tx: Tx, stripeAccountId: string): Promise<PayeeAccountRow | null> {
    const [row] = await sql<PayeeAccountRow>(
      tx,
      `SELECT ${COLUMNS} FROM payee_accounts WHERE stripe_account_id = $1 AND state = 'verified'`,
      [stripeAccountId],
    );
    return row ?? null;
  }

  async listOf(tx: Tx, organisationId: string): Promise<PayeeAccountRow[]> {
    return sql<PayeeAccountRow>(
      tx,
      `SELECT ${COLUMNS} FROM payee_accounts WHERE organisation_id = $1
        ORDER BY offered_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [organisationId],
    );
  }

  async findVerified(tx: Tx, organisationId: string): Promise<PayeeAccountRow | null> {
    const [row] = await sql<PayeeAccountRow>(
      tx,
      `SELECT ${COLUMNS} FROM payee_accounts WHERE organisation_id = $1 AND state = 'verified'`,
      [organisationId],
    );
    return row ?? null;
  }

  async listOffered(tx: Tx): Promise<PayeeAccountRow[]> {
    return sql<PayeeAccountRow>(
      tx,
      `SELECT ${COLUMNS} FROM payee_accounts WHERE state = 'offered'
        ORDER BY offered_at, id LIMIT ${String(LIST_MAX)}`,
    );
  }

  /** One decision at a time about the accounts of an authority. */
  async lockOrganisation(tx: Tx, organisationId: string): Promise<void> {
    await sql(tx, `SELECT pg_advisory_xact_lock(hashtextextended('payee:' || $1::text, 0))`, [
      organisationId,
    ]);
  }

  async setDecision(
    tx: Tx,
    id: string,
    decision: {
      by: string | null;
      at: Date;
      reason: string;
      isChange: boolean;
      activeFrom: Date | null;
    },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE payee_accounts SET decided_by = $2, decided_at = $3, decision_reason = $4,
              is_change = $5, active_from = $6
        WHERE id = $1`,
      [id, decision.by, decision.at, decision.reason, decision.isChange, decision.activeFrom],
    );
  }
}
