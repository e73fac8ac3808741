import { Injectable } from '@nestjs/common';
import type { CurrencyMode } from '@vatra/shared/disbursements/exchange';
import type { Localized } from '@vatra/shared/localized.dto';
import { minorFromSql } from '@vatra/shared/money';
import type { PlanningRateDto } from '@vatra/shared/projects/projects.dto';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface ReceiptRow {
  readonly id: string;
  readonly trancheId: string;
  readonly attempt: number;
  /** In bani. */
  readonly receivedMinor: number;
}

export interface UnsaidTranche {
  readonly trancheId: string;
  readonly projectId: string;
  readonly number: number;
}

/** Nobody works through more of them at once. */
const UNSAID_MAX = 20;

export interface CurrencyTerms {
  readonly mode: CurrencyMode;
  readonly planningRate: PlanningRateDto | null;
  readonly reserveMinor: number;
  readonly textVersion: number;
  readonly text: Localized;
}

@Injectable()
export class ExchangeRepository {
  async setTerms(tx: Tx, projectId: string, terms: CurrencyTerms): Promise<void> {
    const rate = terms.planningRate;
    await sqlCount(
      tx,
      `UPDATE agreements SET currency_mode = $2, planning_rate_e4 = $3, planning_rate_on = $4,
              planning_rate_source = $5, reserve_minor = $6, text_version = $7, text = $8::jsonb
        WHERE project_id = $1`,
      [
        ...[projectId, terms.mode, rate?.rateE4 ?? null, rate?.on ?? null, rate?.source ?? null],
        ...[terms.reserveMinor, terms.textVersion, JSON.stringify(terms.text)],
      ],
    );
  }

  async setReserve(tx: Tx, projectId: string, minor: number): Promise<void> {
    await sqlCount(tx, 'UPDATE agreements SET reserve_minor = $2 WHERE project_id = $1', [
      ...[projectId, minor],
    ]);
  }

  /** What a payment is in euro, and in lei where these are fixed. What an attempt that failed drew on is over. */
  async setPart(
    tx: Tx,
    id: string,
    part: { readonly amountMinor: number; readonly targetMdlMinor: number | null },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE tranches SET amount_minor = $2, target_mdl_minor = $3,
              contributions_minor = NULL, matching_minor = NULL
        WHERE id = $1`,
      [id, part.amountMinor, part.targetMdlMinor],
    );
  }

  async addReceipt(tx: Tx, row: ReceiptRow & { readonly by: string }): Promise<void> {
    await sqlCount(
      tx,
      `INSERT INTO tranche_receipts (id, tranche_id, attempt, received_minor, currency, said_by, said_at)
       VALUES ($1, $2, $3, $4, 'MDL', $5, vatra_now())`,
      [row.id, row.trancheId, row.attempt, row.receivedMinor, row.by],
    );
  }

  /** Payments of fixed lei that arrived, and of which the authority has not said what its bank made. */
  unsaid(tx: Tx, organisationIds: readonly string[]): Promise<UnsaidTranche[]> {
    return sql(
      tx,
      `SELECT t.id AS "trancheId", t.project_id AS "projectId", t.number
         FROM tranches t JOIN agreements a USING (project_id)
        WHERE a.organisation_id = ANY ($1::uuid[]) AND a.currency_mode = 'TARGET_MDL'
          AND t.state = 'confirmed' AND NOT EXISTS (
            SELECT FROM tranche_receipts r WHERE r.tranche_id = t.id AND r.attempt = t.attempt)
        ORDER BY t.confirmed_at, t.id LIMIT ${String(UNSAID_MAX)}`,
      [organisationIds],
    );
  }

  /** By tranche, what was said last. */
  async newestReceipts(tx: Tx, trancheIds: readonly string[]): Promise<Map<string, ReceiptRow>> {
    const rows = await sql<Omit<ReceiptRow, 'receivedMinor'> & { receivedMinor: string }>(
      tx,
      `SELECT DISTINCT ON (tranche_id) id, tranche_id AS "trancheId", attempt,
              received_minor AS "receivedMinor"
         FROM tranche_receipts WHERE tranche_id = ANY ($1::uuid[])
        ORDER BY tranche_id, said_at DESC, id DESC`,
      [trancheIds],
    );
    return new Map(
      rows.map((row) => [
        row.trancheId,
        { ...row, receivedMinor: minorFromSql(row.receivedMinor) },
      ]),
    );
  }
}
