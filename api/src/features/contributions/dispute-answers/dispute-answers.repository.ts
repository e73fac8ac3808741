import { Injectable } from '@nestjs/common';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { AnswerTexts, DisputeAnswerRecord } from './dispute-answer.record.js';

const COLUMNS = `id, dispute_id AS "disputeId", kind, state, version, attempt, description,
  refund_policy AS "refundPolicy", explanation, sent_at AS "sentAt", refusal`;

@Injectable()
export class DisputeAnswersRepository {
  /** False when somebody else was faster. */
  async insert(
    tx: Tx,
    row: Pick<DisputeAnswerRecord, 'id' | 'disputeId' | 'kind'>,
    texts: AnswerTexts | null,
    by: string,
  ): Promise<boolean> {
    const inserted = await sqlCount(
      tx,
      `INSERT INTO dispute_answers (id, dispute_id, kind, state, version, description, refund_policy,
              explanation, written_by, written_at)
       VALUES ($1, $2, $3, 'draft', 1, $4, $5, $6, $7, vatra_now())
       ON CONFLICT (dispute_id) DO NOTHING`,
      [
        ...[row.id, row.disputeId, row.kind],
        ...[texts?.description ?? null, texts?.refundPolicy ?? null, texts?.explanation ?? null],
        by,
      ],
    );
    return inserted === 1;
  }

  async ofDispute(tx: Tx, disputeId: string): Promise<DisputeAnswerRecord | null> {
    const [row] = await this.select(tx, 'dispute_id = $1', disputeId);
    return row ?? null;
  }

  async lockOfDispute(tx: Tx, disputeId: string): Promise<DisputeAnswerRecord | null> {
    const [row] = await this.select(tx, 'dispute_id = $1 FOR UPDATE', disputeId);
    return row ?? null;
  }

  /** @throws when there is none: operations are asked for with one */
  async lock(tx: Tx, id: string): Promise<DisputeAnswerRecord> {
    const [row] = await this.select(tx, 'id = $1 FOR UPDATE', id);
    if (row === undefined) throw new Error(`no answer ${id}`);
    return row;
  }

  async find(tx: Tx, id: string): Promise<DisputeAnswerRecord> {
    const [row] = await this.select(tx, 'id = $1', id);
    if (row === undefined) throw new Error(`no answer ${id}`);
    return row;
  }

  async setWritten(tx: Tx, id: string, texts: AnswerTexts, by: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE dispute_answers SET kind = 'evidence', version = version + 1, description = $2,
              refund_policy = $3, explanation = $4, written_by = $5, written_at = vatra_now()
        WHERE id = $1`,
      [id, texts.description, texts.refundPolicy, texts.explanation, by],
    );
  }

  /** Before the state moves. */
  async setSending(
    tx: Tx,
    id: string,
    sending: { kind: DisputeAnswerRecord['kind']; by: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE dispute_answers SET kind = $2, sent_by = $3, refusal = NULL WHERE id = $1`,
      [id, sending.kind, sending.by],
    );
  }

  /** Another call than all before it. */
  async nextAttempt(tx: Tx, id: string): Promise<number> {
    const [row] = await sql<{ attempt: number }>(
      tx,
      'UPDATE dispute_answers SET attempt = attempt + 1 WHERE id = $1 RETURNING attempt',
      [id],
    );
    return row?.attempt ?? 1;
  }

  /** Before the state moves. */
  async setSentAt(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, 'UPDATE dispute_answers SET sent_at = vatra_now() WHERE id = $1', [id]);
  }

  async setRefused(tx: Tx, id: string, code: string): Promise<void> {
    await sqlCount(tx, 'UPDATE dispute_answers SET refusal = $2 WHERE id = $1', [id, code]);
  }

  private select(tx: Tx, where: string, parameter: string): Promise<DisputeAnswerRecord[]> {
    return sql<DisputeAnswerRecord>(tx, `SELECT ${COLUMNS} FROM dispute_answers WHERE ${where}`, [
      parameter,
    ]);
  }
}
