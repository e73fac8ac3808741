import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import type { StripeTransfer } from '../../../platform/stripe/stripe.types.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { TransferUnknown } from '../disbursements.errors.js';
import { TRANCHE_SENT } from '../disbursements.events.js';
import { OpenTranche, type TrancheAtWork } from '../tranches/open-tranche.js';
import { TranchesRepository, type TrancheRow } from '../tranches/tranches.repository.js';
import { PayOut } from './pay-out.js';
import { made } from './transfer-postings.js';
import { TransfersRepository, type TransferRow } from './transfers.repository.js';

export interface TransferAtWork extends TrancheAtWork {
  readonly row: TransferRow;
}

/** The transfer exists: Stripe's answer and its event both say so, and the first of them books it. */
@Injectable()
export class BookTransfer {
  constructor(
    private readonly opener: OpenTranche,
    private readonly tranches: TranchesRepository,
    private readonly transfers: TransfersRepository,
    private readonly payOut: PayOut,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {}

  /** Under the lock of the project's payments. @throws TransferUnknown */
  async open(tx: Tx, id: string): Promise<TransferAtWork> {
    const found = await this.transfers.find(tx, id);
    if (found === null) throw new TransferUnknown(id);
    const work = await this.opener.forUpdate(tx, found.trancheId);
    const row = await this.transfers.find(tx, id);
    return { ...work, row: row ?? found };
  }

  /** @throws TransferUnknown when it is not the one we asked for */
  async made(tx: Tx, id: string, transfer: StripeTransfer): Promise<void> {
    const { row, tranche, facts } = await this.open(tx, id);
    if (row.step === 'made' && row.stripeId === transfer.id) return;
    const isOurs =
      row.step === 'asked' &&
      transfer.amountMinor === row.amountMinor &&
      transfer.accountId === row.accountId;
    if (!isOurs) throw new TransferUnknown(transfer.id);
    await this.ledger.post(tx, made(row, tranche.number));
    const { contributionsMinor, matchingMinor } = row;
    const entryId = row.reservedEntryId ?? '';
    const drawn = { contributionsMinor, matchingMinor, entryId, at: facts.now };
    await this.tranches.setSent(tx, tranche.id, drawn);
    await this.moveToSent(tx, tranche);
    await this.transfers.setMade(tx, id, transfer.id);
    await this.payOut.request(tx, row);
    const { id: trancheId, projectId, number } = tranche;
    await this.events.publish(tx, TRANCHE_SENT, { trancheId, projectId, number });
  }

  /** A hold that came between the call and the answer came too late: the money has left. */
  private async moveToSent(tx: Tx, { id, state }: TrancheRow): Promise<void> {
    const move = { machine: 'tranche', id, actor: SYSTEM } as const;
    if (state === 'on_hold') {
      await moveState(tx, { ...move, from: state, to: 'approved', reason: 'already-sent' });
      await this.tranches.clearHold(tx, id);
    }
    await moveState(tx, { ...move, from: 'approved', to: 'sent' });
  }
}
