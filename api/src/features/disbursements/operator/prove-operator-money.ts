import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import {
  PaymentsService,
  type KeptLine,
  type LineMatch,
  type LineMatcher,
} from '../../payments/payments.service.js';
import { chargePostings, failedPosting, provedPosting, topUpPosting } from './operator-postings.js';
import type { OrderRecord } from './order.record.js';
import { OrdersRepository } from './orders.repository.js';
import { TopUpsRepository } from './top-ups.repository.js';

const TOP_UP_ID = /\bVU[0-9a-f]{32}\b/i;

/** What the bank's lines prove of the operator's money: orders, top-ups, and the bank's own price. */
@Injectable()
export class ProveOperatorMoney implements LineMatcher {
  readonly name = 'disbursements.operator-money';

  constructor(
    payments: PaymentsService,
    private readonly orders: OrdersRepository,
    private readonly topUps: TopUpsRepository,
    private readonly ledger: LedgerService,
  ) {
    payments.registerLineMatcher(this);
  }

  async match(tx: Tx, lines: readonly KeptLine[]): Promise<LineMatch[]> {
    const matches: LineMatch[] = [];
    for (const line of lines) {
      const match =
        (await this.order(tx, line)) ??
        (await this.topUp(tx, line)) ??
        (await this.charge(tx, line));
      if (match !== null) matches.push({ lineId: line.id, ...match });
    }
    return matches;
  }

  /** A debit with our id and amount proves it; a credit says that the bank did not pay. */
  private async order(tx: Tx, line: KeptLine): Promise<Omit<LineMatch, 'lineId'> | null> {
    if (line.endToEndId === null) return null;
    const order = await this.orders.findByInstruction(tx, line.endToEndId);
    if (order?.state !== 'sent' || order.amountMinor !== line.amountMinor) return null;
    const isPaid = line.direction === 'out';
    const posting = isPaid ? provedPosting(order, line) : failedPosting(order, line);
    await this.orders.setEnded(tx, order.id, await this.ledger.post(tx, posting));
    await this.move(tx, order, isPaid ? 'confirmed' : 'failed', line.returnReason);
    return { kind: 'operator_order', subjectId: order.id };
  }

  private async topUp(tx: Tx, line: KeptLine): Promise<Omit<LineMatch, 'lineId'> | null> {
    const told = `${line.endToEndId ?? ''} ${line.remittance ?? ''}`;
    const instructionId = TOP_UP_ID.exec(told)?.[0];
    if (instructionId === undefined || line.direction !== 'in') return null;
    const topUp = await this.topUps.findByInstruction(tx, instructionId);
    if (topUp?.state !== 'sent' || topUp.amountMinor !== line.amountMinor) return null;
    const { id } = topUp;
    const entryId = await this.ledger.post(tx, topUpPosting(topUp, line));
    await this.topUps.setArrived(tx, id, entryId);
    await moveState(tx, { machine: 'top_up', id, from: 'sent', to: 'arrived', actor: SYSTEM });
    return { kind: 'client_top_up', subjectId: id };
  }

  /** R77: the bank's price, whatever it was for, is never paid by a project. */
  private async charge(tx: Tx, line: KeptLine): Promise<Omit<LineMatch, 'lineId'> | null> {
    if (!line.isCharge || line.direction !== 'out') return null;
    await this.ledger.postMany(tx, chargePostings(line));
    return { kind: 'bank_charge', subjectId: line.id };
  }

  private move(
    tx: Tx,
    { id, state }: OrderRecord,
    to: string,
    returnReason: string | null,
  ): Promise<void> {
    const why = returnReason === null ? {} : { reason: returnReason };
    return moveState(tx, { machine: 'operator_order', id, from: state, to, actor: SYSTEM, ...why });
  }
}
