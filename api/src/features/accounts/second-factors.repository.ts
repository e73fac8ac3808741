import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

export interface SecondFactorRow {
  readonly secret: string;
  readonly isLocked: boolean;
  readonly now: Date;
}

const FAILURES_MAX = 10;
const LOCK_MINUTES = 15;
/** Longer than any window in which a code is accepted. */
const CODES_KEPT_MINUTES = 60;

@Injectable()
export class SecondFactorsRepository {
  /** The encrypted secret of an enrolled person. */
  async find(tx: Tx, personId: string): Promise<SecondFactorRow | null> {
    const [row] = await sql<SecondFactorRow>(
      tx,
      `SELECT secret, coalesce(locked_until > clock_timestamp(), false) AS "isLocked",
              clock_timestamp() AS now
         FROM second_factors WHERE person_id = $1 AND verified`,
      [personId],
    );
    return row ?? null;
  }

  async isEnrolled(tx: Tx, personId: string): Promise<boolean> {
    return (await this.find(tx, personId)) !== null;
  }

  /** False when this person has used this code before. */
  async takeCode(tx: Tx, personId: string, code: string): Promise<boolean> {
    await sql(
      tx,
      `DELETE FROM used_codes WHERE person_id = $1
          AND used_at < clock_timestamp() - make_interval(mins => ${String(CODES_KEPT_MINUTES)})`,
      [personId],
    );
    const rows = await sql(
      tx,
      `INSERT INTO used_codes (person_id, code) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING code`,
      [personId, code],
    );
    return rows.length === 1;
  }

  async usedCodes(tx: Tx, personId: string): Promise<Set<string>> {
    const rows = await sql<{ code: string }>(
      tx,
      `SELECT code FROM used_codes WHERE person_id = $1`,
      [personId],
    );
    return new Set(rows.map(({ code }) => code));
  }

  async markSession(tx: Tx, sessionId: string): Promise<void> {
    await sql(
      tx,
      `UPDATE sign_in_sessions SET second_factor_at = clock_timestamp() WHERE id = $1`,
      [sessionId],
    );
  }

  async countFailure(tx: Tx, personId: string): Promise<void> {
    await sql(
      tx,
      `UPDATE second_factors
          SET failed_verification_count = coalesce(failed_verification_count, 0) + 1,
              locked_until = CASE WHEN coalesce(failed_verification_count, 0) + 1 >= ${String(FAILURES_MAX)}
                THEN clock_timestamp() + make_interval(mins => ${String(LOCK_MINUTES)}) END
        WHERE person_id = $1`,
      [personId],
    );
  }

  async forgetFailures(tx: Tx, personId: string): Promise<void> {
    await sql(
      tx,
      `UPDATE second_factors SET failed_verification_count = 0, locked_until = NULL
        WHERE person_id = $1 AND failed_verification_count <> 0`,
      [personId],
    );
  }
}
