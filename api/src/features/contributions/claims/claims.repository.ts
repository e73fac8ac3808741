import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { UNPREPARED } from './claim-queue.repository.js';
import type { ClaimAccount, ClaimRecord, OwedIn } from './claim.record.js';

const COLUMNS = `id, contribution_id AS "contributionId", project_id AS "projectId", state,
  amount_minor AS "amountMinor", owed_in AS "owedIn", ask_until AS "askUntil", unclaimed_until AS "unclaimedUntil", attempt,
  instruction_id AS "instructionId", iban_sealed AS "ibanSealed", iban_masked AS "ibanMasked",
  iban_fingerprint AS "ibanFingerprint", holder, given_at AS "givenAt", given_why AS "givenWhy", sent_entry_id AS "sentEntryId",
  paid_at AS "paidAt", (SELECT refunds.posting FROM refunds WHERE refunds.id = refund_claims.id) AS posting`;
const LIST_MAX = 50;

type ClaimRow = Omit<ClaimRecord, 'amountMinor' | 'account'> & {
  readonly amountMinor: string;
} & { readonly [Name in keyof ClaimAccount]: ClaimAccount[Name] | null };

export interface NewClaim {
  readonly id: string;
  readonly contributionId: string;
  readonly projectId: string;
  readonly amountMinor: number;
  readonly owedIn: OwedIn;
  readonly askedAt: Date;
  readonly askUntil: Date;
}

@Injectable()
export class ClaimsRepository {
  async insert(tx: Tx, claim: NewClaim): Promise<void> {
    await sql(
      tx,
      `INSERT INTO refund_claims (id, contribution_id, project_id, state, amount_minor, owed_in, asked_at, ask_until)
       VALUES ($1, $2, $3, 'asked', $4, $5, $6, $7)`,
      [
        claim.id,
        claim.contributionId,
        claim.projectId,
        claim.amountMinor,
        claim.owedIn,
        claim.askedAt,
        claim.askUntil,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<ClaimRecord | null> {
    return (await this.select(tx, 'id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<ClaimRecord | null> {
    return (await this.select(tx, 'id = $1 FOR UPDATE', [id]))[0] ?? null;
  }

  async findByInstruction(tx: Tx, instructionId: string): Promise<ClaimRecord | null> {
    return (await this.select(tx, 'instruction_id = $1', [instructionId]))[0] ?? null;
  }

  listOf(tx: Tx, contributionIds: readonly string[]): Promise<ClaimRecord[]> {
    return this.select(tx, 'contribution_id = ANY ($1::uuid[]) ORDER BY id', [contributionIds]);
  }

  listByIds(tx: Tx, ids: readonly string[]): Promise<ClaimRecord[]> {
    return this.select(tx, 'id = ANY ($1::uuid[]) ORDER BY id', [ids]);
  }

  /** Accounts that nobody has prepared a payment on yet, the one given first at the top. */
  listGiven(tx: Tx): Promise<ClaimRecord[]> {
    return this.select(tx, `${UNPREPARED} ORDER BY given_at, id LIMIT ${String(LIST_MAX)}`, []);
  }

  /** Booked as payable to donors (2130), and the bank's to pay: no instruction has left yet. */
  async owedByBankMinor(tx: Tx): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(amount_minor), 0) AS minor FROM refund_claims
        WHERE owed_in = '2130' AND sent_entry_id IS NULL`,
      [],
    );
    return minorFromSql(row?.minor ?? '0');
  }

  async setAccount(tx: Tx, id: string, account: ClaimAccount): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE refund_claims
          SET attempt = attempt + 1, instruction_id = $2, iban_sealed = $3, iban_masked = $4,
              iban_fingerprint = $5, holder = $6, given_at = $7, given_why = $8
        WHERE id = $1`,
      [
        id,
        account.instructionId,
        account.ibanSealed,
        account.ibanMasked,
        account.ibanFingerprint,
        account.holder,
        account.givenAt,
        account.givenWhy,
      ],
    );
  }

  async setSent(tx: Tx, id: string, entryId: string): Promise<void> {
    await sqlCount(tx, 'UPDATE refund_claims SET sent_entry_id = $2 WHERE id = $1', [id, entryId]);
  }

  async setPaid(
    tx: Tx,
    id: string,
    paid: { entryId: string; at: Date; bankReference: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE refund_claims SET paid_entry_id = $2, paid_at = $3, bank_reference = $4 WHERE id = $1`,
      [id, paid.entryId, paid.at, paid.bankReference],
    );
  }

  /** Asked anew, for as long as the first time: the account that was given could not be paid on. */
  async setAskedAgain(tx: Tx, id: string, askUntil: Date): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE refund_claims
          SET ask_until = $2, owed_in = '2900', unclaimed_until = NULL, instruction_id = NULL, iban_sealed = NULL,
              iban_masked = NULL, iban_fingerprint = NULL, holder = NULL, given_at = NULL, given_why = NULL,
              sent_entry_id = NULL, paid_entry_id = NULL, paid_at = NULL, bank_reference = NULL
        WHERE id = $1`,
      [id, askUntil],
    );
  }

  /** What was owed and never sent lies unclaimed from now on. */
  async setUnclaimedMoney(tx: Tx, id: string): Promise<void> {
    await sqlCount(tx, `UPDATE refund_claims SET owed_in = '2900' WHERE id = $1`, [id]);
  }

  async setUnclaimedUntil(tx: Tx, id: string, until: Date): Promise<void> {
    await sqlCount(tx, 'UPDATE refund_claims SET unclaimed_until = $2 WHERE id = $1', [id, until]);
  }

  private async select(tx: Tx, where: string, parameters: unknown[]): Promise<ClaimRecord[]> {
    const rows = await sql<ClaimRow>(
      tx,
      `SELECT ${COLUMNS} FROM refund_claims WHERE ${where}`,
      parameters,
    );
    return rows.map(recordOf);
  }
}

function recordOf(row: ClaimRow): ClaimRecord {
  const { instructionId, ibanSealed, ibanMasked, ibanFingerprint, ...rest } = row;
  const { holder, givenAt, givenWhy, ...plain } = rest;
  const isKnown =
    instructionId !== null &&
    ibanSealed !== null &&
    ibanMasked !== null &&
    ibanFingerprint !== null &&
    holder !== null &&
    givenAt !== null;
  return {
    ...plain,
    amountMinor: minorFromSql(row.amountMinor),
    account: isKnown
      ? { instructionId, ibanSealed, ibanMasked, ibanFingerprint, holder, givenAt, givenWhy }
      : null,
  };
}
