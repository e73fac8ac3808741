import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../database/manager.js';
import type { Tx } from '../database/tx.js';
import { newId } from '../ids/ids.js';
import { LEASE_SECONDS } from '../queue/keep-lease.js';

export interface OutboxRow {
  readonly id: string;
  readonly kind: 'event' | 'job';
  readonly handler: string;
  readonly subjectKey: string | null;
  readonly payload: Record<string, unknown>;
  readonly attempts: number;
  readonly leaseToken: string;
}

const REACHED = `dead_at IS NULL AND due_at <= vatra_now()`;
const DUE = `${REACHED} AND (retry_at IS NULL OR retry_at <= clock_timestamp())`;

/** As the index outbox_one_job says it. */
const WAITING_JOB = `kind = 'job' AND dead_at IS NULL AND lease_token IS NULL`;

/** Rows whose time has come and that are not over: leased ones, and those that rest a moment after a failure. */
export const OUTBOX_DUE = `EXISTS (SELECT 1 FROM outbox WHERE ${REACHED})`;

@Injectable()
export class OutboxRepository {
  /** One row for each handler of each payload. */
  async addEvents(
    tx: Tx,
    handlers: readonly string[],
    payloads: readonly unknown[],
  ): Promise<void> {
    const rows = payloads.flatMap((payload) =>
      handlers.map((handler) => ({ id: newId(), handler, payload: JSON.stringify(payload) })),
    );
    if (rows.length === 0) return;
    await sql(
      tx,
      `INSERT INTO outbox (id, kind, handler, payload, due_at)
       SELECT id, 'event', handler, payload::jsonb, vatra_now()
         FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new_rows (id, handler, payload)`,
      [
        rows.map(({ id }) => id),
        rows.map(({ handler }) => handler),
        rows.map(({ payload }) => payload),
      ],
    );
  }

  /**
   * One waiting row per job and subject: scheduling again moves it. A row whose handler is at work
   * stays as it is and is not waited for, so that the caller may hold what the handler wants.
   */
  async putJob(tx: Tx, handler: string, subjectKey: string, dueAt: Date | null): Promise<void> {
    await sql(
      tx,
      `INSERT INTO outbox (id, kind, handler, subject_key, due_at)
       VALUES ($1, 'job', $2, $3, coalesce($4::timestamptz, vatra_now()))
       ON CONFLICT (handler, subject_key) WHERE ${WAITING_JOB}
       DO UPDATE SET due_at = excluded.due_at, attempts = 0, retry_at = NULL`,
      [newId(), handler, subjectKey, dueAt],
    );
  }

  /** As putJob, but a row that waits for an earlier time stays as it is. */
  async putJobBy(tx: Tx, handler: string, subjectKey: string, dueAt: Date): Promise<void> {
    await sql(
      tx,
      `INSERT INTO outbox (id, kind, handler, subject_key, due_at)
       VALUES ($1, 'job', $2, $3, $4)
       ON CONFLICT (handler, subject_key) WHERE ${WAITING_JOB}
       DO UPDATE SET due_at = excluded.due_at, attempts = 0, retry_at = NULL
         WHERE excluded.due_at < outbox.due_at`,
      [newId(), handler, subjectKey, dueAt],
    );
  }

  /** What a handler is at work on comes too late to be dropped. */
  async dropJobs(tx: Tx, handler: string, subjectKeys: readonly string[]): Promise<void> {
    await sqlCount(
      tx,
      `DELETE FROM outbox WHERE id IN (
         SELECT id FROM outbox
          WHERE kind = 'job' AND handler = $1 AND subject_key = ANY ($2::text[])
            FOR UPDATE SKIP LOCKED)`,
      [handler, subjectKeys],
    );
  }

  /** Leases the oldest due rows to the caller. */
  async lease(tx: Tx, limit: number): Promise<OutboxRow[]> {
    return sql<OutboxRow>(
      tx,
      `UPDATE outbox SET lease_token = gen_random_uuid(),
              lease_until = clock_timestamp() + interval '${String(LEASE_SECONDS)} seconds'
        WHERE id IN (
          SELECT id FROM outbox
           WHERE ${DUE} AND (lease_until IS NULL OR lease_until < clock_timestamp())
           ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, kind, handler, subject_key AS "subjectKey", payload, attempts,
                 lease_token AS "leaseToken"`,
      [limit],
    );
  }

  /** A row whose handler is at work is locked by it, and nobody else can take it. */
  async renewLeases(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE outbox SET lease_until = clock_timestamp() + interval '${String(LEASE_SECONDS)} seconds'
        WHERE id IN (
          SELECT waiting.id FROM outbox AS waiting
            JOIN unnest($1::uuid[], $2::uuid[]) AS held (id, lease_token)
              ON waiting.id = held.id AND waiting.lease_token = held.lease_token
             FOR UPDATE OF waiting SKIP LOCKED)`,
      [rows.map(({ id }) => id), rows.map(({ leaseToken }) => leaseToken)],
    );
  }

  /** Takes the row away within the handler's own transaction; false when the lease was lost. */
  async take(tx: Tx, row: OutboxRow): Promise<boolean> {
    return (
      (await sqlCount(tx, `DELETE FROM outbox WHERE id = $1 AND lease_token = $2`, [
        row.id,
        row.leaseToken,
      ])) === 1
    );
  }

  /** Lays a row down for later, or for good; a job scheduled anew meanwhile makes it needless. */
  async failed(
    tx: Tx,
    row: OutboxRow,
    outcome: { error: string; retryInMs: number | null },
  ): Promise<void> {
    if (outcome.retryInMs !== null && (await this.dropReplaced(tx, row))) return;
    await sqlCount(
      tx,
      `UPDATE outbox SET attempts = attempts + 1, last_error = $3, lease_token = NULL, lease_until = NULL,
              retry_at = clock_timestamp() + make_interval(secs => $4::double precision / 1000),
              dead_at = CASE WHEN $4::double precision IS NULL THEN clock_timestamp() END
        WHERE id = $1 AND lease_token = $2`,
      [row.id, row.leaseToken, outcome.error.slice(0, 2000), outcome.retryInMs],
    );
  }

  private async dropReplaced(tx: Tx, row: OutboxRow): Promise<boolean> {
    return (
      (await sqlCount(
        tx,
        `DELETE FROM outbox WHERE id = $1 AND lease_token = $2 AND EXISTS (
           SELECT 1 FROM outbox WHERE ${WAITING_JOB} AND handler = $3 AND subject_key = $4)`,
        [row.id, row.leaseToken, row.handler, row.subjectKey],
      )) === 1
    );
  }

  /** Business time of the next timer, null when nothing waits. */
  async nextDueAt(tx: Tx): Promise<Date | null> {
    const [row] = await sql<{ next: Date | null }>(
      tx,
      `SELECT min(due_at) AS next FROM outbox WHERE dead_at IS NULL AND due_at > vatra_now()`,
    );
    return row?.next ?? null;
  }
}
