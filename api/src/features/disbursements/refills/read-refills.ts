import { Injectable } from '@nestjs/common';
import type { RefillsView, RefillView } from '@vatra/shared/disbursements/operator-money.views';
import { money } from '@vatra/shared/money';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import type { Tx } from '../../../platform/database/tx.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { RefillsRepository, type RefillRow } from './refills.repository.js';

/** What finance sees of client money that goes back to Stripe. */
@Injectable()
export class ReadRefills {
  constructor(
    private readonly refills: RefillsRepository,
    private readonly transfers: TransfersRepository,
    private readonly rail: BankTransferRail,
  ) {}

  async all(tx: Tx, onTheWayMinor: number): Promise<RefillsView> {
    const { minor } = await this.transfers.waiting(tx);
    return {
      isPossible: this.rail.stripe() !== null,
      waiting: money(minor),
      onTheWay: money(onTheWayMinor),
      rows: (await this.latest(tx)).filter(({ state }) => state !== 'dropped'),
    };
  }

  async latest(tx: Tx): Promise<RefillView[]> {
    return (await this.refills.listLatest(tx)).map(view);
  }
}

function view(refill: RefillRow): RefillView {
  return {
    id: refill.id,
    state: refill.state,
    amount: money(refill.amountMinor),
    orderedAt: refill.orderedAt.toISOString(),
    instructionId: refill.instructionId,
    hasFile: refill.storageKey !== null,
    returnReason: refill.returnReason,
  };
}
