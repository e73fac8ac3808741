import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';

/** Long enough for the checks a year after a project; renewed by asking for the address. */
const TOKEN_DAYS = 800;
const SESSION_MINUTES = 30;
export const GUEST_SESSION_SECONDS = SESSION_MINUTES * 60;

/** Only hashes of tokens are kept (ruling 40). */
@Injectable()
export class GuestsRepository {
  async insertToken(tx: Tx, tokenHash: string, email: string): Promise<void> {
    await sql(
      tx,
      `INSERT INTO guest_tokens (token_hash, purpose, email, expires_at)
       VALUES ($1, 'donor', $2, clock_timestamp() + make_interval(days => ${String(TOKEN_DAYS)}))`,
      [tokenHash, email.toLowerCase()],
    );
  }

  async emailOfToken(tx: Tx, tokenHash: string): Promise<string | null> {
    const [row] = await sql<{ email: string }>(
      tx,
      `SELECT email FROM guest_tokens
        WHERE token_hash = $1 AND purpose = 'donor' AND expires_at > clock_timestamp()`,
      [tokenHash],
    );
    return row?.email ?? null;
  }

  async isKnown(tx: Tx, email: string): Promise<boolean> {
    const rows = await sql(tx, `SELECT 1 FROM guest_tokens WHERE email = $1 LIMIT 1`, [
      email.toLowerCase(),
    ]);
    return rows.length === 1;
  }

  async insertSession(tx: Tx, tokenHash: string, email: string): Promise<void> {
    await sql(tx, `DELETE FROM guest_sessions WHERE expires_at < clock_timestamp()`);
    await sql(
      tx,
      `INSERT INTO guest_sessions (token_hash, email, expires_at)
       VALUES ($1, $2, clock_timestamp() + make_interval(mins => ${String(SESSION_MINUTES)}))`,
      [tokenHash, email],
    );
  }

  async emailOfSession(tx: Tx, tokenHash: string): Promise<string | null> {
    const [row] = await sql<{ email: string }>(
      tx,
      `SELECT email FROM guest_sessions WHERE token_hash = $1 AND expires_at > clock_timestamp()`,
      [tokenHash],
    );
    return row?.email ?? null;
  }

  async dropSession(tx: Tx, tokenHash: string): Promise<void> {
    await sql(tx, `DELETE FROM guest_sessions WHERE token_hash = $1`, [tokenHash]);
  }
}
