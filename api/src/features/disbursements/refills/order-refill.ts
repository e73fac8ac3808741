import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Operations } from '../../../platform/operations/operations.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { FreeAtStripe } from '../transfers/free-at-stripe.js';
import { WaitingTransfersRepository } from '../transfers/waiting-transfers.repository.js';
import { RefillsRepository } from './refills.repository.js';
import { SEND_REFILL, type SendRefillRequest } from './send-refill.js';

/**
 * Brings back to Stripe what approved payments lack there. Nobody has to approve it: the payments are
 * approved, the money stays what is held for others, and the account it goes to is ours at Stripe.
 */
@Injectable()
export class OrderRefill {
  constructor(
    private readonly refills: RefillsRepository,
    private readonly transfers: WaitingTransfersRepository,
    private readonly free: FreeAtStripe,
    private readonly rail: BankTransferRail,
    private readonly ledger: LedgerService,
    private readonly operations: Operations,
    private readonly clock: Clock,
  ) {}

  /** Whether enough is on its way; what is already is not sent twice, however many payments wait. */
  async whenShort(tx: Tx): Promise<boolean> {
    if (this.rail.stripe() === null) return false;
    await this.refills.lockAll(tx);
    const missingMinor = await this.missingMinor(tx);
    if (missingMinor <= 0) return (await this.onTheWayMinor(tx)) > 0;
    if (missingMinor > (await this.atBankMinor(tx))) return false;
    await this.order(tx, missingMinor);
    return true;
  }

  /**
   * What waiting payments lack, beyond all that is on its way; below zero that is more than they need.
   * Gifts that may go back in full lie at Stripe without its fee, so less than nothing can be free: a
   * payment is sent only when that is covered too, and nobody orders it where none waits.
   */
  async missingMinor(tx: Tx): Promise<number> {
    const waitingMinor = await this.transfers.sumMinor(tx);
    const freeMinor = await this.free.minor(tx);
    const lackMinor = waitingMinor > 0 ? waitingMinor - freeMinor : -Math.max(0, freeMinor);
    return lackMinor - (await this.onTheWayMinor(tx));
  }

  private async onTheWayMinor(tx: Tx): Promise<number> {
    const [goneMinor = 0] = await this.ledger.balances(tx, [{ code: '1070' }]);
    return goneMinor + (await this.refills.orderedMinor(tx));
  }

  /** Less what payments by bank file will still take from there. */
  private async atBankMinor(tx: Tx): Promise<number> {
    const [bank = 0, inTransit = 0, atPayees = 0] = await this.ledger.balances(tx, [
      { code: '1100' },
      { code: '2300' },
      { code: '1060' },
    ]);
    return bank - Math.max(0, inTransit - atPayees);
  }

  private async order(tx: Tx, amountMinor: number): Promise<void> {
    const id = newId();
    const orderedAt = await this.clock.now(tx);
    const instructionId = `VS${id.replaceAll('-', '')}`;
    await this.refills.insert(tx, { id, amountMinor, orderedAt, instructionId });
    await recordBirth(tx, { machine: 'refill', id, state: 'due', actor: SYSTEM });
    const request: SendRefillRequest = { refillId: id, instructedAt: orderedAt.toISOString() };
    await this.operations.request(tx, SEND_REFILL, { subjectId: id, request });
  }
}
