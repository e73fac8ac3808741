import { Injectable } from '@nestjs/common';
import type {
  RefundBatchView,
  RefundQuoteView,
} from '@vatra/shared/contributions/refund-batches.views';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { batchView, quoteView } from './batch.presenter.js';
import type { BatchRecord } from './batch.record.js';
import { BatchesRepository } from './batches.repository.js';
import { NOTHING, ReadRefundable } from './refundable.js';
import { BatchMissing, ReceiptUnknown } from './staff-refunds.errors.js';

/** What finance sees of refunds: gifts by their receipts, batches with their signatures. */
@Injectable()
export class ReadBatches {
  constructor(
    private readonly batches: BatchesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly refundable: ReadRefundable,
    private readonly projects: ProjectsService,
    private readonly accounts: AccountsService,
  ) {}

  /** @throws ReceiptUnknown */
  async quote(tx: Tx, receipt: string): Promise<RefundQuoteView> {
    const gift = await this.contributions.findByReceipt(tx, receipt.trim());
    if (gift === null) throw new ReceiptUnknown('/receipt', receipt);
    const project = await this.projects.get(tx, gift.projectId);
    const may = (await this.refundable.of(tx, [gift])).get(gift.id) ?? NOTHING;
    return quoteView(gift, may, project);
  }

  async latest(tx: Tx, actor: Actor): Promise<RefundBatchView[]> {
    return this.present(tx, await this.batches.listLatest(tx), actor);
  }

  async prepared(tx: Tx, actor: Actor): Promise<RefundBatchView[]> {
    return this.present(tx, await this.batches.listPrepared(tx), actor);
  }

  /** @throws BatchMissing */
  async one(tx: Tx, id: string, actor: Actor): Promise<RefundBatchView> {
    const batch = await this.batches.find(tx, id);
    const [view] = batch === null ? [] : await this.present(tx, [batch], actor);
    if (view === undefined) throw new BatchMissing();
    return view;
  }

  private async present(
    tx: Tx,
    batches: readonly BatchRecord[],
    actor: Actor,
  ): Promise<RefundBatchView[]> {
    if (batches.length === 0) return [];
    const ids = batches.map(({ id }) => id);
    const items = await this.batches.itemsOf(tx, ids);
    const approvals = await this.batches.approvalsOf(tx, ids);
    const gifts = await this.contributions.listByIds(
      tx,
      [...items.values()].flat().map(({ contributionId }) => contributionId),
    );
    const projectIds = [...gifts.values()].map(({ projectId }) => projectId);
    const projects = await this.projects.listByIds(tx, [...new Set(projectIds)]);
    const people = await this.accounts.listByIds(
      tx,
      batches.map(({ preparedBy }) => preparedBy),
    );
    return batches.map((batch) => {
      const signed = approvals.get(batch.id) ?? [];
      return batchView({
        batch,
        items: (items.get(batch.id) ?? []).flatMap((item) => {
          const gift = gifts.get(item.contributionId);
          const project = gift === undefined ? undefined : projects.get(gift.projectId);
          if (gift === undefined || project === undefined) return [];
          return [{ item, receiptNumber: gift.receiptNumber ?? '', project }];
        }),
        approvals: signed.length,
        preparedBy: people.get(batch.preparedBy)?.name ?? '',
        may: permitted(batch, signed, actor),
      });
    });
  }
}

function permitted(
  { state, preparedBy }: BatchRecord,
  signed: readonly string[],
  { personId, platformRoles }: Actor,
): RefundBatchView['may'] {
  if (state !== 'prepared' || personId === null) return [];
  const isChecker = platformRoles.includes('finance_checker');
  const isMaker = platformRoles.includes('finance_maker');
  const mayApprove = isChecker && preparedBy !== personId && !signed.includes(personId);
  return [
    ...(mayApprove ? ['approve' as const] : []),
    ...(isChecker || isMaker ? ['cancel' as const] : []),
  ];
}
