import { Injectable } from '@nestjs/common';
import type { FundQuestionState } from '@vatra/shared/matching/fund-question.states';
import type { FundQuestionReason } from '@vatra/shared/matching/fund-words';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface QuestionRecord {
  readonly id: string;
  readonly fundId: string;
  readonly projectId: string;
  readonly reason: FundQuestionReason;
  readonly state: FundQuestionState;
  readonly askedAt: Date;
  readonly answerUntil: Date;
  readonly answeredAt: Date | null;
  /** What went back to the fund; null while it is not answered. */
  readonly leftMinor: number | null;
}

type QuestionRow = Omit<QuestionRecord, 'leftMinor'> & { readonly leftMinor: string | null };

const COLUMNS = `id, fund_id AS "fundId", project_id AS "projectId", reason, state,
  asked_at AS "askedAt", answer_until AS "answerUntil", answered_at AS "answeredAt",
  left_minor AS "leftMinor"`;
const LIST_MAX = 50;

/** What funders are asked about matching that is a project's own. */
@Injectable()
export class QuestionsRepository {
  async insertAll(
    tx: Tx,
    questions: readonly Pick<
      QuestionRecord,
      'id' | 'fundId' | 'projectId' | 'reason' | 'answerUntil'
    >[],
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO matching_fund_questions (id, fund_id, project_id, reason, state, asked_at, answer_until)
       SELECT id, "fundId", "projectId", reason, 'asked', vatra_now(), "answerUntil"
         FROM jsonb_to_recordset($1::jsonb) AS question (
              id uuid, "fundId" uuid, "projectId" uuid, reason text, "answerUntil" timestamptz)`,
      [JSON.stringify(questions)],
    );
  }

  async find(tx: Tx, id: string): Promise<QuestionRecord | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<QuestionRecord | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  lockOpenOf(tx: Tx, projectId: string): Promise<QuestionRecord[]> {
    return this.select(tx, `project_id = $1 AND state = 'asked' ORDER BY id FOR UPDATE`, [
      projectId,
    ]);
  }

  /** Newest first. */
  listOfFund(tx: Tx, fundId: string): Promise<QuestionRecord[]> {
    return this.select(
      tx,
      `fund_id = $1 ORDER BY asked_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [fundId],
    );
  }

  /** Open ones of the funds of these organisations, the soonest end first. */
  listOpenOfFunders(tx: Tx, organisationIds: readonly string[]): Promise<QuestionRecord[]> {
    return this.select(
      tx,
      `state = 'asked' AND fund_id IN (
         SELECT id FROM matching_funds WHERE organisation_id = ANY ($1::uuid[]))
       ORDER BY answer_until, id LIMIT ${String(LIST_MAX)}`,
      [organisationIds],
    );
  }

  /** Before the state moves, which the table allows only to a question that says when it was answered. */
  async setAnswered(tx: Tx, id: string, leftMinor: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE matching_fund_questions SET answered_at = vatra_now(), left_minor = $2 WHERE id = $1`,
      [id, leftMinor],
    );
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<QuestionRecord[]> {
    const rows = await sql<QuestionRow>(
      tx,
      `SELECT ${COLUMNS} FROM matching_fund_questions WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      leftMinor: row.leftMinor === null ? null : minorFromSql(row.leftMinor),
    }));
  }
}
