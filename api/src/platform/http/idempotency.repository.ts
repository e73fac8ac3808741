import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../database/manager.js';
import type { Tx } from '../database/tx.js';

export interface KeptAnswer {
  readonly requestHash: string;
  readonly state: 'running' | 'answered';
  readonly status: number | null;
  readonly contentType: string | null;
  readonly body: string | null;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Longer than any request may run: after this a process that vanished no longer blocks its key. */
const RUNNING_SECONDS_MAX = 120;
const KEPT_HOURS = 24;

@Injectable()
export class IdempotencyRepository {
  /** True when this request may run under the key: new, past its day, or left by a dead process. */
  async begin(tx: Tx, keyHash: string, requestHash: string): Promise<boolean> {
    const begun = await sqlCount(
      tx,
      `INSERT INTO idempotency_keys AS k (key_hash, request_hash) VALUES ($1, $2)
       ON CONFLICT (key_hash) DO UPDATE
          SET request_hash = excluded.request_hash, state = 'running', status = NULL,
              content_type = NULL, body = NULL, begun_at = clock_timestamp()
        WHERE k.begun_at < clock_timestamp() - make_interval(hours => ${String(KEPT_HOURS)})
           OR (k.state = 'running' AND k.request_hash = excluded.request_hash
               AND k.begun_at < clock_timestamp() - make_interval(secs => ${String(RUNNING_SECONDS_MAX)}))`,
      [keyHash, requestHash],
    );
    return begun === 1;
  }

  async find(tx: Tx, keyHash: string): Promise<KeptAnswer | null> {
    const [row] = await sql<KeptAnswer>(
      tx,
      `SELECT request_hash AS "requestHash", state, status, content_type AS "contentType", body
         FROM idempotency_keys WHERE key_hash = $1`,
      [keyHash],
    );
    return row ?? null;
  }

  async keep(tx: Tx, keyHash: string, answer: Answer): Promise<void> {
    await sql(
      tx,
      `UPDATE idempotency_keys SET state = 'answered', status = $2, content_type = $3, body = $4
        WHERE key_hash = $1`,
      [keyHash, answer.status, answer.contentType, answer.body],
    );
  }

  async forget(tx: Tx, keyHash: string): Promise<void> {
    await sql(tx, `DELETE FROM idempotency_keys WHERE key_hash = $1 AND state = 'running'`, [
      keyHash,
    ]);
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
