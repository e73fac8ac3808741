import type { EntityManager } from 'typeorm';
import { runPrepared } from './statements.js';
import { inside, type Tx } from './tx.js';

/** The entity manager of the transaction, for simple reads and writes. Repositories only. */
export function manager(tx: Tx): EntityManager {
  return inside(tx).runner.manager;
}

/** Runs one SQL statement with $1-style parameters and answers its rows. Repositories only. */
export async function sql<Row>(
  tx: Tx,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const { rows } = await runPrepared(inside(tx).runner, text, parameters);
  return rows as Row[];
}

/** As `sql`, answering how many rows the statement changed. */
export async function sqlCount(
  tx: Tx,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<number> {
  const { rowCount } = await runPrepared(inside(tx).runner, text, parameters);
  return rowCount;
}
