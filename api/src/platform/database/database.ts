import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { closeTx, inside, openTx, type Tx } from './tx.js';

const ATTEMPTS_MAX = 5;
const PAUSE_MS = 15;
/** serialization_failure, deadlock_detected: the whole transaction may be tried again. */
const RETRYABLE = new Set(['40001', '40P01']);

type LastWord = (tx: Tx) => Promise<void>;
const lastWords = new AsyncLocalStorage<{ lastWord: LastWord | null }>();

/**
 * What every transaction begun by the work says before it commits: kept with it, or not at all. What
 * the work has only set going, such as a lane that was woken, is no longer part of it.
 */
export async function beforeEachCommit<T>(lastWord: LastWord, work: () => Promise<T>): Promise<T> {
  const said: { lastWord: LastWord | null } = { lastWord };
  try {
    return await lastWords.run(said, work);
  } finally {
    said.lastWord = null;
  }
}

/** The door to PostgreSQL for services: one verb, one transaction. */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs the work in one READ COMMITTED transaction and tries it again when PostgreSQL found a
   * deadlock. The work must not call anything outside the database.
   */
  async inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= ATTEMPTS_MAX || !RETRYABLE.has(codeOf(error))) throw error;
        await sleep(PAUSE_MS * attempt * (1 + Math.random()));
      }
    }
  }

  /**
   * For work of one statement, which is a transaction by itself: spares the two extra trips. With more
   * than one statement nothing holds them together, so nothing but reads may be strung up here.
   */
  async look<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    const tx = openTx(runner);
    try {
      return await work(tx);
    } finally {
      closeTx(tx);
      await runner.release();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    const tx = openTx(runner);
    try {
      await runner.startTransaction(); // READ COMMITTED, as the connection's options say.
      const result = await work(tx);
      await lastWords.getStore()?.lastWord?.(tx);
      await runner.commitTransaction();
      for (const hint of inside(tx).afterCommit) hint();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await rollBack(runner);
      throw error;
    } finally {
      closeTx(tx);
      await runner.release();
    }
  }
}

/** SQLSTATE of a database error, '' for anything else. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (typeof code === 'string') return code;
  return driverError === undefined ? '' : codeOf(driverError);
}

async function rollBack(runner: { rollbackTransaction(): Promise<void> }): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    // The connection itself is gone: PostgreSQL has rolled back already, the first error tells why.
  }
}
