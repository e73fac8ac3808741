import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

/** One payment that was settled: so much of its currency came to so many euro cents. */
export interface SettledRate {
  readonly presentedMinor: number;
  readonly euroMinor: number;
  readonly at: Date;
}

/** Exchange rates are never fetched from anywhere: they are those of real payments (R45). */
@Injectable()
export class RatesRepository {
  /** Of the payment settled last in a currency, when that is recent enough to say anything. */
  async latest(tx: Tx, currency: string, daysMax: number): Promise<SettledRate | null> {
    const [row] = await sql<{ presentedMinor: string; euroMinor: string; at: Date }>(
      tx,
      `SELECT presented_gross_minor AS "presentedMinor", gross_minor AS "euroMinor", paid_at AS at
         FROM contributions
        WHERE presented_currency = $1 AND exchange_rate IS NOT NULL
          AND paid_at > vatra_now() - make_interval(days => $2)
        ORDER BY paid_at DESC LIMIT 1`,
      [currency, daysMax],
    );
    if (row === undefined) return null;
    return {
      presentedMinor: minorFromSql(row.presentedMinor),
      euroMinor: minorFromSql(row.euroMinor),
      at: row.at,
    };
  }
}
