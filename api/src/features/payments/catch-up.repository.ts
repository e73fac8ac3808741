import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

const EVERY_SECONDS = 60;
/** Where listing begins on an installation that has never listed: Stripe keeps events for 30 days. */
const FIRST_LOOK_DAYS = 29;

const DUE = `looked_at < clock_timestamp() - interval '${String(EVERY_SECONDS)} seconds'`;

export const CATCH_UP_DUE = `SELECT ${DUE} FROM stripe_catch_up`;

@Injectable()
export class CatchUpRepository {
  /** The turn is taken before the listing: one process lists, and a failure waits for the next turn. */
  async takeTurn(tx: Tx): Promise<{ listedTo: Date } | null> {
    const [row] = await sql<{ listedTo: Date }>(
      tx,
      `UPDATE stripe_catch_up SET looked_at = clock_timestamp() WHERE ${DUE}
       RETURNING coalesce(listed_to, vatra_now() - interval '${String(FIRST_LOOK_DAYS)} days') AS "listedTo"`,
    );
    return row ?? null;
  }

  async reached(tx: Tx, listedTo: Date): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE stripe_catch_up SET listed_to = greatest(coalesce(listed_to, $1), $1)',
      [listedTo],
    );
  }
}
