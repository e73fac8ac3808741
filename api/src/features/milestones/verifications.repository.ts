import { Injectable } from '@nestjs/common';
import type { VerificationState } from '@vatra/shared/milestones/verification.states';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Answer, Opinion, VerifierRole } from './verifying.policy.js';

export interface VerificationRow {
  readonly id: string;
  readonly milestoneId: string;
  readonly attempt: number;
  readonly personId: string;
  readonly role: VerifierRole;
  readonly state: VerificationState;
  readonly drawnAt: Date;
  readonly dueAt: Date;
  /** Calendar day. */
  readonly visitDate: string | null;
  readonly result: Answer | null;
  readonly note: string | null;
  readonly isSetAside: boolean;
}

export interface PhotoRow {
  readonly verificationId: string;
  readonly position: number;
  readonly fileId: string;
  readonly sha256: string;
}

export interface DoubtRow {
  readonly verificationId: string;
  readonly milestoneId: string;
  readonly attempt: number;
  readonly personId: string;
  readonly raisedAt: Date;
  readonly dueAt: Date;
}

const COLUMNS = `id, milestone_id AS "milestoneId", attempt, person_id AS "personId", role, state,
  drawn_at AS "drawnAt", due_at AS "dueAt", visit_date::text AS "visitDate", result, note,
  set_aside_at IS NOT NULL AS "isSetAside"`;
const CASES_MAX = 100;

@Injectable()
export class VerificationsRepository {
  async insert(
    tx: Tx,
    row: Pick<
      VerificationRow,
      'id' | 'milestoneId' | 'attempt' | 'personId' | 'role' | 'drawnAt' | 'dueAt'
    >,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO verifications (id, milestone_id, attempt, person_id, role, state, drawn_at, due_at)
       VALUES ($1, $2, $3, $4, $5, 'drawn', $6, $7)`,
      [row.id, row.milestoneId, row.attempt, row.personId, row.role, row.drawnAt, row.dueAt],
    );
  }

  async find(tx: Tx, id: string): Promise<VerificationRow | null> {
    const [row] = await sql<VerificationRow>(
      tx,
      `SELECT ${COLUMNS} FROM verifications WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** What has been said about the milestone's newest report. */
  async opinionsOf(tx: Tx, milestoneId: string, attempt: number): Promise<Opinion[]> {
    return sql<Opinion>(
      tx,
      `SELECT role, state, result, set_aside_at IS NOT NULL AS "isSetAside"
         FROM verifications WHERE milestone_id = $1 AND attempt = $2 ORDER BY id`,
      [milestoneId, attempt],
    );
  }

  /** Of the newest report of each milestone. */
  async listOf(tx: Tx, milestoneIds: readonly string[]): Promise<VerificationRow[]> {
    return sql<VerificationRow>(
      tx,
      `SELECT ${COLUMNS} FROM verifications AS verification
        WHERE milestone_id = ANY ($1::uuid[])
          AND attempt = (SELECT attempt FROM milestones WHERE id = verification.milestone_id)
        ORDER BY id`,
      [milestoneIds],
    );
  }

  async listOfPerson(
    tx: Tx,
    personId: string,
    states: readonly VerificationState[],
  ): Promise<VerificationRow[]> {
    return sql<VerificationRow>(
      tx,
      `SELECT ${COLUMNS} FROM verifications WHERE person_id = $1 AND state = ANY ($2::text[])
        ORDER BY due_at, id LIMIT ${String(CASES_MAX)}`,
      [personId, states],
    );
  }

  /** People who were drawn for this report, or declared a conflict anywhere in the project. */
  async notAgain(tx: Tx, milestoneId: string): Promise<Set<string>> {
    const rows = await sql<{ personId: string }>(
      tx,
      `SELECT DISTINCT verification.person_id AS "personId"
         FROM verifications AS verification
         JOIN milestones AS other ON other.id = verification.milestone_id
         JOIN milestones AS asked ON asked.id = $1 AND asked.project_id = other.project_id
        WHERE (other.id = asked.id AND verification.attempt = asked.attempt)
           OR coalesce(verification.conflict, 'none') <> 'none'`,
      [milestoneId],
    );
    return new Set(rows.map(({ personId }) => personId));
  }

  async setConflict(tx: Tx, id: string, conflict: string): Promise<void> {
    await sql(tx, 'UPDATE verifications SET conflict = $2 WHERE id = $1', [id, conflict]);
  }

  async setAnswer(
    tx: Tx,
    id: string,
    answer: {
      visitDate: string;
      result: Answer;
      note: string | null;
      answers: unknown;
      at: Date;
    },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE verifications SET visit_date = $2, result = $3, note = $4, answers = $5::jsonb,
              answered_at = $6
        WHERE id = $1`,
      [id, answer.visitDate, answer.result, answer.note, JSON.stringify(answer.answers), answer.at],
    );
  }

  async addPhotos(tx: Tx, rows: readonly PhotoRow[]): Promise<void> {
    for (const row of rows) {
      await sql(
        tx,
        'INSERT INTO verification_photos (verification_id, position, file_id, sha256) VALUES ($1, $2, $3, $4)',
        [row.verificationId, row.position, row.fileId, row.sha256],
      );
    }
  }

  async photosOf(tx: Tx, verificationIds: readonly string[]): Promise<PhotoRow[]> {
    return sql<PhotoRow>(
      tx,
      `SELECT verification_id AS "verificationId", position, file_id AS "fileId", sha256
         FROM verification_photos WHERE verification_id = ANY ($1::uuid[])
        ORDER BY verification_id, position`,
      [verificationIds],
    );
  }

  async raiseDoubt(tx: Tx, doubt: Omit<DoubtRow, 'personId'>): Promise<void> {
    await sql(
      tx,
      `INSERT INTO milestone_doubts (verification_id, milestone_id, attempt, raised_at, due_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [doubt.verificationId, doubt.milestoneId, doubt.attempt, doubt.raisedAt, doubt.dueAt],
    );
  }

  /** Open doubts of the milestones, of all when no list is given. */
  async openDoubts(tx: Tx, milestoneIds: readonly string[] | null): Promise<DoubtRow[]> {
    return sql<DoubtRow>(
      tx,
      `SELECT doubt.verification_id AS "verificationId", doubt.milestone_id AS "milestoneId",
              doubt.attempt, verification.person_id AS "personId", doubt.raised_at AS "raisedAt",
              doubt.due_at AS "dueAt"
         FROM milestone_doubts AS doubt
         JOIN verifications AS verification ON verification.id = doubt.verification_id
        WHERE doubt.decision IS NULL AND ($1::uuid[] IS NULL OR doubt.milestone_id = ANY ($1::uuid[]))
        ORDER BY doubt.due_at LIMIT ${String(CASES_MAX)}`,
      [milestoneIds],
    );
  }

  async decideDoubts(
    tx: Tx,
    milestoneId: string,
    decision: { decision: 'rework' | 'set_aside'; reason: string; by: string | null; at: Date },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE milestone_doubts SET decision = $2, reason = $3, decided_by = $4, decided_at = $5
        WHERE milestone_id = $1 AND decision IS NULL`,
      [milestoneId, decision.decision, decision.reason, decision.by, decision.at],
    );
  }

  async setAside(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
    await sql(
      tx,
      'UPDATE verifications SET set_aside_at = $2 WHERE id = ANY ($1::uuid[]) AND set_aside_at IS NULL',
      [ids, at],
    );
  }
}
