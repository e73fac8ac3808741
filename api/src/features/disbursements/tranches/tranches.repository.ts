import { Injectable } from '@nestjs/common';
import type { TrancheConditionView } from '@vatra/shared/disbursements/disbursements.views';
import type { TrancheHold } from '@vatra/shared/disbursements/tranche-holds';
import type { TrancheState } from '@vatra/shared/disbursements/tranche.states';
import { minorFromSql } from '@vatra/shared/money';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface TrancheRow {
  readonly id: string;
  readonly projectId: string;
  readonly number: number;
  readonly percent: number;
  readonly amountMinor: number;
  readonly isLast: boolean;
  readonly milestoneNumber: number | null;
  readonly state: TrancheState;
  readonly instructionId: string;
  readonly conditions: readonly TrancheConditionView[];
  readonly dueAt: Date | null;
  /** Number of the newest preparation; approvals belong to it. */
  readonly attempt: number;
  readonly heldFrom: TrancheState | null;
  readonly holdReason: TrancheHold | null;
  /** What the payment drew on (R62); null before it was sent. */
  readonly contributionsMinor: number | null;
  readonly matchingMinor: number | null;
  readonly sentAt: Date | null;
  readonly sentEntryId: string | null;
  readonly confirmedAt: Date | null;
  readonly bankReference: string | null;
  /** What came back of it through Stripe. */
  readonly returnedMinor: number;
  /** R76: the lei it is fixed in, in bani; null where the euro are. */
  readonly targetMdlMinor: number | null;
}

type SqlRow = Omit<
  TrancheRow,
  'amountMinor' | 'contributionsMinor' | 'matchingMinor' | 'returnedMinor' | 'targetMdlMinor'
> & {
  readonly amountMinor: string;
  readonly returnedMinor: string;
  readonly contributionsMinor: string | null;
  readonly matchingMinor: string | null;
  readonly targetMdlMinor: string | null;
};

const COLUMNS = `id, project_id AS "projectId", number, percent, amount_minor AS "amountMinor",
  is_last AS "isLast", milestone_number AS "milestoneNumber", state,
  instruction_id AS "instructionId", conditions, due_at AS "dueAt", attempt,
  held_from AS "heldFrom", hold_reason AS "holdReason",
  contributions_minor AS "contributionsMinor", matching_minor AS "matchingMinor",
  sent_at AS "sentAt", sent_entry_id AS "sentEntryId", confirmed_at AS "confirmedAt",
  bank_reference AS "bankReference", returned_minor AS "returnedMinor",
  target_mdl_minor AS "targetMdlMinor"`;
const QUEUE_MAX = 100;

@Injectable()
export class TranchesRepository {
  /** What all authorities have received by the bank's word. */
  async confirmedTotal(tx: Tx): Promise<number> {
    const [row] = await sql<{ total: string }>(
      tx,
      `SELECT coalesce(sum(amount_minor - returned_minor), 0)::bigint AS total FROM tranches WHERE state = 'confirmed'`,
    );
    return minorFromSql(row?.total ?? '0');
  }

