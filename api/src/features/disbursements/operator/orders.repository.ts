import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { codeOf } from '../../../platform/database/database.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AlreadyApproved } from '../disbursements.errors.js';
import type { OrderRecord } from './order.record.js';

const COLUMNS = `id, kind, state, amount_minor AS "amountMinor", source_id AS "sourceId",
  payee_account_id AS "payeeAccountId", reason, content_hash AS "contentHash",
  approvals_needed AS "approvalsNeeded", prepared_by AS "preparedBy", prepared_at AS "preparedAt",
  closed_at AS "closedAt", cancel_reason AS "cancelReason", instruction_id AS "instructionId",
  message_id AS "messageId", storage_key AS "storageKey", entry_id AS "entryId"`;
const LIST_MAX = 50;
const UNIQUE_VIOLATION = '23505';

type OrderRow = Omit<OrderRecord, 'amountMinor'> & { readonly amountMinor: string };
type NewOrder = Pick<
  OrderRecord,
  | 'id'
  | 'kind'
  | 'amountMinor'
  | 'sourceId'
  | 'payeeAccountId'
  | 'reason'
  | 'contentHash'
  | 'approvalsNeeded'
  | 'preparedBy'
  | 'preparedAt'
>;

@Injectable()
export class OrdersRepository {
  /** The operator's money is decided about by one transaction at a time. */
  async lockAll(tx: Tx): Promise<void> {
    await sql(tx, `SELECT pg_advisory_xact_lock(hashtextextended('operator-money', 0))`, []);
  }

  async insert(tx: Tx, order: NewOrder): Promise<void> {
    await sql(
      tx,
      `INSERT INTO operator_orders (id, kind, state, amount_minor, source_id, payee_account_id, reason,
              content_hash, approvals_needed, prepared_by, prepared_at)
       VALUES ($1, $2, 'prepared', $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        order.id,
        order.kind,
        order.amountMinor,
        order.sourceId,
        order.payeeAccountId,
        order.reason,
        order.contentHash,
        order.approvalsNeeded,
        order.preparedBy,
        order.preparedAt,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<OrderRecord | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<OrderRecord | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  async findByInstruction(tx: Tx, instructionId: string): Promise<OrderRecord | null> {
    return (await this.select(tx, 'instruction_id = $1 FOR UPDATE', [instructionId]))[0] ?? null;
  }

  /** Newest first; what waits for somebody is among them as long as fewer than fifty wait. */
  listLatest(tx: Tx): Promise<OrderRecord[]> {
    return this.select(
      tx,
      `TRUE ORDER BY (state = 'prepared') DESC, prepared_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  /** What waits for a signature, or for the bank. */
  listOpen(tx: Tx): Promise<OrderRecord[]> {
    return this.select(
      tx,
      `state IN ('prepared', 'sent') ORDER BY prepared_at, id LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  async approvalsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await sql<{ orderId: string; people: string[] }>(
      tx,
      `SELECT order_id AS "orderId", array_agg(person_id::text ORDER BY approved_at) AS people
         FROM operator_order_approvals WHERE order_id = ANY ($1::uuid[]) GROUP BY order_id`,
      [ids],
    );
    return new Map(rows.map(({ orderId, people }) => [orderId, people]));
  }

  /** @throws AlreadyApproved, also when the database is the only one to notice */
  async addApproval(
    tx: Tx,
    approval: { orderId: string; personId: string; contentHash: string; provedAt: Date },
  ): Promise<void> {
    try {
      await sql(
        tx,
        `INSERT INTO operator_order_approvals (order_id, person_id, content_hash, approved_at, proved_at)
         VALUES ($1, $2, $3, vatra_now(), $4)`,
        [approval.orderId, approval.personId, approval.contentHash, approval.provedAt],
      );
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new AlreadyApproved();
      throw error;
    }
  }

  async setBooked(tx: Tx, id: string, entryId: string): Promise<void> {
    await this.set(tx, id, 'entry_id = $2, closed_at = vatra_now()', [entryId]);
  }

  async setInstruction(tx: Tx, id: string, instructionId: string): Promise<void> {
    await this.set(tx, id, 'instruction_id = $2', [instructionId]);
  }

  async setSent(
    tx: Tx,
    id: string,
    sent: { entryId: string; messageId: string; storageKey: string },
  ): Promise<void> {
    await this.set(tx, id, 'entry_id = $2, message_id = $3, storage_key = $4', [
      sent.entryId,
      sent.messageId,
      sent.storageKey,
    ]);
  }

  async setEnded(tx: Tx, id: string, provedEntryId: string): Promise<void> {
    await this.set(tx, id, 'proved_entry_id = $2, closed_at = vatra_now()', [provedEntryId]);
  }

  async setCancelled(tx: Tx, id: string, reason: string): Promise<void> {
    await this.set(tx, id, 'cancel_reason = $2, closed_at = vatra_now()', [reason]);
  }

  private async set(tx: Tx, id: string, what: string, values: unknown[]): Promise<void> {
    await sqlCount(tx, `UPDATE operator_orders SET ${what} WHERE id = $1`, [id, ...values]);
  }

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<OrderRecord[]> {
    const rows = await sql<OrderRow>(
      tx,
      `SELECT ${COLUMNS} FROM operator_orders WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
