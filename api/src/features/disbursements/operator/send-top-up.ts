import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import type { RailReceipt } from '../../../platform/bank/rail.js';
import { Database } from '../../../platform/database/database.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import {
  Operations,
  OutsideRefused,
  type OperationContext,
  type OperationKind,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { topUpPosting } from './operator-postings.js';
import { TopUpsRepository } from './top-ups.repository.js';

export const SEND_TOP_UP = { name: 'disbursements.send-top-up' };

export interface SendTopUpRequest {
  readonly topUpId: string;
  readonly instructedAt: string;
}

/** Writes the payment from the operator's own account to the one of client money (L27). */
@Injectable()
export class SendTopUp implements OperationKind<SendTopUpRequest, RailReceipt> {
  readonly name = SEND_TOP_UP.name;

  constructor(
    operations: Operations,
    private readonly database: Database,
    private readonly rail: BankTransferRail,
    private readonly topUps: TopUpsRepository,
    private readonly ledger: LedgerService,
  ) {
    operations.register(this);
  }

  async call(request: SendTopUpRequest, { key }: OperationContext): Promise<RailReceipt> {
    const topUp = await this.database.look((tx) => this.topUps.find(tx, request.topUpId));
    if (topUp === null) throw new OutsideRefused('not-found', 'no such top-up');
    return this.rail.instruct({
      instructionId: topUp.instructionId,
      attemptKey: key,
      amountMinor: topUp.amountMinor ?? 0,
      from: 'operating',
      payee: this.rail.payee('client'),
      remittance: `Vatra top-up ${topUp.instructionId}`,
      instructedAt: new Date(request.instructedAt),
    });
  }

  async apply(tx: Tx, { subjectId: id }: OperationRef, receipt: RailReceipt): Promise<void> {
    const topUp = await this.topUps.findForUpdate(tx, id);
    if (topUp?.state !== 'due') return;
    const entryId = await this.ledger.post(tx, topUpPosting(topUp, null));
    const { messageId, storageKey } = receipt;
    await this.topUps.setSent(tx, id, { entryId, messageId, storageKey });
    await moveState(tx, { machine: 'top_up', id, from: 'due', to: 'sent', actor: SYSTEM });
  }

  async refused(tx: Tx, { subjectId: id }: OperationRef): Promise<void> {
    const topUp = await this.topUps.findForUpdate(tx, id);
    if (topUp?.state !== 'due') return;
    await moveState(tx, { machine: 'top_up', id, from: 'due', to: 'waiting', actor: SYSTEM });
  }
}
