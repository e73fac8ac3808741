import { Injectable } from '@nestjs/common';
import type { RefillState } from '@vatra/shared/disbursements/refill.states';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface RefillRow {
  readonly id: string;
  readonly state: RefillState;
  readonly amountMinor: number;
  readonly orderedAt: Date;
  readonly instructionId: string;
  readonly messageId: string | null;
  readonly storageKey: string | null;
  readonly returnReason: string | null;
  /** When somebody of finance first had the file. */
  readonly fetchedAt: Date | null;
}

/** The bank has shown nothing of it. */
export function isCancellable(state: RefillState): boolean {
  return state === 'due' || state === 'sent';
}

type SqlRow = Omit<RefillRow, 'amountMinor'> & { readonly amountMinor: string };

const COLUMNS = `id, state, amount_minor AS "amountMinor", ordered_at AS "orderedAt",
  instruction_id AS "instructionId", message_id AS "messageId", storage_key AS "storageKey",
  return_reason AS "returnReason", fetched_at AS "fetchedAt"`;
const LIST_MAX = 20;

@Injectable()
export class RefillsRepository {
  /** One at a time reckons what is missing: another sees what this one has ordered. */
  async lockAll(tx: Tx): Promise<void> {
    await sql(tx, `SELECT pg_advisory_xact_lock(hashtextextended('stripe-refills', 0))`, []);
  }

  async insert(
    tx: Tx,
    row: Pick<RefillRow, 'id' | 'amountMinor' | 'orderedAt' | 'instructionId'>,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO stripe_refills (id, state, amount_minor, ordered_at, instruction_id)
       VALUES ($1, 'due', $2, $3, $4)`,
      [row.id, row.amountMinor, row.orderedAt, row.instructionId],
    );
  }

  async find(tx: Tx, id: string): Promise<RefillRow | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<RefillRow | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  async findByInstruction(tx: Tx, instructionId: string): Promise<RefillRow | null> {
    return (await this.select(tx, 'instruction_id = $1 FOR UPDATE', [instructionId]))[0] ?? null;
  }

  listLatest(tx: Tx): Promise<RefillRow[]> {
    return this.select(tx, `true ORDER BY ordered_at DESC, id DESC LIMIT ${String(LIST_MAX)}`, []);
  }

  /** Ordered, and not yet shown by the bank. */
  async orderedMinor(tx: Tx): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM stripe_refills
        WHERE state IN ('due', 'sent')`,
      [],
    );
    return minorFromSql(row?.minor ?? '0');
  }

  async setSent(
    tx: Tx,
    id: string,
    { messageId, storageKey }: { readonly messageId: string; readonly storageKey: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE stripe_refills SET message_id = $2, storage_key = $3 WHERE id = $1',
      [id, messageId, storageKey],
    );
  }

  /** Its file, of which nobody can say any more that the bank does not have it; null without one. */
  async fetchFile(tx: Tx, id: string): Promise<Pick<RefillRow, 'messageId' | 'storageKey'> | null> {
    const [row] = await sql<Pick<RefillRow, 'messageId' | 'storageKey'>>(
      tx,
      `UPDATE stripe_refills SET fetched_at = coalesce(fetched_at, vatra_now())
        WHERE id = $1 AND storage_key IS NOT NULL AND state <> 'cancelled'
        RETURNING message_id AS "messageId", storage_key AS "storageKey"`,
      [id],
    );
    return row ?? null;
  }

  async setReturned(tx: Tx, id: string, reason: string): Promise<void> {
    await sqlCount(tx, 'UPDATE stripe_refills SET return_reason = $2 WHERE id = $1', [id, reason]);
  }

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<RefillRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM stripe_refills WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
