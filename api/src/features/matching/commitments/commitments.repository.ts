import { Injectable } from '@nestjs/common';
import type { CommitmentState } from '@vatra/shared/matching/commitment.states';
import type {
  CommitmentEvidenceDto,
  DeclareCommitmentDto,
  WithdrawCommitmentDto,
} from '@vatra/shared/matching/commitments.dto';
import { minorFromSql } from '@vatra/shared/money';
import type { Actor } from '../../../platform/actor.js';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import type { Position } from '../../../platform/paging/cursor.js';
import type { CommitmentRecord, EvidenceRecord, WithdrawalRecord } from './commitment.record.js';
import { CommitmentMissing } from './commitments.errors.js';

type MoneyColumn = 'cashMinor' | 'inKindMinor' | 'evidencedCashMinor' | 'evidencedInKindMinor';
type CommitmentRow = Omit<CommitmentRecord, MoneyColumn> & Record<MoneyColumn, string>;
type EvidenceRow = Omit<EvidenceRecord, 'amountMinor'> & { readonly amountMinor: string };

const COLUMNS = `c.id, c.project_id AS "projectId", c.organisation_id AS "organisationId", c.state,
  c.decision_number AS "decisionNumber", to_char(c.decision_date, 'YYYY-MM-DD') AS "decisionDate",
  c.cash_minor AS "cashMinor", c.in_kind_minor AS "inKindMinor", c.budget_code AS "budgetCode",
  c.file_id AS "fileId", c.declared_at AS "declaredAt", c.review_due_at AS "reviewDueAt", c.evidenced_cash_minor AS "evidencedCashMinor",
  c.evidenced_in_kind_minor AS "evidencedInKindMinor"`;
const EVIDENCE_COLUMNS = `v.id, v.commitment_id AS "commitmentId", v.kind, v.amount_minor AS "amountMinor",
  v.description, v.file_id AS "fileId", v.state, v.offered_at AS "offeredAt"`;
const EVIDENCE_OF_PROJECT_MAX = 500;

@Injectable()
export class CommitmentsRepository {
  async insert(
    tx: Tx,
    about: {
      readonly projectId: string;
      readonly organisationId: string;
      readonly reviewDueAt: Date;
    },
    declared: DeclareCommitmentDto,
    actor: Actor,
  ): Promise<string> {
    const id = newId();
    await sql(
      tx,
      `INSERT INTO commitments (id, project_id, organisation_id, decision_number, decision_date, cash_minor,
              in_kind_minor, budget_code, file_id, declared_by, declared_at, review_due_at)
       VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8, $9, $10, vatra_now(), $11)`,
      [
        id,
        about.projectId,
        about.organisationId,
        declared.decisionNumber,
        declared.decisionDate,
        declared.cashMinor,
        declared.inKindMinor,
        declared.budgetCode,
        declared.fileId,
        actor.personId,
        about.reviewDueAt,
      ],
    );
    await recordBirth(tx, { machine: 'commitment', id, state: 'declared', actor });
    return id;
  }

  /** @throws CommitmentMissing */
  async get(tx: Tx, id: string): Promise<CommitmentRecord> {
    const [row] = await this.list(tx, 'c.id = $1', [id]);
    if (row === undefined) throw new CommitmentMissing();
    return row;
  }

  /** @throws CommitmentMissing */
  async getForUpdate(tx: Tx, id: string): Promise<CommitmentRecord> {
    await sql(tx, `SELECT 1 FROM commitments WHERE id = $1 FOR UPDATE`, [id]);
    return this.get(tx, id);
  }

  listOfProject(tx: Tx, projectId: string): Promise<CommitmentRecord[]> {
    return this.list(tx, 'c.project_id = $1 ORDER BY c.id', [projectId]);
  }

