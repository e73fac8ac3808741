import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { StripeEvent } from '../../platform/stripe/stripe.types.js';
import { LEASE_SECONDS } from '../../platform/queue/keep-lease.js';
import type { EventFate } from './event-rules.js';

export interface InboxRow {
  readonly eventId: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectCreatedAt: Date | null;
  readonly source: 'webhook' | 'catch_up' | 'resolver';
  readonly attempts: number;
  readonly leaseToken: string;
}

export interface NewInboxRow {
  readonly event: StripeEvent;
  readonly fate: EventFate;
  readonly source: InboxRow['source'];
}

/** Older or further in the future than this by the database's clock, a signature proves nothing. */
const SIGNATURE_AGE_SECONDS_MAX = 300;

const COLUMNS = `event_id, event_type, object_type, object_id, object_created_at, api_version,
  event_created_at, livemode, source, state, note, finished_at`;

export const INBOX_DUE = `EXISTS (SELECT 1 FROM stripe_inbox
  WHERE state = 'received' AND retry_at <= clock_timestamp())`;

@Injectable()
export class InboxRepository {
  /** One statement: too old or too new keeps nothing; an event that is known changes nothing. */
  async keepSigned(tx: Tx, row: NewInboxRow, signedAt: Date): Promise<'kept' | 'known' | 'stale'> {
    const [answer] = await sql<{ fresh: boolean; kept: boolean }>(
      tx,
      `WITH clock AS (
         SELECT abs(extract(epoch FROM clock_timestamp() - $11::timestamptz))
                <= ${String(SIGNATURE_AGE_SECONDS_MAX)} AS fresh),
       kept AS (
         INSERT INTO stripe_inbox (${COLUMNS})
         SELECT $1, $2, $3, $4, $5::timestamptz, $6, $7::timestamptz, $8::boolean, $9, $10::text,
                CASE WHEN $10::text = 'dead' THEN 'no rule for this event' END,
                CASE WHEN $10::text <> 'received' THEN clock_timestamp() END
           FROM clock WHERE clock.fresh
         ON CONFLICT (event_id) DO NOTHING RETURNING 1)
       SELECT clock.fresh, EXISTS (SELECT 1 FROM kept) AS kept FROM clock`,
      [...valuesOf(row), signedAt],
    );
    if (answer?.fresh !== true) return 'stale';
    return answer.kept ? 'kept' : 'known';
  }

  /** Events that were listed or asked for rather than sent; answers how many were new. */
  async keepAll(tx: Tx, rows: readonly NewInboxRow[]): Promise<number> {
    if (rows.length === 0) return 0;
    const values = rows.map(({ event, fate, source }) => ({
      event_id: event.id,
      event_type: event.type,
      object_type: event.objectType,
      object_id: event.objectId,
      object_created_at: event.objectCreatedAt,
      api_version: event.apiVersion,
      event_created_at: event.createdAt,
      livemode: event.livemode,
      source,
      state: fate,
    }));
    return sqlCount(
      tx,
      `INSERT INTO stripe_inbox (${COLUMNS})
       SELECT event_id, event_type, object_type, object_id, object_created_at, api_version,
              event_created_at, livemode, source, state,
              CASE WHEN state = 'dead' THEN 'no rule for this event' END,
              CASE WHEN state <> 'received' THEN clock_timestamp() END
         FROM jsonb_populate_recordset(NULL::stripe_inbox, $1::jsonb)
       ON CONFLICT (event_id) DO NOTHING`,
      [JSON.stringify(values)],
    );
  }

  async lease(tx: Tx, limit: number): Promise<InboxRow[]> {
    return sql<InboxRow>(
      tx,
      `UPDATE stripe_inbox SET lease_token = gen_random_uuid(),
              lease_until = clock_timestamp() + interval '${String(LEASE_SECONDS)} seconds'
        WHERE event_id IN (
          SELECT event_id FROM stripe_inbox
           WHERE state = 'received' AND retry_at <= clock_timestamp()
             AND (lease_until IS NULL OR lease_until < clock_timestamp())
           ORDER BY retry_at, event_id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING event_id AS "eventId", object_type AS "objectType", object_id AS "objectId",
                 object_created_at AS "objectCreatedAt", source, attempts,
                 lease_token AS "leaseToken"`,
      [limit],
    );
  }

  async renewLeases(tx: Tx, rows: readonly InboxRow[]): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE stripe_inbox
          SET lease_until = clock_timestamp() + interval '${String(LEASE_SECONDS)} seconds'
        WHERE event_id IN (
          SELECT inbox.event_id FROM stripe_inbox AS inbox
            JOIN unnest($1::text[], $2::uuid[]) AS held (event_id, lease_token)
              ON inbox.event_id = held.event_id AND inbox.lease_token = held.lease_token
             FOR UPDATE OF inbox SKIP LOCKED)`,
      [rows.map(({ eventId }) => eventId), rows.map(({ leaseToken }) => leaseToken)],
    );
  }

  /** Marks rows whose lease still holds; fewer than asked means that another worker took over. */
  async finish(
    tx: Tx,
    rows: readonly InboxRow[],
    outcome: { state: 'done' | 'ignored' | 'dead'; note?: string },
  ): Promise<number> {
    if (rows.length === 0) return 0;
    return sqlCount(
      tx,
      `UPDATE stripe_inbox AS inbox
          SET state = $3, note = $4, finished_at = clock_timestamp(), lease_token = NULL, lease_until = NULL
         FROM unnest($1::text[], $2::uuid[]) AS held (event_id, lease_token)
        WHERE inbox.event_id = held.event_id AND inbox.lease_token = held.lease_token
          AND inbox.state = 'received'`,
      [
        rows.map(({ eventId }) => eventId),
        rows.map(({ leaseToken }) => leaseToken),
        outcome.state,
        outcome.note?.slice(0, 2000) ?? null,
      ],
    );
  }

  async rest(tx: Tx, rows: readonly InboxRow[], pauseMs: number, note: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE stripe_inbox AS inbox
          SET attempts = attempts + 1, note = $4, lease_token = NULL, lease_until = NULL,
              retry_at = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
         FROM unnest($1::text[], $2::uuid[]) AS held (event_id, lease_token)
        WHERE inbox.event_id = held.event_id AND inbox.lease_token = held.lease_token`,
      [
        rows.map(({ eventId }) => eventId),
        rows.map(({ leaseToken }) => leaseToken),
        pauseMs,
        note.slice(0, 2000),
      ],
    );
  }
}

function valuesOf({ event, fate, source }: NewInboxRow): unknown[] {
  return [
    event.id,
    event.type,
    event.objectType,
    event.objectId,
    event.objectCreatedAt,
    event.apiVersion,
    event.createdAt,
    event.livemode,
    source,
    fate,
  ];
}
