import { Injectable } from '@nestjs/common';
import type { ApproveOrderDto } from '@vatra/shared/disbursements/operator-money.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations } from '../../../platform/operations/operations.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import {
  AlreadyApproved,
  ContentChanged,
  MakerCannotCheck,
  OrderAmount,
  OrderClosed,
  OrderMissing,
} from '../disbursements.errors.js';
import { isBookedOnly, orderInstructionId } from './order-content.policy.js';
import { OrderLimits } from './order-limits.js';
import type { OrderRecord } from './order.record.js';
import { orderPosting } from './operator-postings.js';
import { OrdersRepository } from './orders.repository.js';
import { SEND_ORDER, type SendOrderRequest } from './send-order.js';
import { TopUps } from './top-ups.js';

/** The checker's step (ruling 37): somebody else, with a fresh code, approves what was prepared. */
@Injectable()
export class ApproveOrder {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly limits: OrderLimits,
    private readonly accounts: AccountsService,
    private readonly ledger: LedgerService,
    private readonly operations: Operations,
    private readonly topUps: TopUps,
    private readonly clock: Clock,
  ) {}

  /**
   * With the last approval needed the order is booked, or handed to the worker.
   *
   * @throws OrderMissing, OrderClosed, MakerCannotCheck, ContentChanged, AlreadyApproved, OrderAmount,
   *   and what is wrong with the code
   */
  async approve(tx: Tx, actor: Actor, id: string, dto: ApproveOrderDto): Promise<void> {
    const order = await this.open(tx, id);
    if (order.preparedBy === actor.personId) throw new MakerCannotCheck();
    if (dto.contentHash !== order.contentHash) throw new ContentChanged();
    const before = (await this.orders.approvalsOf(tx, [id])).get(id) ?? [];
    const personId = actor.personId ?? '';
    if (before.includes(personId)) throw new AlreadyApproved();
    const maximumMinor = await this.limits.maximumOf(tx, order.kind, order.sourceId);
    if (order.amountMinor > maximumMinor) throw new OrderAmount(Math.max(0, maximumMinor));
    // Last, so that a refused approval does not use up the code.
    const provedAt = await this.accounts.verifySecondFactor(tx, personId, dto.code);
    const { contentHash } = order;
    await this.orders.addApproval(tx, { orderId: id, personId, contentHash, provedAt });
    if (before.length + 1 < order.approvalsNeeded) return;
    if (isBookedOnly(order.kind)) await this.book(tx, actor, order);
    else await this.handOver(tx, actor, order);
  }

  /** @throws OrderMissing, OrderClosed */
  async cancel(tx: Tx, actor: Actor, id: string, reason: string): Promise<void> {
    await this.open(tx, id);
    await this.orders.setCancelled(tx, id, reason);
    const move = { machine: 'operator_order', id, from: 'prepared', to: 'cancelled' } as const;
    await moveState(tx, { ...move, actor, reason });
  }

  private async open(tx: Tx, id: string): Promise<OrderRecord> {
    await this.orders.lockAll(tx);
    const order = await this.orders.findForUpdate(tx, id);
    if (order === null) throw new OrderMissing();
    if (order.state !== 'prepared') throw new OrderClosed(order.state);
    return order;
  }

  /** L26 and L28. Money that has come may be what a top-up waits for. */
  private async book(tx: Tx, actor: Actor, order: OrderRecord): Promise<void> {
    const { id } = order;
    const entryId = await this.ledger.post(tx, { ...orderPosting(order), actor });
    await this.orders.setBooked(tx, id, entryId);
    const move = { machine: 'operator_order', id, from: 'prepared', to: 'booked' } as const;
    await moveState(tx, { ...move, actor });
    await this.topUps.wake(tx);
  }

  private async handOver(tx: Tx, actor: Actor, { id, contentHash }: OrderRecord): Promise<void> {
    const move = { machine: 'operator_order', id, from: 'prepared', to: 'approved' } as const;
    await moveState(tx, { ...move, actor });
    await this.orders.setInstruction(tx, id, orderInstructionId(id));
    const instructedAt = (await this.clock.now(tx)).toISOString();
    const request: SendOrderRequest = { orderId: id, contentHash, instructedAt };
    await this.operations.request(tx, SEND_ORDER, { subjectId: id, request });
  }
}
