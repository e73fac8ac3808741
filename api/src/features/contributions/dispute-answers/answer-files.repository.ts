import { Injectable } from '@nestjs/common';
import type { EvidenceSlot } from '@vatra/shared/contributions/dispute-answers.dto';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import type { AnswerFile } from './dispute-answer.record.js';

const COLUMNS = `id, answer_id AS "answerId", slot, file_id AS "fileId",
  stripe_file_id AS "stripeFileId"`;

/** The papers of an answer: at most one for each part of it that a paper can prove. */
@Injectable()
export class AnswerFilesRepository {
  listOf(tx: Tx, answerId: string): Promise<AnswerFile[]> {
    return this.select(tx, 'answer_id = $1 ORDER BY slot', answerId);
  }

  /** Null when it was taken out of the answer since. */
  async find(tx: Tx, id: string): Promise<AnswerFile | null> {
    const [row] = await this.select(tx, 'id = $1', id);
    return row ?? null;
  }

  /** When its answer was last written. */
  async writtenAtOf(tx: Tx, id: string): Promise<Date | null> {
    const [row] = await sql<{ writtenAt: Date }>(
      tx,
      `SELECT a.written_at AS "writtenAt" FROM dispute_answers AS a
         JOIN dispute_answer_files AS f ON f.answer_id = a.id WHERE f.id = $1`,
      [id],
    );
    return row?.writtenAt ?? null;
  }

  /** A paper that stays where it was keeps what the provider calls it. */
  async replace(
    tx: Tx,
    answerId: string,
    files: readonly { slot: EvidenceSlot; fileId: string }[],
  ): Promise<void> {
    const kept = JSON.stringify(files.map((file) => ({ ...file, id: newId() })));
    await sqlCount(
      tx,
      `DELETE FROM dispute_answer_files WHERE answer_id = $1 AND NOT EXISTS (
         SELECT 1 FROM jsonb_to_recordset($2::jsonb) AS file (slot text, "fileId" uuid)
          WHERE file.slot = dispute_answer_files.slot
            AND file."fileId" = dispute_answer_files.file_id)`,
      [answerId, kept],
    );
    await sqlCount(
      tx,
      `INSERT INTO dispute_answer_files (id, answer_id, slot, file_id)
       SELECT id, $1, slot, "fileId"
         FROM jsonb_to_recordset($2::jsonb) AS file (id uuid, slot text, "fileId" uuid)
       ON CONFLICT (answer_id, slot) DO NOTHING`,
      [answerId, kept],
    );
  }

  async setUploaded(tx: Tx, id: string, stripeFileId: string): Promise<void> {
    await sqlCount(tx, 'UPDATE dispute_answer_files SET stripe_file_id = $2 WHERE id = $1', [
      ...[id, stripeFileId],
    ]);
  }

  private select(tx: Tx, where: string, parameter: string): Promise<AnswerFile[]> {
    return sql<AnswerFile>(tx, `SELECT ${COLUMNS} FROM dispute_answer_files WHERE ${where}`, [
      parameter,
    ]);
  }
}
