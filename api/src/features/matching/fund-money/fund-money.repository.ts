import { Injectable } from '@nestjs/common';
import type { FundMoneyDto } from '@vatra/shared/matching/funds.dto';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { FundMissing } from '../funds/funds.errors.js';
import type { FundMoneyRecord } from './fund-money.record.js';

type MoneyRow = Omit<FundMoneyRecord, 'amountMinor'> & { readonly amountMinor: string };

const COLUMNS = `m.id, m.fund_id AS "fundId", m.kind, m.amount_minor AS "amountMinor", m.state, m.note,
  m.bank_line_id AS "bankLineId", m.file_id AS "fileId", m.proposed_by AS "proposedBy",
  m.proposed_at AS "proposedAt", m.decided_at AS "decidedAt", m.reason`;

const OF_FUND_MAX = 200;
const WAITING_MAX = 50;

@Injectable()
export class FundMoneyRepository {
  /** Null when another proposal already stands on the bank's line. */
  async insert(
    tx: Tx,
    fundId: string,
    money: FundMoneyDto,
    proposedBy: string,
  ): Promise<string | null> {
    const id = newId();
    const count = await sqlCount(
      tx,
      `INSERT INTO matching_fund_money (id, fund_id, kind, amount_minor, note, bank_line_id, file_id,
              proposed_by, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, vatra_now())
       ON CONFLICT (bank_line_id) WHERE state <> 'refused' DO NOTHING`,
      [
        id,
        fundId,
        money.kind,
        money.amountMinor,
        money.note,
        money.bankLineId ?? null,
        money.fileId ?? null,
        proposedBy,
      ],
    );
    return count === 1 ? id : null;
  }

  async fundOf(tx: Tx, id: string): Promise<string> {
    return (await this.get(tx, id)).fundId;
  }

  /** @throws FundMissing */
  async get(tx: Tx, id: string): Promise<FundMoneyRecord> {
    const [money] = await this.select(tx, 'm.id = $1', [id]);
    if (money === undefined) throw new FundMissing('matching.money-not-found');
    return money;
  }

  async decide(
    tx: Tx,
    id: string,
    decision: {
      readonly state: 'confirmed' | 'refused';
      readonly by: string;
      readonly reason: string;
      readonly entryId: string | null;
    },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE matching_fund_money SET state = $2, decided_by = $3, reason = $4, entry_id = $5,
              decided_at = vatra_now()
        WHERE id = $1 AND state = 'proposed'`,
      [id, decision.state, decision.by, decision.reason, decision.entryId],
    );
  }

  listOf(tx: Tx, fundId: string): Promise<FundMoneyRecord[]> {
    return this.select(tx, 'm.fund_id = $1 ORDER BY m.id DESC LIMIT $2', [fundId, OF_FUND_MAX]);
  }

  listWaiting(tx: Tx): Promise<FundMoneyRecord[]> {
    return this.select(tx, `m.state = 'proposed' ORDER BY m.proposed_at, m.id LIMIT $1`, [
      WAITING_MAX,
    ]);
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<FundMoneyRecord[]> {
    const rows = await sql<MoneyRow>(
      tx,
      `SELECT ${COLUMNS} FROM matching_fund_money m WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({ ...row, amountMinor: minorFromSql(row.amountMinor) }));
  }
}
