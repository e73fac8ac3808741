import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

export type AttemptKind = 'password' | 'mail';

const KEPT_MINUTES = 60;

/** How often something was tried for one subject lately; subjects are stored as hashes. */
@Injectable()
export class AttemptsRepository {
  async countSince(
    tx: Tx,
    attempt: { kind: AttemptKind; subjectHash: string; minutes: number },
  ): Promise<number> {
    const [row] = await sql<{ count: number }>(
      tx,
      `SELECT count(*)::int AS count FROM sign_in_attempts
        WHERE kind = $1 AND subject_hash = $2
          AND at > clock_timestamp() - make_interval(mins => $3)`,
      [attempt.kind, attempt.subjectHash, attempt.minutes],
    );
    return row?.count ?? 0;
  }

  async add(tx: Tx, kind: AttemptKind, subjectHash: string): Promise<void> {
    await sql(
      tx,
      `DELETE FROM sign_in_attempts
        WHERE kind = $1 AND subject_hash = $2
          AND at < clock_timestamp() - make_interval(mins => ${String(KEPT_MINUTES)})`,
      [kind, subjectHash],
    );
    await sql(tx, `INSERT INTO sign_in_attempts (kind, subject_hash) VALUES ($1, $2)`, [
      kind,
      subjectHash,
    ]);
  }

  async forget(tx: Tx, kind: AttemptKind, subjectHash: string): Promise<void> {
    await sql(tx, `DELETE FROM sign_in_attempts WHERE kind = $1 AND subject_hash = $2`, [
      kind,
      subjectHash,
    ]);
  }
}
