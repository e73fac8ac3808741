import { Injectable } from '@nestjs/common';
import type { TransferView } from '@vatra/shared/disbursements/stripe-rail.views';
import { minorFromSql } from '@vatra/shared/money';
import { isUuid } from '@vatra/shared/rules/text.rules';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export interface TransferRow {
  readonly id: string;
  readonly trancheId: string;
  readonly projectId: string;
  readonly attempt: number;
  readonly payeeAccountId: string;
  readonly accountId: string;
  readonly amountMinor: number;
  readonly contentHash: string;
  readonly step: TransferView['step'];
  readonly reason: string | null;
  readonly tries: number;
  readonly contributionsMinor: number;
  readonly matchingMinor: number;
  readonly reservedEntryId: string | null;
  readonly stripeId: string | null;
  readonly returnedMinor: number;
  readonly takingBackMinor: number;
  readonly takings: number;
  readonly payoutTries: number;
  readonly payoutId: string | null;
  readonly payoutState: TransferView['payoutState'];
  readonly payoutFailure: string | null;
  readonly arrivesOn: string | null;
  readonly confirmedEntryId: string | null;
}

type Minor =
  'amountMinor' | 'contributionsMinor' | 'matchingMinor' | 'returnedMinor' | 'takingBackMinor';
type SqlRow = Omit<TransferRow, Minor> & Readonly<Record<Minor, string | null>>;

const COLUMNS = `id, tranche_id AS "trancheId", project_id AS "projectId", attempt,
  payee_account_id AS "payeeAccountId", stripe_account_id AS "accountId",
  amount_minor AS "amountMinor", content_hash AS "contentHash", step, reason, tries,
  contributions_minor AS "contributionsMinor", matching_minor AS "matchingMinor",
  reserved_entry_id AS "reservedEntryId", transfer_id AS "stripeId",
  returned_minor AS "returnedMinor", taking_back_minor AS "takingBackMinor", takings,
  payout_tries AS "payoutTries", payout_id AS "payoutId", payout_state AS "payoutState",
  payout_failure AS "payoutFailure", arrives_on::text AS "arrivesOn",
  confirmed_entry_id AS "confirmedEntryId"`;

