import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Operations } from '../../../platform/operations/operations.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { TOP_UP } from '../disbursements.jobs.js';
import { topUpInstructionId } from './order-content.policy.js';
import type { TopUpRecord } from './order.record.js';
import { OrdersRepository } from './orders.repository.js';
import { SEND_TOP_UP, type SendTopUpRequest } from './send-top-up.js';
import { TopUpsRepository } from './top-ups.repository.js';

/**
 * L27: what the operator had to bear was taken from where client money lies, so it pays that back
 * the same day. Once a day collects all costs of it; nobody has to ask.
 */
@Injectable()
export class TopUps {
  constructor(
    private readonly topUps: TopUpsRepository,
    private readonly orders: OrdersRepository,
    private readonly ledger: LedgerService,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes sure that today's costs are looked at today. One that is being added up has not seen this
   * cost: it is waited for, and the next one is planned.
   */
  async plan(tx: Tx): Promise<void> {
    await this.orders.lockAll(tx);
    const id = newId();
    const dueAt = await this.topUps.planToday(tx, id, topUpInstructionId(id));
    if (dueAt === null) return;
    await recordBirth(tx, { machine: 'top_up', id, state: 'planned', actor: SYSTEM });
    await this.jobs.schedule(tx, TOP_UP, id, dueAt);
  }

  /** The operating account has been filled: a top-up that waits for it is looked at again. */
  async wake(tx: Tx): Promise<void> {
    const waiting = await this.topUps.findWaiting(tx);
    if (waiting !== null) await this.jobs.schedule(tx, TOP_UP, waiting.id, null);
  }

  /** Decides how much is missing, once: every attempt of the payment asks for the same. */
  async run(tx: Tx, id: string): Promise<void> {
    await this.orders.lockAll(tx);
    const topUp = await this.topUps.findForUpdate(tx, id);
    if (topUp === null || !['planned', 'waiting'].includes(topUp.state)) return;
    const { coverMinor, operatingBankMinor } = await this.ledger.standing(tx);
    const missingMinor = -coverMinor - (await this.topUps.dueMinor(tx));
    if (missingMinor <= 0) return this.move(tx, topUp, 'not_needed');
    if (operatingBankMinor < missingMinor) {
      return topUp.state === 'waiting' ? undefined : this.move(tx, topUp, 'waiting');
    }
    await this.topUps.setAmount(tx, id, missingMinor);
    await this.move(tx, topUp, 'due');
    const instructedAt = (await this.clock.now(tx)).toISOString();
    const request: SendTopUpRequest = { topUpId: id, instructedAt };
    await this.operations.request(tx, SEND_TOP_UP, { subjectId: id, request });
  }

  private move(tx: Tx, { id, state }: TopUpRecord, to: string): Promise<void> {
    return moveState(tx, { machine: 'top_up', id, from: state, to, actor: SYSTEM });
  }
}
