import { Injectable } from '@nestjs/common';
import type {
  RefillsView,
  RefillView,
  WaitingTransferView,
} from '@vatra/shared/disbursements/operator-money.views';
import { money } from '@vatra/shared/money';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import type { Tx } from '../../../platform/database/tx.js';
import { limitOf, pageOf, positionOf } from '../../../platform/paging/cursor.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import {
  WaitingTransfersRepository,
  type WaitingTransfer,
} from '../transfers/waiting-transfers.repository.js';
import { OrderRefill } from './order-refill.js';
import { isCancellable, RefillsRepository, type RefillRow } from './refills.repository.js';

/** What finance sees of client money that goes back to Stripe. */
@Injectable()
export class ReadRefills {
  constructor(
    private readonly refills: RefillsRepository,
    private readonly transfers: WaitingTransfersRepository,
    private readonly ordering: OrderRefill,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
    private readonly rail: BankTransferRail,
  ) {}

  async all(tx: Tx, { platformRoles }: Actor): Promise<RefillsView> {
    const [goneMinor = 0] = await this.ledger.balances(tx, [{ code: '1070' }]);
    const isFinance = ['finance_maker', 'finance_checker'].some((role) =>
      (platformRoles as readonly string[]).includes(role),
    );
    const spareMinor = isFinance ? -(await this.ordering.missingMinor(tx)) : 0;
    const rows = await this.refills.listLatest(tx);
    return {
      isPossible: this.rail.stripe() !== null,
      waiting: money(await this.transfers.sumMinor(tx)),
      onTheWay: money(goneMinor),
      rows: rows
        .filter(({ state }) => state !== 'dropped')
        .map((refill) => view(refill, spareMinor)),
    };
  }

  async latest(tx: Tx): Promise<RefillView[]> {
    return (await this.refills.listLatest(tx)).map((refill) => view(refill, 0));
  }

  /** Payments that wait for money at Stripe, the oldest first. @throws CursorUnknown */
  async waiting(tx: Tx, query: PageQuery): Promise<Page<WaitingTransferView>> {
    const limit = limitOf(query);
    const rows = await this.transfers.list(tx, positionOf(query.cursor), limit + 1);
    const { items, next } = pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
    return { items: await this.present(tx, items), next };
  }

  private async present(
    tx: Tx,
    transfers: readonly WaitingTransfer[],
  ): Promise<WaitingTransferView[]> {
    const ids = [...new Set(transfers.map(({ projectId }) => projectId))];
    const projects = await this.projects.listByIds(tx, ids);
    return transfers.map((transfer) => ({
      id: transfer.id,
      trancheId: transfer.trancheId,
      projectTitle: projects.get(transfer.projectId)?.title ?? { ro: '', en: '' },
      trancheNumber: transfer.trancheNumber,
      amount: money(transfer.amountMinor),
      approvedAt: transfer.createdAt.toISOString(),
      tries: transfer.tries,
    }));
  }
}

/** `spareMinor`: how much more is at Stripe or on its way than payments wait for. */
function view(refill: RefillRow, spareMinor: number): RefillView {
  const isOpen = isCancellable(refill.state) && refill.fetchedAt === null;
  return {
    id: refill.id,
    state: refill.state,
    amount: money(refill.amountMinor),
    orderedAt: refill.orderedAt.toISOString(),
    instructionId: refill.instructionId,
    hasFile: refill.storageKey !== null && refill.state !== 'cancelled',
    mayCancel: isOpen && refill.amountMinor <= spareMinor,
    returnReason: refill.returnReason,
  };
}
