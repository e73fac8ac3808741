import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { REVERSAL_KEY, TRANSFER_KEY } from '../../../platform/stripe/stripe-transfer.rail.js';
import type { StripeReversal, StripeTransfer } from '../../../platform/stripe/stripe.types.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { TransferUnknown } from '../disbursements.errors.js';
import { TRANCHE_FAILED, TRANCHE_RETURNED } from '../disbursements.events.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { TranchesRepository, type TrancheRow } from '../tranches/tranches.repository.js';
import { BookTransfer, type TransferAtWork } from './book-transfer.js';
import { returned, takenBack } from './transfer-postings.js';
import { TransfersRepository } from './transfers.repository.js';

/**
 * Books whatever came back of a transfer, whoever took it: a reversal made on Stripe's own pages is
 * heard of in the same way as one of ours.
 */
@Injectable()
export class HearTransfer {
  constructor(
    payments: PaymentsService,
    private readonly tranches: TranchesRepository,
    private readonly transfers: TransfersRepository,
    private readonly booking: BookTransfer,
    private readonly checks: CheckTranches,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {
    payments.registerApplier('transfer', async (tx, transfers) => {
      for (const transfer of transfers) await this.heard(tx, transfer);
    });
  }

  /** @throws TransferUnknown for a transfer nobody of us sent: a person has to look */
  async heard(tx: Tx, transfer: StripeTransfer): Promise<void> {
    const found = await this.transfers.findByText(tx, transfer.metadata[TRANSFER_KEY] ?? '');
    if (found === null) throw new TransferUnknown(transfer.id);
    await this.booking.made(tx, found.id, transfer);
    // Stripe lists them newest first.
    for (const reversal of [...transfer.reversals].reverse()) {
      await this.takeBack(tx, await this.booking.open(tx, found.id), reversal);
    }
    await this.checks.check(tx, found.projectId);
  }

  private async takeBack(
    tx: Tx,
    { row, tranche, facts }: TransferAtWork,
    { id, amountMinor, metadata }: StripeReversal,
  ): Promise<void> {
    const isOurs = metadata[REVERSAL_KEY] !== undefined;
    const fresh = { id, transferId: row.id, amountMinor, isOurs, at: facts.now };
    if (!(await this.transfers.addReversal(tx, fresh))) return;
    const reversal = { id, amountMinor, tranche: tranche.number, reason: 'transfer-reversed' };
    const isArrived = tranche.state === 'confirmed';
    const postings = isArrived ? [returned(row, reversal)] : takenBack(row, reversal);
    for (const posting of postings) await this.ledger.post(tx, posting);
    const returnedMinor = row.returnedMinor + amountMinor;
    await this.tranches.setReturned(tx, tranche.id, returnedMinor);
    if (returnedMinor === row.amountMinor) await this.end(tx, tranche, isArrived);
  }

  private async end(tx: Tx, tranche: TrancheRow, isArrived: boolean): Promise<void> {
    const { id, projectId, number, state } = tranche;
    const to = isArrived ? 'returned' : 'failed';
    const reason = 'transfer-reversed';
    await moveState(tx, { machine: 'tranche', id, from: state, to, actor: SYSTEM, reason });
    const event = isArrived ? TRANCHE_RETURNED : TRANCHE_FAILED;
    await this.events.publish(tx, event, { trancheId: id, projectId, number });
  }
}
