import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../database/manager.js';
import type { Tx } from '../database/tx.js';
import { newId } from '../ids/ids.js';
import { LEASE_SECONDS } from '../queue/keep-lease.js';

export interface ClockMoveRow {
  readonly id: string;
  readonly state: 'waiting' | 'moving' | 'done' | 'failed';
  readonly movedFrom: Date;
  readonly movedTo: Date;
  readonly stepsDone: number;
  readonly problem: string | null;
  /** Business time of the reading. */
  readonly at: Date;
}

export interface LeasedMove extends ClockMoveRow {
  readonly leaseToken: string;
}

const COLUMNS = `id, state, moved_from AS "movedFrom", moved_to AS "movedTo",
  steps_done AS "stepsDone", problem, vatra_now() AS at`;
const LEASE = `lease_until = clock_timestamp() + interval '${String(LEASE_SECONDS)} seconds'`;

export const CLOCK_MOVE_DUE = `EXISTS (SELECT 1 FROM clock_moves WHERE state IN ('waiting', 'moving'))`;

@Injectable()
export class ClockMovesRepository {
  async insert(tx: Tx, to: Date): Promise<ClockMoveRow> {
    const [row] = await sql<ClockMoveRow>(
      tx,
      `INSERT INTO clock_moves (id, state, moved_from, moved_to)
       VALUES ($1, 'waiting', vatra_now(), $2) RETURNING ${COLUMNS}`,
      [newId(), to],
    );
    if (row === undefined) throw new Error('the clock move was not kept');
    return row;
  }

  async find(tx: Tx, id: string): Promise<ClockMoveRow | null> {
    const [row] = await sql<ClockMoveRow>(tx, `SELECT ${COLUMNS} FROM clock_moves WHERE id = $1`, [
      id,
    ]);
    return row ?? null;
  }

  async offsetSeconds(tx: Tx): Promise<number> {
    const [row] = await sql<{ seconds: number }>(
      tx,
      'SELECT extract(epoch FROM shift)::double precision AS seconds FROM clock_offset',
    );
    return row?.seconds ?? 0;
  }

  /** The waiting move, or one whose mover died, becomes the caller's. */
  async lease(tx: Tx): Promise<LeasedMove | null> {
    const [row] = await sql<LeasedMove>(
      tx,
      `UPDATE clock_moves SET state = 'moving', lease_token = gen_random_uuid(), ${LEASE}
        WHERE id = (
          SELECT id FROM clock_moves
           WHERE state = 'waiting' OR (state = 'moving' AND lease_until < clock_timestamp())
           LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}, lease_token AS "leaseToken"`,
    );
    return row ?? null;
  }

  /** Business time becomes the instant. */
  async setBusinessTime(tx: Tx, instant: Date): Promise<void> {
    await sqlCount(tx, `UPDATE clock_offset SET shift = $1::timestamptz - now()`, [instant]);
  }

  /** Nothing has a history yet: only then may a demonstration begin in the past. */
  async isUntouched(tx: Tx): Promise<boolean> {
    const [row] = await sql<{ touched: boolean }>(
      tx,
      'SELECT EXISTS (SELECT 1 FROM state_change) AS touched',
    );
    return row?.touched === false;
  }

  async renewLease(tx: Tx, { id, leaseToken }: LeasedMove): Promise<void> {
    await sqlCount(tx, `UPDATE clock_moves SET ${LEASE} WHERE id = $1 AND lease_token = $2`, [
      id,
      leaseToken,
    ]);
  }

  /** One instant of the move; false when another mover took over: then this one must not set the date. */
  async step(tx: Tx, { id, leaseToken }: LeasedMove): Promise<boolean> {
    const changed = await sqlCount(
      tx,
      `UPDATE clock_moves SET steps_done = steps_done + 1 WHERE id = $1 AND lease_token = $2`,
      [id, leaseToken],
    );
    return changed === 1;
  }

  async finish(tx: Tx, { id, leaseToken }: LeasedMove, problem: string | null): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE clock_moves SET state = CASE WHEN $3::text IS NULL THEN 'done' ELSE 'failed' END,
              problem = $3, lease_token = NULL, lease_until = NULL
        WHERE id = $1 AND lease_token = $2`,
      [id, leaseToken, problem],
    );
  }
}
