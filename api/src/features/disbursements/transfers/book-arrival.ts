import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import type { StripeConnectedPayout } from '../../../platform/stripe/stripe.types.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { PAYOUT_FAILED, TRANCHE_CONFIRMED } from '../disbursements.events.js';
import { BeginWork } from '../tranches/begin-work.js';
import { TranchesRepository, type TrancheRow } from '../tranches/tranches.repository.js';
import { arrived, cameBack } from './transfer-postings.js';
import type { TransferRow } from './transfers.repository.js';

/** A payout goes on, it never goes back: an older reading is no news. */
export const RANK = {
  pending: 0,
  in_transit: 1,
  paid: 2,
  failed: 3,
  canceled: 3,
  refused: 0,
} as const;

export interface PayoutStep {
  readonly row: TransferRow;
  readonly tranche: TrancheRow;
  readonly payout: StripeConnectedPayout;
}

/** What a payout of a payee's account means for its tranche: arrived, or not after all (L9). */
@Injectable()
export class BookArrival {
  constructor(
    private readonly tranches: TranchesRepository,
    private readonly works: BeginWork,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** The entry that says it has arrived; null when it has not. */
  async book(tx: Tx, step: PayoutStep): Promise<string | null> {
    const { row, tranche, payout } = step;
    if (payout.status === 'paid') return this.confirm(tx, step);
    if (RANK[payout.status] < RANK.failed) return row.confirmedEntryId;
    if (tranche.state === 'confirmed') await this.unconfirm(tx, step);
    if (row.returnedMinor < row.amountMinor) await this.tell(tx, tranche, row);
    return null;
  }

  private async confirm(tx: Tx, { row, tranche, payout }: PayoutStep): Promise<string> {
    const { id, projectId, number } = tranche;
    const told = { id: payout.payoutId, minor: payout.amountMinor, tranche: number };
    const entryId = await this.ledger.post(tx, arrived(row, told));
    const at = await this.clock.now(tx);
    await this.tranches.setConfirmed(tx, id, { entryId, at, bankReference: payout.payoutId });
    await this.move(tx, tranche, 'confirmed');
    if (number === 1) await this.works.whenMoneyArrived(tx, projectId);
    await this.events.publish(tx, TRANCHE_CONFIRMED, { trancheId: id, projectId, number });
    return entryId;
  }

  /** Paid, and sent back days later: nothing has arrived, and nothing is lost. */
  private async unconfirm(tx: Tx, { row, tranche, payout }: PayoutStep): Promise<void> {
    const reason = payout.failureCode ?? payout.status;
    const told = { id: payout.payoutId, minor: payout.amountMinor, tranche: tranche.number };
    for (const posting of cameBack(row, { ...told, reason })) await this.ledger.post(tx, posting);
    await this.move(tx, tranche, 'sent', reason);
    await this.tranches.clearConfirmed(tx, tranche.id);
  }

  tell(tx: Tx, tranche: TrancheRow, row: TransferRow): Promise<void> {
    const { id: trancheId, projectId, number } = tranche;
    const payoutTry = row.payoutTries;
    return this.events.publish(tx, PAYOUT_FAILED, { trancheId, projectId, number, payoutTry });
  }

  private move(tx: Tx, { id, state }: TrancheRow, to: string, reason: string | null = null) {
    const why = reason === null ? {} : { reason };
    return moveState(tx, { machine: 'tranche', id, from: state, to, actor: SYSTEM, ...why });
  }
}
