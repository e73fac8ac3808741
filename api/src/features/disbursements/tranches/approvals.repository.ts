import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { codeOf } from '../../../platform/database/database.js';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AlreadyApproved } from '../disbursements.errors.js';

export interface PreparationRow {
  readonly trancheId: string;
  readonly attempt: number;
  readonly amountMinor: number;
  readonly payeeAccountId: string;
  readonly contentHash: string;
  readonly approvalsNeeded: number;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  /** R76: the lei it buys, and the bank's rate it was reckoned with; null where the euro are fixed. */
  readonly targetMdlMinor: number | null;
  readonly rateE4: number | null;
}

export interface ApprovalRow {
  readonly trancheId: string;
  readonly attempt: number;
  readonly personId: string;
  readonly approvedAt: Date;
}

/** What was approved, and when the checker's code was proved, in recorded time. */
interface NewApproval extends ApprovalRow {
  readonly contentHash: string;
  readonly provedAt: Date;
}

type PreparationSql = Omit<PreparationRow, 'amountMinor' | 'targetMdlMinor'> & {
  readonly amountMinor: string;
  readonly targetMdlMinor: string | null;
};

const UNIQUE_VIOLATION = '23505';

/** Who prepared and who approved which content; rows are only ever added. */
@Injectable()
export class ApprovalsRepository {
  async addPreparation(tx: Tx, row: PreparationRow): Promise<void> {
    await sql(
      tx,
      `INSERT INTO tranche_preparations (tranche_id, attempt, amount_minor, currency, payee_account_id,
                                         content_hash, approvals_needed, prepared_by, prepared_at,
                                         target_mdl_minor, rate_e4)
       VALUES ($1, $2, $3, 'EUR', $4, $5, $6, $7, $8, $9, $10)`,
      [
        row.trancheId,
        row.attempt,
        row.amountMinor,
        row.payeeAccountId,
        row.contentHash,
        row.approvalsNeeded,
        row.preparedBy,
        row.preparedAt,
        row.targetMdlMinor,
        row.rateE4,
      ],
    );
  }

  /** Every preparation of the tranches, the newest last. */
  async preparationsOf(tx: Tx, trancheIds: readonly string[]): Promise<PreparationRow[]> {
    const rows = await sql<PreparationSql>(
      tx,
      `SELECT tranche_id AS "trancheId", attempt, amount_minor AS "amountMinor",
              payee_account_id AS "payeeAccountId", content_hash AS "contentHash",
              approvals_needed AS "approvalsNeeded", prepared_by AS "preparedBy",
              prepared_at AS "preparedAt", target_mdl_minor AS "targetMdlMinor",
              rate_e4 AS "rateE4"
         FROM tranche_preparations WHERE tranche_id = ANY ($1::uuid[]) ORDER BY tranche_id, attempt`,
      [trancheIds],
    );
    return rows.map((row) => ({
      ...row,
      amountMinor: minorFromSql(row.amountMinor),
      targetMdlMinor: row.targetMdlMinor === null ? null : minorFromSql(row.targetMdlMinor),
    }));
  }

  async approvalsOf(tx: Tx, trancheIds: readonly string[]): Promise<ApprovalRow[]> {
    return sql<ApprovalRow>(
      tx,
      `SELECT tranche_id AS "trancheId", attempt, person_id AS "personId", approved_at AS "approvedAt"
         FROM tranche_approvals WHERE tranche_id = ANY ($1::uuid[]) ORDER BY approved_at`,
      [trancheIds],
    );
  }

  /** @throws AlreadyApproved, also when the database is the only one to notice */
  async addApproval(tx: Tx, row: NewApproval): Promise<void> {
    try {
      await sql(
        tx,
        `INSERT INTO tranche_approvals (tranche_id, attempt, person_id, content_hash, approved_at,
                                        proved_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [row.trancheId, row.attempt, row.personId, row.contentHash, row.approvedAt, row.provedAt],
      );
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new AlreadyApproved();
      throw error;
    }
  }
}