  async insert(
    tx: Tx,
    row: Pick<
      TrancheRow,
      | 'id'
      | 'projectId'
      | 'number'
      | 'percent'
      | 'amountMinor'
      | 'isLast'
      | 'milestoneNumber'
      | 'instructionId'
    >,
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO tranches (id, project_id, number, percent, amount_minor, is_last, milestone_number,
                             state, instruction_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'planned', $8)`,
      [
        row.id,
        row.projectId,
        row.number,
        row.percent,
        row.amountMinor,
        row.isLast,
        row.milestoneNumber,
        row.instructionId,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<TrancheRow | null> {
    return this.first(tx, 'id = $1', id);
  }

  async findByInstruction(tx: Tx, instructionId: string): Promise<TrancheRow | null> {
    return this.first(tx, 'instruction_id = $1', instructionId);
  }

  async listOf(tx: Tx, projectId: string): Promise<TrancheRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM tranches WHERE project_id = $1 ORDER BY number`,
      [projectId],
    );
    return rows.map(read);
  }

  async listInStates(tx: Tx, states: readonly TrancheState[]): Promise<TrancheRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM tranches WHERE state = ANY ($1::text[])
        ORDER BY due_at NULLS LAST, id LIMIT ${String(QUEUE_MAX)}`,
      [states],
    );
    return rows.map(read);
  }

  async setConditions(
    tx: Tx,
    id: string,
    conditions: readonly TrancheConditionView[],
  ): Promise<void> {
    await sql(tx, 'UPDATE tranches SET conditions = $2::jsonb WHERE id = $1', [
      id,
      JSON.stringify(conditions),
    ]);
  }

  async setDue(tx: Tx, id: string, dueAt: Date | null): Promise<void> {
    await sql(tx, 'UPDATE tranches SET due_at = $2 WHERE id = $1', [id, dueAt]);
  }

  async setAttempt(tx: Tx, id: string, attempt: number): Promise<void> {
    await sql(tx, 'UPDATE tranches SET attempt = $2 WHERE id = $1', [id, attempt]);
  }

  async setHold(
    tx: Tx,
    id: string,
    hold: { from: TrancheState; reason: TrancheHold },
  ): Promise<void> {
    await sql(tx, 'UPDATE tranches SET held_from = $2, hold_reason = $3 WHERE id = $1', [
      id,
      hold.from,
      hold.reason,
    ]);
  }

  async clearHold(tx: Tx, id: string): Promise<void> {
    await sql(tx, 'UPDATE tranches SET held_from = NULL, hold_reason = NULL WHERE id = $1', [id]);
  }

  async setSent(
    tx: Tx,
    id: string,
    sent: { contributionsMinor: number; matchingMinor: number; entryId: string; at: Date },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE tranches SET contributions_minor = $2, matching_minor = $3, sent_entry_id = $4, sent_at = $5,
              returned_minor = 0
        WHERE id = $1`,
      [id, sent.contributionsMinor, sent.matchingMinor, sent.entryId, sent.at],
    );
  }

  async setConfirmed(
    tx: Tx,
    id: string,
    confirmed: { entryId: string; at: Date; bankReference: string },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE tranches SET confirmed_entry_id = $2, confirmed_at = $3, bank_reference = $4, due_at = NULL
        WHERE id = $1`,
      [id, confirmed.entryId, confirmed.at, confirmed.bankReference],
    );
  }

  /** Its payment has come back from the payee's bank and lies in the payee's account at Stripe. */
  async clearConfirmed(tx: Tx, id: string): Promise<void> {
    await sql(
      tx,
      `UPDATE tranches SET confirmed_entry_id = NULL, confirmed_at = NULL, bank_reference = NULL
        WHERE id = $1`,
      [id],
    );
  }

  async setReturned(tx: Tx, id: string, minor: number): Promise<void> {
    await sql(tx, 'UPDATE tranches SET returned_minor = $2 WHERE id = $1', [id, minor]);
  }

  private async first(tx: Tx, condition: string, value: string): Promise<TrancheRow | null> {
    const [row] = await sql<SqlRow>(tx, `SELECT ${COLUMNS} FROM tranches WHERE ${condition}`, [
      value,
    ]);
    return row === undefined ? null : read(row);
  }
}

function read(row: SqlRow): TrancheRow {
  const minor = (text: string | null) => (text === null ? null : minorFromSql(text));
  return {
    ...row,
    amountMinor: minorFromSql(row.amountMinor),
    returnedMinor: minorFromSql(row.returnedMinor),
    contributionsMinor: minor(row.contributionsMinor),
    matchingMinor: minor(row.matchingMinor),
    targetMdlMinor: minor(row.targetMdlMinor),
  };
}
