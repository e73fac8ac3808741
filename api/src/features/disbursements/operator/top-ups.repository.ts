import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { TopUpRecord } from './order.record.js';

const COLUMNS = `id, state, due_at AS "dueAt", amount_minor AS "amountMinor",
  instruction_id AS "instructionId", message_id AS "messageId", storage_key AS "storageKey"`;
const LIST_MAX = 20;
/** Late enough to collect the day's costs, early enough to be on the same day (L27). */
const HOUR_UTC = 22;

type TopUpRow = Omit<TopUpRecord, 'amountMinor'> & { readonly amountMinor: string | null };

@Injectable()
export class TopUpsRepository {
  /** Null when one is open already. */
  async planToday(tx: Tx, id: string, instructionId: string): Promise<Date | null> {
    const [row] = await sql<{ dueAt: Date }>(
      tx,
      `INSERT INTO client_top_ups (id, state, due_at, instruction_id)
       VALUES ($1, 'planned',
               greatest(vatra_now(), date_trunc('day', vatra_now(), 'UTC') + interval '${String(HOUR_UTC)} hours'),
               $2)
       ON CONFLICT ((true)) WHERE state IN ('planned', 'waiting') DO NOTHING
       RETURNING due_at AS "dueAt"`,
      [id, instructionId],
    );
    return row?.dueAt ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<TopUpRecord | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  async find(tx: Tx, id: string): Promise<TopUpRecord | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findByInstruction(tx: Tx, instructionId: string): Promise<TopUpRecord | null> {
    return (await this.select(tx, 'instruction_id = $1 FOR UPDATE', [instructionId]))[0] ?? null;
  }

  /** Decided and not yet in the books. */
  async dueMinor(tx: Tx): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM client_top_ups WHERE state = 'due'`,
      [],
    );
    return minorFromSql(row?.minor ?? '0');
  }

  async findWaiting(tx: Tx): Promise<TopUpRecord | null> {
    return (await this.select(tx, `state = 'waiting'`, []))[0] ?? null;
  }

  /** Those with money in them; what was not needed leaves no trace worth reading. */
  listLatest(tx: Tx): Promise<TopUpRecord[]> {
    return this.select(
      tx,
      `state <> 'not_needed' ORDER BY due_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  async setAmount(tx: Tx, id: string, amountMinor: number): Promise<void> {
    await this.set(tx, id, 'amount_minor = $2', [amountMinor]);
  }

  async setSent(
    tx: Tx,
    id: string,
    sent: { entryId: string; messageId: string; storageKey: string },
  ): Promise<void> {
    await this.set(tx, id, 'sent_entry_id = $2, message_id = $3, storage_key = $4', [
      sent.entryId,
      sent.messageId,
      sent.storageKey,
    ]);
  }

  async setArrived(tx: Tx, id: string, entryId: string): Promise<void> {
    await this.set(tx, id, 'arrived_entry_id = $2', [entryId]);
  }

  private async set(tx: Tx, id: string, what: string, values: unknown[]): Promise<void> {
    await sqlCount(tx, `UPDATE client_top_ups SET ${what} WHERE id = $1`, [id, ...values]);
  }

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<TopUpRecord[]> {
    const rows = await sql<TopUpRow>(
      tx,
      `SELECT ${COLUMNS} FROM client_top_ups WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      amountMinor: row.amountMinor === null ? null : minorFromSql(row.amountMinor),
    }));
  }
}
