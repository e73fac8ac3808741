import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../database/manager.js';
import type { Tx } from '../database/tx.js';
import { newId } from '../ids/ids.js';

/** Condition of a query: nothing may be sent outside at present. */
export const MONEY_IS_PAUSED = `EXISTS (SELECT 1 FROM money_pauses WHERE lifted_at IS NULL)`;

export interface PauseRow {
  readonly id: string;
  readonly beganAt: Date;
}

@Injectable()
export class MoneyPauseRepository {
  /** Keeps where this database lives; answers what it said before, null on a new installation. */
  async replaceOrigin(tx: Tx): Promise<{ before: string | null; now: string }> {
    const [row] = await sql<{ before: string | null; now: string }>(
      tx,
      `SELECT (SELECT origin FROM database_origin FOR UPDATE) AS before, database_origin_now() AS now`,
      [],
    );
    if (row === undefined) throw new Error('the origin of the database cannot be read');
    if (row.before !== row.now) {
      await sql(
        tx,
        `INSERT INTO database_origin (origin) VALUES ($1)
         ON CONFLICT (one) DO UPDATE SET origin = $1, seen_at = clock_timestamp()`,
        [row.now],
      );
    }
    return row;
  }

  async begin(tx: Tx, reason: string): Promise<void> {
    await sql(
      tx,
      `INSERT INTO money_pauses (id, reason) VALUES ($1, $2)
       ON CONFLICT ((true)) WHERE lifted_at IS NULL DO NOTHING`,
      [newId(), reason],
    );
  }

  async current(tx: Tx): Promise<PauseRow | null> {
    const [row] = await sql<PauseRow>(
      tx,
      `SELECT id, began_at AS "beganAt" FROM money_pauses WHERE lifted_at IS NULL`,
      [],
    );
    return row ?? null;
  }

  async lift(tx: Tx, lift: { by: string | null; reason: string }): Promise<boolean> {
    const lifted = await sqlCount(
      tx,
      `UPDATE money_pauses SET lifted_at = clock_timestamp(), lifted_by = $1, lift_reason = $2
        WHERE lifted_at IS NULL`,
      [lift.by, lift.reason],
    );
    return lifted > 0;
  }
}
