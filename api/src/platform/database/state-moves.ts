import { canMove, type StateTable } from '@vatra/shared/states/state-table';
import { roleForHistory, type Actor } from '../actor.js';
import { newId } from '../ids/ids.js';
import { Conflict } from '../http/app-error.js';
import { sql, sqlCount } from './manager.js';
import { MACHINES, type MachineName } from './state-machines.js';
import type { Tx } from './tx.js';

/** The row was not in the state the verb expects, or the table of moves has no such edge. */
export class MoveNotAllowed extends Conflict {
  constructor(machine: MachineName, from: string, to: string) {
    super('state.move-not-allowed', { machine, from, to });
  }
}

export interface Move {
  readonly machine: MachineName;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly actor: Actor;
  readonly reason?: string;
}

/**
 * The only way a state changes (ruling 31): the row moves if it still is where the verb thinks it
 * is, and its history says who moved it in which role.
 *
 * @throws MoveNotAllowed
 */
export async function moveState(tx: Tx, move: Move): Promise<void> {
  const { table, moves } = MACHINES[move.machine];
  if (!canMove(moves as StateTable<string>, move.from, move.to)) {
    throw new MoveNotAllowed(move.machine, move.from, move.to);
  }
  const moved = await sqlCount(tx, `UPDATE ${table} SET state = $1 WHERE id = $2 AND state = $3`, [
    move.to,
    move.id,
    move.from,
  ]);
  if (moved !== 1) throw new MoveNotAllowed(move.machine, move.from, move.to);
  await writeHistory(tx, move);
}

/** As `moveState` for many rows of one machine that stand in the same state: all or none. */
export async function moveStates(
  tx: Tx,
  { ids, ...move }: Omit<Move, 'id'> & { readonly ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  const { table, moves } = MACHINES[move.machine];
  if (!canMove(moves as StateTable<string>, move.from, move.to)) {
    throw new MoveNotAllowed(move.machine, move.from, move.to);
  }
  const moved = await sqlCount(
    tx,
    `UPDATE ${table} SET state = $1 WHERE id = ANY ($2::uuid[]) AND state = $3`,
    [move.to, ids, move.from],
  );
  if (moved !== ids.length) throw new MoveNotAllowed(move.machine, move.from, move.to);
  await writeHistories(tx, move, ids);
}

/** The first line of a history: the row came to be in this state. */
export async function recordBirth(
  tx: Tx,
  birth: { machine: MachineName; id: string; state: string; actor: Actor },
): Promise<void> {
  await writeHistory(tx, { ...birth, from: null, to: birth.state });
}

/** As `recordBirth` for many rows of one machine, in one statement. */
export async function recordBirths(
  tx: Tx,
  births: { machine: MachineName; ids: readonly string[]; state: string; actor: Actor },
): Promise<void> {
  const { ids, state, ...birth } = births;
  await writeHistories(tx, { ...birth, from: null, to: state }, ids);
}

export interface StateChange {
  readonly from: string | null;
  readonly to: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly actorRole: string;
  readonly reason: string | null;
}

const HISTORY_MAX = 200;

export async function historyOf(tx: Tx, machine: MachineName, id: string): Promise<StateChange[]> {
  return sql<StateChange>(
    tx,
    `SELECT from_state AS "from", to_state AS "to", at, actor_id AS "actorId",
            actor_role AS "actorRole", reason
       FROM state_change WHERE machine = $1 AND subject_id = $2
      ORDER BY id LIMIT ${String(HISTORY_MAX)}`,
    [machine, id],
  );
}

async function writeHistory(
  tx: Tx,
  change: Omit<Move, 'from'> & { from: string | null },
): Promise<void> {
  await sql(
    tx,
    `INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_id, actor_role, reason)
     VALUES ($1, $2, $3, $4, $5, vatra_now(), $6, $7, $8)`,
    [
      newId(),
      change.machine,
      change.id,
      change.from,
      change.to,
      change.actor.personId,
      roleForHistory(change.actor),
      change.reason ?? null,
    ],
  );
}

async function writeHistories(
  tx: Tx,
  change: Omit<Move, 'id' | 'from'> & { from: string | null },
  ids: readonly string[],
): Promise<void> {
  await sql(
    tx,
    `INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_id, actor_role, reason)
     SELECT new_rows.id, $3, new_rows.subject_id, $4, $5, vatra_now(), $6, $7, $8
       FROM unnest($1::uuid[], $2::uuid[]) AS new_rows (id, subject_id)`,
    [
      ids.map(() => newId()),
      ids,
      change.machine,
      change.from,
      change.to,
      change.actor.personId,
      roleForHistory(change.actor),
      change.reason ?? null,
    ],
  );
}
