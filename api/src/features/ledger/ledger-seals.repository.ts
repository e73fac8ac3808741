import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import { effectsOf, UNSEALED } from './ledger-effects.js';
import type { Seal, SealableEntry, SealedEntry } from './seal-chain.js';

/** One sealer at a time in the whole installation. */
const SEALER_LOCK = 7_146_011;
/** A snapshot saves summing at least so many lines. */
const LINES_PER_SNAPSHOT = 50;

/** The columns a seal covers, as `SealableEntry` names them. */
export const SEALABLE = `
  entry.id, entry.kind, entry.project_id AS "projectId", entry.value_date::text AS "valueDate",
  to_char(entry.booked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "bookedAt",
  entry.facts, entry.purpose_key AS "purposeKey", entry.subject_kind AS "subjectKind",
  entry.subject_id AS "subjectId", entry.actor_id AS "actorId", entry.actor_role AS "actorRole",
  entry.reason, entry.reverses,
  (SELECT json_agg(json_build_array(line.line_no, account.code, account.subject_id,
                     line.amount_minor, line.original_minor, line.original_currency)
                   ORDER BY line.line_no)
     FROM ledger_line AS line JOIN ledger_account AS account ON account.id = line.account_id
    WHERE line.entry_id = entry.id) AS lines`;

export const SEALS_DUE = `EXISTS (${UNSEALED})`;

export interface LastSeal {
  readonly position: number;
  readonly hash: Buffer;
  readonly sealedAt: Date;
}

@Injectable()
export class LedgerSealsRepository {
  async tryLock(tx: Tx): Promise<boolean> {
    const [row] = await sql<{ got: boolean }>(tx, 'SELECT pg_try_advisory_xact_lock($1) AS got', [
      SEALER_LOCK,
    ]);
    return row?.got ?? false;
  }

  /** Every transaction below it has ended; taken before the search, so that the search sees them all. */
  async horizon(tx: Tx): Promise<string> {
    const [row] = await sql<{ horizon: string }>(
      tx,
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
    );
    if (row === undefined) throw new Error('PostgreSQL gave no snapshot');
    return row.horizon;
  }

  async last(tx: Tx): Promise<LastSeal | null> {
    const [row] = await sql<{ position: string; hash: Buffer; sealedAt: Date }>(
      tx,
      `SELECT position, hash, sealed_at AS "sealedAt" FROM ledger_seal ORDER BY position DESC LIMIT 1`,
    );
    return row === undefined ? null : { ...row, position: Number(row.position) };
  }

  async unsealed(tx: Tx, limit: number): Promise<SealableEntry[]> {
    return sql<SealableEntry>(
      tx,
      `SELECT ${SEALABLE} FROM (${UNSEALED}) AS open
         JOIN ledger_entry AS entry ON entry.id = open.id
        ORDER BY open.position LIMIT $1`,
      [limit],
    );
  }

  async add(tx: Tx, seals: readonly Seal[]): Promise<void> {
    await sql(
      tx,
      `INSERT INTO ledger_seal (position, entry_id, prev_hash, hash)
       SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::bytea[])`,
      [
        seals.map(({ position }) => position),
        seals.map(({ entryId }) => entryId),
        seals.map(({ prevHash }) => prevHash),
        seals.map(({ hash }) => hash),
      ],
    );
  }

  /** Carries each touched project's totals forward over the seals behind `afterPosition`. */
  async addProjectEffects(tx: Tx, afterPosition: number): Promise<void> {
    const running = (name: string) =>
      `coalesce(last.${name}_after, 0) + sum(effect.${name}) OVER by_project`;
    await sql(
      tx,
      `INSERT INTO ledger_project_effect (project_id, position, count_after, effect_minor, held_after,
              received_after, fees_after, refunded_after, disbursed_after, in_transit_after, moved_after)
       ${effectsOf(`SELECT seal.position, entry.id, entry.kind, entry.project_id
                      FROM ledger_seal AS seal JOIN ledger_entry AS entry ON entry.id = seal.entry_id
                     WHERE seal.position > $1`)}
       SELECT effect.project_id, effect.position,
              coalesce(last.count_after, 0) + count(*) OVER by_project, effect.held, ${running('held')},
              ${running('received')}, ${running('fees')}, ${running('refunded')},
              ${running('disbursed')}, ${running('in_transit')}, ${running('moved')}
         FROM effect LEFT JOIN LATERAL (
           SELECT * FROM ledger_project_effect AS earlier
            WHERE earlier.project_id = effect.project_id AND earlier.position <= $1
            ORDER BY earlier.position DESC LIMIT 1) AS last ON true
       WINDOW by_project AS (PARTITION BY effect.project_id ORDER BY effect.position)`,
      [afterPosition],
    );
  }

  /** The watermark stays below every entry that still waits. */
  async raiseWatermark(tx: Tx, horizon: string, position: number): Promise<void> {
    await sql(
      tx,
      `INSERT INTO ledger_watermark (below_tx, position)
       SELECT mark.below_tx, $2 FROM (
         SELECT least($1::xid8, (SELECT min(entry.tx_id) FROM (${UNSEALED}) AS open
                                   JOIN ledger_entry AS entry ON entry.id = open.id)) AS below_tx) AS mark
        WHERE mark.below_tx > coalesce((SELECT max(below_tx) FROM ledger_watermark), '0'::xid8)`,
      [horizon, position],
    );
  }

  /** Snapshots of the accounts behind these seals whose tail has grown long. */
  async addBalances(tx: Tx, seals: readonly Seal[]): Promise<void> {
    await sqlCount(
      tx,
      `INSERT INTO ledger_balance (account_id, below_tx, position, balance_minor)
       SELECT touched.account_id, mark.below_tx, mark.position,
              coalesce(kept.balance_minor, 0) + tail.sum_minor
         FROM (SELECT DISTINCT account_id FROM ledger_line WHERE entry_id = ANY ($1::uuid[])) AS touched
         CROSS JOIN (SELECT below_tx, position FROM ledger_watermark ORDER BY below_tx DESC LIMIT 1) AS mark
         LEFT JOIN LATERAL (
           SELECT balance_minor, below_tx FROM ledger_balance
            WHERE account_id = touched.account_id ORDER BY below_tx DESC LIMIT 1) AS kept ON true
         CROSS JOIN LATERAL (
           SELECT count(*) AS lines, sum(amount_minor)::bigint AS sum_minor FROM ledger_line
            WHERE account_id = touched.account_id AND tx_id < mark.below_tx
              AND tx_id >= coalesce(kept.below_tx, '0'::xid8)) AS tail
        WHERE tail.lines >= $2`,
      [seals.map(({ entryId }) => entryId), LINES_PER_SNAPSHOT],
    );
  }

  /** Sealed entries behind a position, to be hashed again. */
  async sealedAfter(tx: Tx, position: number, limit: number): Promise<SealedEntry[]> {
    return sql<SealedEntry>(
      tx,
      `SELECT seal.position, seal.prev_hash AS "prevHash", seal.hash, ${SEALABLE}
         FROM ledger_seal AS seal JOIN ledger_entry AS entry ON entry.id = seal.entry_id
        WHERE seal.position > $1 ORDER BY seal.position LIMIT $2`,
      [position, limit],
    );
  }
}
