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
import { RefillsRepository } from './refills.repository.js';

export const SEND_REFILL = { name: 'disbursements.send-refill' };

export interface SendRefillRequest {
  readonly refillId: string;
  readonly instructedAt: string;
}

/**
 * Writes the payment from the client account to the one Stripe has named. The books know of it when
 * the bank's line does.
 */
@Injectable()
export class SendRefill implements OperationKind<SendRefillRequest, RailReceipt> {
  readonly name = SEND_REFILL.name;

  constructor(
    operations: Operations,
    private readonly database: Database,
    private readonly rail: BankTransferRail,
    private readonly refills: RefillsRepository,
  ) {
    operations.register(this);
  }

  async call(request: SendRefillRequest, { key }: OperationContext): Promise<RailReceipt> {
    const refill = await this.database.look((tx) => this.refills.find(tx, request.refillId));
    const payee = this.rail.stripe();
    if (refill === null || payee === null) {
      throw new OutsideRefused('not-found', 'no such refill, or nowhere to send it');
    }
    if (refill.state !== 'due') throw new OutsideRefused('closed', `it is ${refill.state}`);
    return this.rail.instruct({
      instructionId: refill.instructionId,
      attemptKey: key,
      amountMinor: refill.amountMinor,
      from: 'client',
      payee,
      // Stripe knows us by its own reference, the bank's statement by ours.
      remittance: `${payee.reference} ${refill.instructionId}`.trim(),
      instructedAt: new Date(request.instructedAt),
    });
  }

  /** Cancelled while its file was being written: no row names that file, and nobody can fetch it. */
  async apply(tx: Tx, { subjectId: id }: OperationRef, receipt: RailReceipt): Promise<void> {
    const refill = await this.refills.findForUpdate(tx, id);
    if (refill?.state !== 'due') return;
    await this.refills.setSent(tx, id, receipt);
    await moveState(tx, { machine: 'refill', id, from: 'due', to: 'sent', actor: SYSTEM });
  }

  async refused(tx: Tx, { subjectId: id }: OperationRef): Promise<void> {
    const refill = await this.refills.findForUpdate(tx, id);
    if (refill?.state !== 'due') return;
    await moveState(tx, { machine: 'refill', id, from: 'due', to: 'dropped', actor: SYSTEM });
  }
}
