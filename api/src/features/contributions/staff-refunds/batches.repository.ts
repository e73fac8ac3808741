import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { codeOf } from '../../../platform/database/database.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { BatchItem, BatchRecord } from './batch.record.js';
import { ApprovedAlready } from './staff-refunds.errors.js';

const COLUMNS = `id, state, content_hash AS "contentHash", total_minor AS "totalMinor",
  approvals_needed AS "approvalsNeeded", prepared_by AS "preparedBy", prepared_at AS "preparedAt",
  closed_at AS "closedAt", cancel_reason AS "cancelReason"`;
const LIST_MAX = 50;
const UNIQUE_VIOLATION = '23505';

type BatchRow = Omit<BatchRecord, 'totalMinor'> & { readonly totalMinor: string };
type ItemRow = Omit<BatchItem, 'amountMinor' | 'claim'> & {
  readonly batchId: string;
  readonly amountMinor: string;
  readonly claimId: string | null;
  readonly payeeFingerprint: string | null;
};
export type NewBatch = Omit<BatchRecord, 'state' | 'closedAt' | 'cancelReason'>;

@Injectable()
export class BatchesRepository {
  async insert(tx: Tx, batch: NewBatch, items: readonly BatchItem[]): Promise<void> {
    await sql(
      tx,
      `INSERT INTO refund_batches (id, state, content_hash, total_minor, approvals_needed, prepared_by,
              prepared_at)
       VALUES ($1, 'prepared', $2, $3, $4, $5, $6)`,
      [
        batch.id,
        batch.contentHash,
        batch.totalMinor,
        batch.approvalsNeeded,
        batch.preparedBy,
        batch.preparedAt,
      ],
    );
    const rows = items.map((item) => ({
      batch_id: batch.id,
      number: item.number,
      contribution_id: item.contributionId,
      kind: item.kind,
      amount_minor: item.amountMinor,
      reason: item.reason,
      claim_id: item.claim?.id ?? null,
      payee_fingerprint: item.claim?.payeeFingerprint ?? null,
    }));
    await sql(
      tx,
      `INSERT INTO refund_batch_items (batch_id, number, contribution_id, kind, amount_minor, reason,
              claim_id, payee_fingerprint)
       SELECT batch_id, number, contribution_id, kind, amount_minor, reason, claim_id, payee_fingerprint
         FROM jsonb_populate_recordset(NULL::refund_batch_items, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }

  async find(tx: Tx, id: string): Promise<BatchRecord | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<BatchRecord | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  /** Newest first; what waits for a signature is among them as long as fewer than fifty wait. */
  listLatest(tx: Tx): Promise<BatchRecord[]> {
    return this.select(
      tx,
      `TRUE ORDER BY (state = 'prepared') DESC, prepared_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  listPrepared(tx: Tx): Promise<BatchRecord[]> {
    return this.select(
      tx,
      `state = 'prepared' ORDER BY prepared_at, id LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  async itemsOf(tx: Tx, batchIds: readonly string[]): Promise<Map<string, BatchItem[]>> {
    const rows = await sql<ItemRow>(
      tx,
      `SELECT batch_id AS "batchId", number, contribution_id AS "contributionId", kind,
              amount_minor AS "amountMinor", reason, refund_id AS "refundId",
              claim_id AS "claimId", payee_fingerprint AS "payeeFingerprint"
         FROM refund_batch_items WHERE batch_id = ANY ($1::uuid[]) ORDER BY batch_id, number`,
      [batchIds],
    );
    const items = new Map<string, BatchItem[]>();
    for (const { batchId, amountMinor, claimId, payeeFingerprint, ...row } of rows) {
      const isBank = claimId !== null && payeeFingerprint !== null;
      const claim = isBank ? { id: claimId, payeeFingerprint } : null;
      const item = { ...row, amountMinor: minorFromSql(amountMinor), claim };
      items.set(batchId, [...(items.get(batchId) ?? []), item]);
    }
    return items;
  }

  async approvalsOf(tx: Tx, batchIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await sql<{ batchId: string; people: string[] }>(
      tx,
      `SELECT batch_id AS "batchId", array_agg(person_id::text ORDER BY approved_at) AS people
         FROM refund_batch_approvals WHERE batch_id = ANY ($1::uuid[]) GROUP BY batch_id`,
      [batchIds],
    );
    return new Map(rows.map(({ batchId, people }) => [batchId, people]));
  }

  /** @throws ApprovedAlready, also when the database is the only one to notice */
  async addApproval(
    tx: Tx,
    approval: { batchId: string; personId: string; contentHash: string },
  ): Promise<void> {
    try {
      await sql(
        tx,
        `INSERT INTO refund_batch_approvals (batch_id, person_id, content_hash, approved_at)
         VALUES ($1, $2, $3, vatra_now())`,
        [approval.batchId, approval.personId, approval.contentHash],
      );
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new ApprovedAlready();
      throw error;
    }
  }

  async setRefund(tx: Tx, batchId: string, number: number, refundId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE refund_batch_items SET refund_id = $3 WHERE batch_id = $1 AND number = $2`,
      [batchId, number, refundId],
    );
  }

  async setClosed(tx: Tx, id: string, cancelReason: string | null): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE refund_batches SET closed_at = vatra_now(), cancel_reason = $2 WHERE id = $1`,
      [id, cancelReason],
    );
  }

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<BatchRecord[]> {
    const rows = await sql<BatchRow>(
      tx,
      `SELECT ${COLUMNS} FROM refund_batches WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, totalMinor: minorFromSql(row.totalMinor) }));
  }
}
