import { Injectable } from '@nestjs/common';
import type { PurposeChangeState } from '@vatra/shared/disbursements/purpose-change.states';
import type { Localized } from '@vatra/shared/localized.dto';
import { minorFromSql } from '@vatra/shared/money';
import { codeOf } from '../../../platform/database/database.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { ShareOutAnswers } from '../../contributions/contributions.service.js';
import { PurposeWaiting } from '../disbursements.errors.js';

export interface PurposeChangeRow {
  readonly id: string;
  readonly projectId: string;
  readonly state: PurposeChangeState;
  readonly fromTitle: Localized;
  readonly fromSolution: Localized;
  readonly title: Localized;
  readonly solution: Localized;
  readonly place: Localized | null;
  readonly reason: Localized;
  readonly decisionNumber: string;
  readonly decidedOn: string;
  readonly decisionFileId: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly associationId: string | null;
  readonly answeredAt: Date | null;
  readonly answerReason: string | null;
  readonly shareOutId: string | null;
  readonly endedAt: Date | null;
  /** Null before everybody has decided. */
  readonly answers: ShareOutAnswers | null;
}

export type NewPurposeChange = Omit<
  PurposeChangeRow,
  | 'state'
  | 'associationId'
  | 'answeredAt'
  | 'answerReason'
  | 'shareOutId'
  | 'endedAt'
  | 'answers'
  | 'proposedAt'
>;

export interface PurposeAnswer {
  readonly associationId: string;
  readonly by: string | null;
  readonly at: Date;
  readonly reason: string;
}

interface SqlRow extends Omit<PurposeChangeRow, 'answers'> {
  readonly askedDonors: number | null;
  readonly askedMinor: string | null;
  readonly stayedDonors: number | null;
  readonly stayedMinor: string | null;
}

const COLUMNS = `id, project_id AS "projectId", state, from_title AS "fromTitle",
  from_solution AS "fromSolution", title, solution, place, reason, decision_number AS "decisionNumber",
  decided_on::text AS "decidedOn", decision_file_id AS "decisionFileId", proposed_by AS "proposedBy",
  proposed_at AS "proposedAt", association_id AS "associationId", answered_at AS "answeredAt",
  answer_reason AS "answerReason", share_out_id AS "shareOutId", ended_at AS "endedAt",
  asked_donors AS "askedDonors", asked_minor AS "askedMinor", stayed_donors AS "stayedDonors",
  stayed_minor AS "stayedMinor"`;
const LIST_MAX = 50;
const UNIQUE_VIOLATION = '23505';

@Injectable()
export class PurposeChangesRepository {
  /** @throws PurposeWaiting, also when the database is the only one to notice */
  async insert(tx: Tx, row: NewPurposeChange): Promise<void> {
    try {
      await sql(
        tx,
        `INSERT INTO purpose_changes (id, project_id, state, from_title, from_solution, title, solution, place,
                reason, decision_number, decided_on, decision_file_id, proposed_by, proposed_at)
         VALUES ($1, $2, 'proposed', $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb, $7::jsonb, $8::jsonb, $9, $10,
                 $11, $12, vatra_now())`,
        [
          row.id,
          row.projectId,
          JSON.stringify(row.fromTitle),
          JSON.stringify(row.fromSolution),
          JSON.stringify(row.title),
          JSON.stringify(row.solution),
          row.place === null ? null : JSON.stringify(row.place),
          JSON.stringify(row.reason),
          row.decisionNumber,
          row.decidedOn,
          row.decisionFileId,
          row.proposedBy,
        ],
      );
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new PurposeWaiting();
      throw error;
    }
  }

  async find(tx: Tx, id: string): Promise<PurposeChangeRow | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<PurposeChangeRow | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  /** The one whose donors decide now. */
  async findAsked(tx: Tx, projectId: string): Promise<PurposeChangeRow | null> {
    const where = `project_id = $1 AND state = 'asked' FOR UPDATE`;
    return (await this.select(tx, where, [projectId]))[0] ?? null;
  }

  /** Newest first. */
  listOf(tx: Tx, projectId: string): Promise<PurposeChangeRow[]> {
    return this.select(
      tx,
      `project_id = $1 ORDER BY proposed_at DESC, id DESC LIMIT ${String(LIST_MAX)}`,
      [projectId],
    );
  }

  /** Under way, the oldest first. */
  listOpen(tx: Tx): Promise<PurposeChangeRow[]> {
    return this.select(
      tx,
      `state IN ('proposed', 'asked') ORDER BY proposed_at, id LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  /** Before the state moves, which the table allows only to a change that says who answered. */
  async setAnswer(tx: Tx, id: string, answer: PurposeAnswer): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE purpose_changes SET association_id = $2, answered_by = $3, answered_at = $4, answer_reason = $5
        WHERE id = $1`,
      [id, answer.associationId, answer.by, answer.at, answer.reason],
    );
  }

  async setShareOut(tx: Tx, id: string, shareOutId: string): Promise<void> {
    await sqlCount(tx, `UPDATE purpose_changes SET share_out_id = $2 WHERE id = $1`, [
      id,
      shareOutId,
    ]);
  }

  async setEnded(tx: Tx, id: string, answers: ShareOutAnswers | null): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE purpose_changes SET ended_at = vatra_now(), asked_donors = $2, asked_minor = $3,
              stayed_donors = $4, stayed_minor = $5 WHERE id = $1`,
      [
        id,
        answers?.askedDonors ?? null,
        answers?.askedMinor ?? null,
        answers?.stayedDonors ?? null,
        answers?.stayedMinor ?? null,
      ],
    );
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<PurposeChangeRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM purpose_changes WHERE ${where}`,
      parameters,
    );
    return rows.map(read);
  }
}

function read({
  askedDonors,
  askedMinor,
  stayedDonors,
  stayedMinor,
  ...row
}: SqlRow): PurposeChangeRow {
  const isKnown = askedDonors !== null && stayedDonors !== null;
  if (!isKnown || askedMinor === null || stayedMinor === null) return { ...row, answers: null };
  const sums = { askedMinor: minorFromSql(askedMinor), stayedMinor: minorFromSql(stayedMinor) };
  return { ...row, answers: { askedDonors, stayedDonors, ...sums } };
}