  listDeclared(tx: Tx, after: Position | null, limit: number): Promise<CommitmentRecord[]> {
    return this.list(
      tx,
      `c.state = 'declared' AND ($1::timestamptz IS NULL OR (c.declared_at, c.id) > ($1, $2::uuid))
       ORDER BY c.declared_at, c.id LIMIT $3`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** A reviewer owes an answer: to the decision itself or to a paper that proves a part of it. */
  listToReview(tx: Tx, after: Position | null, limit: number): Promise<CommitmentRecord[]> {
    return this.list(
      tx,
      `(c.state = 'declared' OR EXISTS (SELECT 1 FROM commitment_evidence v
          WHERE v.commitment_id = c.id AND v.state = 'offered'))
       AND ($1::timestamptz IS NULL OR (c.declared_at, c.id) > ($1, $2::uuid))
       ORDER BY c.declared_at, c.id LIMIT $3`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async move(
    tx: Tx,
    commitment: Pick<CommitmentRecord, 'id' | 'state'>,
    to: CommitmentState,
    by: { readonly actor: Actor; readonly reason?: string },
  ): Promise<void> {
    const { id, state } = commitment;
    await moveState(tx, { machine: 'commitment', id, from: state, to, ...by });
  }

  /** False when this paper proves something already: it is counted once. */
  async insertEvidence(
    tx: Tx,
    commitmentId: string,
    offered: CommitmentEvidenceDto,
    actor: Actor,
  ): Promise<boolean> {
    const count = await sqlCount(
      tx,
      `INSERT INTO commitment_evidence (id, commitment_id, kind, amount_minor, description, file_id,
              offered_by, offered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, vatra_now())
       ON CONFLICT (file_id) DO NOTHING`,
      [
        newId(),
        commitmentId,
        offered.kind,
        offered.amountMinor,
        offered.description,
        offered.fileId,
        actor.personId,
      ],
    );
    return count === 1;
  }

  /** @throws CommitmentMissing */
  async getEvidenceForUpdate(tx: Tx, id: string): Promise<EvidenceRecord> {
    const [row] = await sql<EvidenceRow>(
      tx,
      `SELECT ${EVIDENCE_COLUMNS} FROM commitment_evidence v WHERE v.id = $1 FOR UPDATE`,
      [id],
    );
    if (row === undefined) throw new CommitmentMissing('matching.evidence-not-found');
    return evidenceOf(row);
  }

  async evidenceOf(tx: Tx, commitmentIds: readonly string[]): Promise<EvidenceRecord[]> {
    const rows = await sql<EvidenceRow>(
      tx,
      `SELECT ${EVIDENCE_COLUMNS} FROM commitment_evidence v
        WHERE v.commitment_id = ANY($1::uuid[]) ORDER BY v.id LIMIT ${String(EVIDENCE_OF_PROJECT_MAX)}`,
      [commitmentIds],
    );
    return rows.map(evidenceOf);
  }

  async listOffered(tx: Tx, limit: number): Promise<(EvidenceRecord & { projectId: string })[]> {
    const rows = await sql<EvidenceRow & { projectId: string }>(
      tx,
      `SELECT ${EVIDENCE_COLUMNS}, c.project_id AS "projectId"
         FROM commitment_evidence v JOIN commitments c ON c.id = v.commitment_id
        WHERE v.state = 'offered' ORDER BY v.offered_at, v.id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({ ...evidenceOf(row), projectId: row.projectId }));
  }

  async decideEvidence(
    tx: Tx,
    id: string,
    decision: { readonly state: 'accepted' | 'refused'; readonly reason: string },
    actor: Actor,
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE commitment_evidence SET state = $2, reason = $3, decided_by = $4, decided_at = vatra_now()
        WHERE id = $1`,
      [id, decision.state, decision.reason, actor.personId],
    );
  }

  async insertWithdrawal(
    tx: Tx,
    commitmentId: string,
    dto: WithdrawCommitmentDto,
    actor: Actor,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO commitment_withdrawals (commitment_id, decision_number, decision_date, file_id,
              reason, withdrawn_by, withdrawn_at)
       VALUES ($1, $2, $3::date, $4, $5, $6, vatra_now())`,
      [commitmentId, dto.decisionNumber, dto.decisionDate, dto.fileId, dto.reason, actor.personId],
    );
  }

  async withdrawalsOf(tx: Tx, commitmentIds: readonly string[]): Promise<WithdrawalRecord[]> {
    return sql<WithdrawalRecord>(
      tx,
      `SELECT commitment_id AS "commitmentId", decision_number AS "decisionNumber",
              to_char(decision_date, 'YYYY-MM-DD') AS "decisionDate", file_id AS "fileId", reason
         FROM commitment_withdrawals WHERE commitment_id = ANY ($1::uuid[])`,
      [commitmentIds],
    );
  }

  async addEvidenced(
    tx: Tx,
    id: string,
    { kind, amountMinor }: Pick<EvidenceRecord, 'kind' | 'amountMinor'>,
  ): Promise<void> {
    const column = kind === 'cash' ? 'evidenced_cash_minor' : 'evidenced_in_kind_minor';
    await sql(tx, `UPDATE commitments SET ${column} = ${column} + $2 WHERE id = $1`, [
      id,
      amountMinor,
    ]);
  }

  private async list(
    tx: Tx,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<CommitmentRecord[]> {
    const rows = await sql<CommitmentRow>(
      tx,
      `SELECT ${COLUMNS} FROM commitments c WHERE ${condition}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      cashMinor: minorFromSql(row.cashMinor),
      inKindMinor: minorFromSql(row.inKindMinor),
      evidencedCashMinor: minorFromSql(row.evidencedCashMinor),
      evidencedInKindMinor: minorFromSql(row.evidencedInKindMinor),
    }));
  }
}

function evidenceOf(row: EvidenceRow): EvidenceRecord {
  return {
    id: row.id,
    commitmentId: row.commitmentId,
    kind: row.kind,
    amountMinor: minorFromSql(row.amountMinor),
    description: row.description,
    fileId: row.fileId,
    state: row.state,
    offeredAt: row.offeredAt,
  };
}
