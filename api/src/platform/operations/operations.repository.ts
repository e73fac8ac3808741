import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../database/manager.js';
import type { Tx } from '../database/tx.js';
import { MONEY_IS_PAUSED } from '../restore/money-pause.repository.js';
import { LEASE_SECONDS } from '../queue/keep-lease.js';

export interface OperationRow {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly version: number;
  readonly request: unknown;
  readonly state: 'pending' | 'unknown' | 'done' | 'refused';
  readonly result: unknown;
  readonly attempts: number;
  /** A version before this one was asked for. */
  readonly hasEarlier: boolean;
  /** In business time, of the first version: later ones are sent because nobody knows what became of it. */
  readonly sentSince: Date;
  readonly leaseToken: string;
}

/** Calls of before the column have the recorded time alone; outside a demonstration both are the same. */
const SENT_SINCE = 'coalesce(earlier.sent_since, earlier.first_sent_at)';
const COLUMNS = `id, kind, subject_id AS "subjectId", version, request, state, result, attempts,
  least(sent_since, (SELECT min(${SENT_SINCE}) FROM operations earlier
                      WHERE earlier.kind = operations.kind
                        AND earlier.subject_id = operations.subject_id)) AS "sentSince",
  EXISTS (SELECT 1 FROM operations earlier
           WHERE earlier.kind = operations.kind AND earlier.subject_id = operations.subject_id
             AND earlier.version < operations.version) AS "hasEarlier",
  lease_token AS "leaseToken"`;
/** Open, and free to be sent: after a restore nothing is until books and outside were compared. */
const OPEN = `state IN ('pending', 'unknown')`;
const MAY_SEND = `NOT ${MONEY_IS_PAUSED}`;
const FREE = `(lease_until IS NULL OR lease_until < clock_timestamp())`;
/** Leased to be sent at once: from here on the outcome may be unknown. */
const SET_LEASE = `state = 'unknown', attempts = attempts + 1,
  sent_since = coalesce(sent_since, first_sent_at, vatra_now()),
  first_sent_at = coalesce(first_sent_at, clock_timestamp()), lease_token = gen_random_uuid(),
  lease_until = clock_timestamp() + interval '${String(LEASE_SECONDS)} seconds'`;

/** Open operations that are due or being worked on now. */
export const OPERATIONS_DUE = `EXISTS (SELECT 1 FROM operations WHERE ${OPEN} AND retry_at <= clock_timestamp() AND ${MAY_SEND})`;

@Injectable()
export class OperationsRepository {
  async insert(
    tx: Tx,
    row: {
      id: string;
      kind: string;
      subjectId: string;
      version: number;
      request: unknown;
      /** Workers leave it alone for so long. */
      restMs: number;
    },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO operations (id, kind, subject_id, version, request, retry_at)
       VALUES ($1, $2, $3, $4, $5::jsonb,
               clock_timestamp() + make_interval(secs => $6::double precision / 1000))`,
      [row.id, row.kind, row.subjectId, row.version, JSON.stringify(row.request), row.restMs],
    );
  }

  async leaseDue(tx: Tx, limit: number): Promise<OperationRow[]> {
    return sql<OperationRow>(
      tx,
      `UPDATE operations SET ${SET_LEASE}
        WHERE id IN (
          SELECT id FROM operations WHERE ${OPEN} AND ${FREE} AND ${MAY_SEND} AND retry_at <= clock_timestamp()
           ORDER BY retry_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [limit],
    );
  }

  async leaseOne(tx: Tx, id: string): Promise<OperationRow | null> {
    const [row] = await sql<OperationRow>(
      tx,
      `UPDATE operations SET ${SET_LEASE} WHERE id = $1 AND ${OPEN} AND ${FREE} AND ${MAY_SEND} RETURNING ${COLUMNS}`,
      [id],
    );
    return row ?? null;
  }

  /** False when another worker took over, or the answer is being written down. */
  async renewLease(tx: Tx, row: OperationRow): Promise<boolean> {
    return this.changed(
      tx,
      `UPDATE operations SET lease_until = clock_timestamp() + interval '${String(LEASE_SECONDS)} seconds'
        WHERE id = (SELECT id FROM operations WHERE id = $1 AND lease_token = $2
                       FOR UPDATE SKIP LOCKED)`,
      [row.id, row.leaseToken],
    );
  }

  async stateOf(tx: Tx, id: string): Promise<OperationRow['state'] | null> {
    const [row] = await sql<Pick<OperationRow, 'state'>>(
      tx,
      'SELECT state FROM operations WHERE id = $1',
      [id],
    );
    return row?.state ?? null;
  }

  async historyOf(
    tx: Tx,
    kinds: readonly string[],
    subjectId: string,
  ): Promise<{ sentSince: Date | null; isOpen: boolean }> {
    const [row] = await sql<{ sentSince: Date | null; isOpen: boolean }>(
      tx,
      `SELECT min(${SENT_SINCE}) AS "sentSince", coalesce(bool_or(${OPEN}), false) AS "isOpen"
         FROM operations AS earlier WHERE kind = ANY ($1::text[]) AND subject_id = $2`,
      [kinds, subjectId],
    );
    return row ?? { sentSince: null, isOpen: false };
  }

  /** False when another worker took over: then this answer is late and must change nothing. */
  async finish(
    tx: Tx,
    row: OperationRow,
    outcome: { state: 'done' | 'refused'; result?: unknown; problem?: string },
  ): Promise<boolean> {
    return this.changed(
      tx,
      `UPDATE operations SET state = $3, result = $4::jsonb, problem = $5,
              finished_at = clock_timestamp(), lease_token = NULL, lease_until = NULL
        WHERE id = $1 AND lease_token = $2 AND ${OPEN}`,
      [
        row.id,
        row.leaseToken,
        outcome.state,
        outcome.result === undefined ? null : JSON.stringify(outcome.result),
        outcome.problem ?? null,
      ],
    );
  }

  async rest(tx: Tx, row: OperationRow, pauseMs: number, problem: string): Promise<void> {
    await this.changed(
      tx,
      `UPDATE operations SET retry_at = clock_timestamp() + make_interval(secs => $3::double precision / 1000),
              problem = $4, lease_token = NULL, lease_until = NULL
        WHERE id = $1 AND lease_token = $2`,
      [row.id, row.leaseToken, pauseMs, problem.slice(0, 2000)],
    );
  }

  private async changed(tx: Tx, text: string, parameters: unknown[]): Promise<boolean> {
    return (await sqlCount(tx, text, parameters)) === 1;
  }
}
