import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { IbanSeal } from '../../../platform/bank/iban-seal.js';
import type { RailInstruction, RailReceipt } from '../../../platform/bank/rail.js';
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
import { PayeeAccountsRepository } from '../payees/payee-accounts.repository.js';
import { contentHash } from './order-content.policy.js';
import { OrderLimits } from './order-limits.js';
import type { OrderRecord } from './order.record.js';
import { orderPosting } from './operator-postings.js';
import { OrdersRepository } from './orders.repository.js';

export const SEND_ORDER = { name: 'disbursements.send-order' };

export interface SendOrderRequest {
  readonly orderId: string;
  readonly contentHash: string;
  /** Business time of the last approval: the same for each try, so that the bytes are the same. */
  readonly instructedAt: string;
}

/** Writes the payment file of an approved order and, with keeping it, puts its money in transit. */
@Injectable()
export class SendOrder implements OperationKind<SendOrderRequest, RailReceipt> {
  readonly name = SEND_ORDER.name;

  constructor(
    operations: Operations,
    private readonly database: Database,
    private readonly rail: BankTransferRail,
    private readonly seal: IbanSeal,
    private readonly orders: OrdersRepository,
    private readonly payees: PayeeAccountsRepository,
    private readonly limits: OrderLimits,
    private readonly ledger: LedgerService,
  ) {
    operations.register(this);
  }

  async call(request: SendOrderRequest, context: OperationContext): Promise<RailReceipt> {
    const instruction = await this.database.look((tx) => this.instructionOf(tx, request, context));
    return this.rail.instruct(instruction);
  }

  /** Money that has gone elsewhere meanwhile is not paid out: the order ends instead. */
  async apply(tx: Tx, operation: OperationRef, receipt: RailReceipt): Promise<void> {
    await this.orders.lockAll(tx);
    const order = await this.orders.findForUpdate(tx, operation.subjectId);
    if (order?.state !== 'approved') return;
    const { id, kind, sourceId } = order;
    if (order.amountMinor > (await this.limits.maximumOf(tx, kind, sourceId))) {
      await this.end(tx, order, 'money-not-held');
      return;
    }
    const entryId = await this.ledger.post(tx, orderPosting(order));
    const { messageId, storageKey } = receipt;
    await this.orders.setSent(tx, id, { entryId, messageId, storageKey });
    const move = { machine: 'operator_order', id, from: 'approved', to: 'sent' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
  }

  async refused(tx: Tx, operation: OperationRef, refusal: { code: string }): Promise<void> {
    const order = await this.orders.findForUpdate(tx, operation.subjectId);
    if (order?.state === 'approved') await this.end(tx, order, refusal.code);
  }

  private async end(tx: Tx, { id }: OrderRecord, reason: string): Promise<void> {
    await this.orders.setCancelled(tx, id, reason);
    const move = { machine: 'operator_order', id, from: 'approved', to: 'cancelled' } as const;
    await moveState(tx, { ...move, actor: SYSTEM, reason });
  }

  /** Nothing is sent but what was approved: the content is put together anew and compared. */
  private async instructionOf(
    tx: Tx,
    request: SendOrderRequest,
    context: OperationContext,
  ): Promise<RailInstruction> {
    const order = await this.orders.find(tx, request.orderId);
    const accountId = order?.payeeAccountId ?? null;
    const payee = accountId === null ? null : await this.payees.find(tx, accountId);
    if (order === null || contentHash(order, payee) !== request.contentHash) {
      throw new OutsideRefused('content-changed', 'not what was approved');
    }
    return {
      instructionId: order.instructionId ?? '',
      attemptKey: context.key,
      amountMinor: order.amountMinor,
      from: 'client',
      payee:
        payee === null
          ? this.rail.payee('operating')
          : { holder: payee.holder, iban: this.seal.open(payee.ibanSealed ?? '') },
      remittance: `Vatra ${order.kind.replaceAll('_', ' ')}`,
      instructedAt: new Date(request.instructedAt),
    };
  }
}