/** Every change of a row is made under the lock of its project's agreement. */
@Injectable()
export class TransfersRepository {
  async insert(
    tx: Tx,
    row: Pick<
      TransferRow,
      | 'id'
      | 'trancheId'
      | 'projectId'
      | 'attempt'
      | 'payeeAccountId'
      | 'accountId'
      | 'amountMinor'
      | 'contentHash'
    > & { readonly createdAt: Date },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO tranche_transfers (id, tranche_id, project_id, attempt, payee_account_id,
                                      stripe_account_id, amount_minor, content_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        row.id,
        row.trancheId,
        row.projectId,
        row.attempt,
        row.payeeAccountId,
        row.accountId,
        row.amountMinor,
        row.contentHash,
        row.createdAt,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<TransferRow | null> {
    const [row] = await this.where(tx, 'id = $1::uuid', [id]);
    return row ?? null;
  }

  /** By what Stripe carries along for us, which may be anything. */
  async findByText(tx: Tx, text: string): Promise<TransferRow | null> {
    return isUuid(text) ? this.find(tx, text) : null;
  }

  /** Of an attempt of a tranche. */
  async ofAttempt(tx: Tx, trancheId: string, attempt: number): Promise<TransferRow | null> {
    const [row] = await this.where(tx, 'tranche_id = $1::uuid AND attempt = $2', [
      trancheId,
      attempt,
    ]);
    return row ?? null;
  }

  /** The newest of each of the tranches. */
  async newestOf(tx: Tx, trancheIds: readonly string[]): Promise<Map<string, TransferRow>> {
    const rows = await this.where(tx, 'tranche_id = ANY ($1::uuid[]) ORDER BY attempt', [
      trancheIds,
    ]);
    return new Map(rows.map((row) => [row.trancheId, row]));
  }

  /** Whether the answer about a payment of the project is still awaited. */
  async isAsked(tx: Tx, projectId: string, trancheId: string | null = null): Promise<boolean> {
    const rows = await this.where(
      tx,
      `project_id = $1::uuid AND step = 'asked' AND ($2::uuid IS NULL OR tranche_id = $2::uuid)`,
      [projectId, trancheId],
    );
    return rows.length > 0;
  }

  /** The next payment of every project that is paid through Stripe: it has to lie there when it is due. */
  async reservedMinor(tx: Tx): Promise<number> {
    const [row] = await sql<{ minor: string }>(
      tx,
      `SELECT coalesce(sum(next.amount_minor), 0)::bigint AS minor FROM (
         SELECT DISTINCT ON (t.project_id) t.amount_minor FROM tranches t
           JOIN agreements a ON a.project_id = t.project_id AND a.cancelled_at IS NULL
           JOIN payee_accounts p ON p.organisation_id = a.organisation_id
            AND p.state = 'verified' AND p.rail = 'stripe_transfer'
          WHERE t.state NOT IN ('sent', 'confirmed', 'returned', 'cancelled')
          ORDER BY t.project_id, t.number) next`,
    );
    return minorFromSql(row?.minor ?? '0');
  }

  async setAsked(
    tx: Tx,
    id: string,
    drawn: { contributionsMinor: number; matchingMinor: number; entryId: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE tranche_transfers SET step = 'asked', reason = NULL, contributions_minor = $2,
              matching_minor = $3, reserved_entry_id = $4 WHERE id = $1`,
      [id, drawn.contributionsMinor, drawn.matchingMinor, drawn.entryId],
    );
  }

  /** Nothing of it is reserved any more: it waits to be tried again, or it is over. */
  async setResting(
    tx: Tx,
    id: string,
    rest: { step: 'waiting' | 'refused'; reason: string },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE tranche_transfers SET step = $2, reason = $3, contributions_minor = NULL,
              matching_minor = NULL, reserved_entry_id = NULL WHERE id = $1`,
      [id, rest.step, rest.reason],
    );
  }

  async setMade(tx: Tx, id: string, stripeId: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE tranche_transfers SET step = 'made', transfer_id = $2 WHERE id = $1`,
      [id, stripeId],
    );
  }

  async setTries(tx: Tx, id: string, tries: number): Promise<void> {
    await sqlCount(tx, 'UPDATE tranche_transfers SET tries = $2 WHERE id = $1', [id, tries]);
  }

  async setPayoutTries(tx: Tx, id: string, tries: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE tranche_transfers SET payout_tries = $2, payout_id = NULL, payout_state = NULL,
              payout_failure = NULL, arrives_on = NULL WHERE id = $1`,
      [id, tries],
    );
  }

  async setPayout(
    tx: Tx,
    id: string,
    payout: {
      payoutId: string | null;
      state: NonNullable<TransferRow['payoutState']>;
      failure: string | null;
      arrivesOn: string | null;
      confirmedEntryId: string | null;
    },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE tranche_transfers SET payout_id = $2, payout_state = $3, payout_failure = $4,
              arrives_on = $5::date, confirmed_entry_id = $6 WHERE id = $1`,
      [
        id,
        payout.payoutId,
        payout.state,
        payout.failure,
        payout.arrivesOn,
        payout.confirmedEntryId,
      ],
    );
  }

  async setTakingBack(tx: Tx, id: string, minor: number, takings: number): Promise<void> {
    await sqlCount(
      tx,
      'UPDATE tranche_transfers SET taking_back_minor = $2, takings = $3 WHERE id = $1',
      [id, minor, takings],
    );
  }

  /**
   * Once for each reversal, whoever made it; false when it is known. One made by hand leaves ours, if it
   * was asked for, still to come.
   */
  async addReversal(
    tx: Tx,
    reversal: { id: string; transferId: string; amountMinor: number; isOurs: boolean; at: Date },
  ): Promise<boolean> {
    const added = await sqlCount(
      tx,
      `INSERT INTO tranche_transfer_reversals (id, tranche_transfer_id, amount_minor, booked_at)
       VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`,
      [reversal.id, reversal.transferId, reversal.amountMinor, reversal.at],
    );
    if (added === 0) return false;
    await sqlCount(
      tx,
      `UPDATE tranche_transfers SET returned_minor = returned_minor + $2,
              taking_back_minor = CASE WHEN $3::boolean THEN 0 ELSE taking_back_minor END
        WHERE id = $1`,
      [reversal.transferId, reversal.amountMinor, reversal.isOurs],
    );
    return true;
  }

  private async where(tx: Tx, condition: string, values: unknown[]): Promise<TransferRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM tranche_transfers WHERE ${condition}`,
      values,
    );
    return rows.map(read);
  }
}

function read(row: SqlRow): TransferRow {
  return {
    ...row,
    amountMinor: minorFromSql(row.amountMinor ?? '0'),
    contributionsMinor: minorFromSql(row.contributionsMinor ?? '0'),
    matchingMinor: minorFromSql(row.matchingMinor ?? '0'),
    returnedMinor: minorFromSql(row.returnedMinor ?? '0'),
    takingBackMinor: minorFromSql(row.takingBackMinor ?? '0'),
  };
}
