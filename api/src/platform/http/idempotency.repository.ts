import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../database/manager.js';
import type { Tx } from '../database/tx.js';
import { LEASE_SECONDS } from '../queue/keep-lease.js';

export interface KeptAnswer {
  readonly requestHash: string;
  readonly state: 'running' | 'answered';
  /** Something was changed and the process died before it could say so. */
  readonly isAnswerLost: boolean;
  readonly status: number | null;
  readonly contentType: string | null;
  readonly body: string | null;
}

/** A key and one run of the request under it. */
export interface RunOfKey {
  readonly keyHash: string;
  readonly runId: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const KEPT_HOURS = 24;
const ABANDONED = `k.begun_at < clock_timestamp() - interval '${String(LEASE_SECONDS)} seconds'`;

@Injectable()
export class IdempotencyRepository {
  /**
   * True when this request may run under the key: new, past its day, or left by a process that died
   * before it had changed anything.
   */
  async begin(tx: Tx, { keyHash, runId }: RunOfKey, requestHash: string): Promise<boolean> {
    const begun = await sqlCount(
      tx,
      `INSERT INTO idempotency_keys AS k (key_hash, request_hash, run_id) VALUES ($1, $2, $3)
       ON CONFLICT (key_hash) DO UPDATE
          SET request_hash = excluded.request_hash, run_id = excluded.run_id, state = 'running', status = NULL,
              content_type = NULL, body = NULL, effect_at = NULL, begun_at = clock_timestamp()
        WHERE k.begun_at < clock_timestamp() - make_interval(hours => ${String(KEPT_HOURS)})
           OR (k.state = 'running' AND k.request_hash = excluded.request_hash
               AND k.effect_at IS NULL AND ${ABANDONED})`,
      [keyHash, requestHash, runId],
    );
    return begun === 1;
  }

  /** The request goes on: without this its key is free for whoever asks again after a death. */
  async renew(tx: Tx, { keyHash, runId }: RunOfKey): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE idempotency_keys SET begun_at = clock_timestamp()
        WHERE key_hash = $1 AND run_id = $2 AND state = 'running'`,
      [keyHash, runId],
    );
  }

  async find(tx: Tx, keyHash: string): Promise<KeptAnswer | null> {
    const [row] = await sql<KeptAnswer>(
      tx,
      `SELECT request_hash AS "requestHash", state, status, content_type AS "contentType", body,
              state = 'running' AND effect_at IS NOT NULL AND ${ABANDONED} AS "isAnswerLost"
         FROM idempotency_keys AS k WHERE key_hash = $1`,
      [keyHash],
    );
    return row ?? null;
  }

  /**
   * Within a transaction of the request: once something was written, the key is never free again.
   * False when this run was taken for dead and another has its place: then nothing may be written.
   */
  async markEffect(tx: Tx, { keyHash, runId }: RunOfKey): Promise<boolean> {
    const [row] = await sql<{ isMine: boolean; hasWritten: boolean }>(
      tx,
      `WITH mine AS (
         UPDATE idempotency_keys SET effect_at = coalesce(effect_at, clock_timestamp())
          WHERE key_hash = $1 AND run_id = $2 AND pg_current_xact_id_if_assigned() IS NOT NULL
         RETURNING 1)
       SELECT EXISTS (SELECT 1 FROM mine) AS "isMine",
              pg_current_xact_id_if_assigned() IS NOT NULL AS "hasWritten"`,
      [keyHash, runId],
    );
    return row?.isMine === true || row?.hasWritten === false;
  }

  async keep(tx: Tx, { keyHash, runId }: RunOfKey, answer: Answer): Promise<void> {
    await sql(
      tx,
      `UPDATE idempotency_keys SET state = 'answered', status = $3, content_type = $4, body = $5
        WHERE key_hash = $1 AND run_id = $2`,
      [keyHash, runId, answer.status, answer.contentType, answer.body],
    );
  }

  /** The request failed: its key is free again, unless something was changed before it failed. */
  async release(tx: Tx, { keyHash, runId }: RunOfKey): Promise<void> {
    await sql(
      tx,
      `WITH freed AS (
         DELETE FROM idempotency_keys
          WHERE key_hash = $1 AND run_id = $2 AND state = 'running' AND effect_at IS NULL)
       UPDATE idempotency_keys
          SET begun_at = clock_timestamp() - interval '${String(LEASE_SECONDS + 1)} seconds'
        WHERE key_hash = $1 AND run_id = $2 AND state = 'running' AND effect_at IS NOT NULL`,
      [keyHash, runId],
    );
  }

  /** Rows past their day; some at a time, so that no request waits for it. */
  async sweep(tx: Tx): Promise<void> {
    await sql(
      tx,
      `DELETE FROM idempotency_keys WHERE key_hash IN (
         SELECT key_hash FROM idempotency_keys
          WHERE begun_at < clock_timestamp() - make_interval(hours => ${String(KEPT_HOURS)}) LIMIT 200)`,
    );
  }
}
