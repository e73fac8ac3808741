import type { QueryRunner } from 'typeorm';

/**
 * One database transaction. It is opaque: services pass it on, only repositories look inside
 * (manager.ts), so that all SQL lives in repositories.
 */
export interface Tx {
  readonly transaction: true;
}

interface TxInside {
  readonly runner: QueryRunner;
  readonly afterCommit: (() => void)[];
  /** Business time, once somebody asked: it stands still within a transaction. */
  businessNow?: Date;
}

const insides = new WeakMap<Tx, TxInside>();

export function openTx(runner: QueryRunner): Tx {
  const tx: Tx = { transaction: true };
  insides.set(tx, { runner, afterCommit: [] });
  return tx;
}

export function inside(tx: Tx): TxInside {
  const found = insides.get(tx);
  if (found === undefined) throw new Error('The transaction has ended');
  return found;
}

export function closeTx(tx: Tx): void {
  insides.delete(tx);
}

/** Hints and the like that make sense only when the rows are really there. They must not throw. */
export function afterCommit(tx: Tx, work: () => void): void {
  inside(tx).afterCommit.push(work);
}
