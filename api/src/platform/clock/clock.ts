import { Injectable } from '@nestjs/common';
import { sql } from '../database/manager.js';
import { inside, type Tx } from '../database/tx.js';

/**
 * The only reader of time. Business time is the database's clock plus the demonstration offset and
 * stands still within a transaction (ruling 1); recorded time is the database's clock as it is.
 */
@Injectable()
export class Clock {
  /** Business time: deadlines, receipts, value dates. */
  async now(tx: Tx): Promise<Date> {
    const known = inside(tx).businessNow;
    if (known !== undefined) return new Date(known);
    const [row] = await sql<{ now: Date }>(tx, 'SELECT vatra_now() AS now');
    if (row === undefined) throw new Error('vatra_now() gave no row');
    inside(tx).businessNow = row.now;
    return new Date(row.now);
  }

  /** Recorded time: leases, sessions, webhook age, rate limits. */
  async recordedNow(tx: Tx): Promise<Date> {
    const [row] = await sql<{ now: Date }>(tx, 'SELECT clock_timestamp() AS now');
    if (row === undefined) throw new Error('clock_timestamp() gave no row');
    return row.now;
  }
}
