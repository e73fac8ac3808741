import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface NewArrival {
  readonly id: string;
  readonly sheetId: string;
  readonly bankLineId: string;
  readonly amountMinor: number;
  readonly valueOn: string;
  readonly entryId: string;
}

export interface NewSheetGift {
  readonly contributionId: string;
  readonly lineId: string;
  readonly amountMinor: number;
}

/** What the bank showed of a sheet, and whose receipts it was taken for. */
@Injectable()
export class ArrivalsRepository {
  async insert(tx: Tx, arrival: NewArrival, gifts: readonly NewSheetGift[]): Promise<void> {
    await sql(
      tx,
      `INSERT INTO offline_arrivals (id, sheet_id, bank_line_id, amount_minor, value_on, entry_id, at)
       VALUES ($1, $2, $3, $4, $5, $6, vatra_now())`,
      [
        arrival.id,
        arrival.sheetId,
        arrival.bankLineId,
        arrival.amountMinor,
        arrival.valueOn,
        arrival.entryId,
      ],
    );
    await sql(
      tx,
      `INSERT INTO offline_gifts (contribution_id, arrival_id, line_id, amount_minor)
       SELECT "contributionId", $2, "lineId", "amountMinor"
         FROM jsonb_to_recordset($1::jsonb)
              AS gift ("contributionId" uuid, "lineId" uuid, "amountMinor" bigint)`,
      [JSON.stringify(gifts), arrival.id],
    );
  }

  /** What each receipt of the sheet has been credited with so far. */
  async creditedOf(tx: Tx, sheetId: string): Promise<Map<string, number>> {
    const rows = await sql<{ lineId: string; minor: string }>(
      tx,
      `SELECT g.line_id AS "lineId", sum(g.amount_minor)::bigint AS minor
         FROM offline_gifts AS g JOIN offline_arrivals AS a ON a.id = g.arrival_id
        WHERE a.sheet_id = $1 GROUP BY g.line_id`,
      [sheetId],
    );
    return new Map(rows.map(({ lineId, minor }) => [lineId, minorFromSql(minor)]));
  }
}
