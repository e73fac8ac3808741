import { Injectable } from '@nestjs/common';
import type { DisputeRowView, DisputeTask } from '@vatra/shared/contributions/disputes.views';
import { money } from '@vatra/shared/money';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { ContributionRecord, DonorRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import type { DisputeRecord } from './dispute.record.js';
import { DisputesRepository } from './disputes.repository.js';

/** What finance sees of disputes: until when to answer, and what proves that the gift was wanted. */
@Injectable()
export class ReadDisputes {
  constructor(
    private readonly database: Database,
    private readonly disputes: DisputesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly projects: ProjectsService,
  ) {}

  latest(): Promise<DisputeRowView[]> {
    return this.database.look(async (tx) => this.present(tx, await this.disputes.listLatest(tx)));
  }

  async rowOf(tx: Tx, dispute: DisputeRecord): Promise<DisputeRowView> {
    const [row] = await this.present(tx, [dispute]);
    if (row === undefined) throw new Error(`Dispute ${dispute.id} is of no gift`);
    return row;
  }

  /** Those the bank waits for an answer to. */
  async toAnswer(tx: Tx): Promise<DisputeRecord[]> {
    return (await this.disputes.listOpen(tx)).filter((dispute) => taskOf(dispute) === 'answer');
  }

  private async present(tx: Tx, disputes: readonly DisputeRecord[]): Promise<DisputeRowView[]> {
    const ids = disputes.map(({ contributionId }) => contributionId);
    const gifts = await this.contributions.listByIds(tx, ids);
    const donors = await this.donors.listOf(tx, ids);
    const projectIds = [...new Set(disputes.map(({ projectId }) => projectId))];
    const projects = await this.projects.listByIds(tx, projectIds);
    return disputes.flatMap((dispute) => {
      const gift = gifts.get(dispute.contributionId);
      const project = projects.get(dispute.projectId);
      if (gift === undefined || project === undefined) return [];
      const { slug, title } = project;
      const evidence = evidenceOf(gift, donors.get(gift.id));
      const about = { projectSlug: slug, projectTitle: title, evidence };
      return [{ ...rowOf(dispute), ...about, receiptNumber: gift.receiptNumber }];
    });
  }
}

export function taskOf({ state, providerStatus }: DisputeRecord): DisputeTask {
  if (state !== 'open') return 'none';
  return providerStatus.endsWith('needs_response') ? 'answer' : 'wait';
}

function rowOf(dispute: DisputeRecord) {
  const { id, stripeDisputeId, state, reason, taken, currency } = dispute;
  return {
    ...{ id, state, reason },
    providerId: stripeDisputeId,
    task: taskOf(dispute),
    isInquiry: dispute.providerStatus.startsWith('warning_'),
    amount: money(dispute.amountMinor, currency),
    taken: taken === null ? null : money(taken.withdrawnMinor),
    fee: taken === null ? null : money(taken.feeMinor),
    frozen: money(state === 'open' ? (taken?.shareMinor ?? 0) : 0),
    dueBy: dispute.dueBy?.toISOString() ?? null,
    openedAt: dispute.openedAt.toISOString(),
    endedAt: dispute.endedAt?.toISOString() ?? null,
  };
}

function evidenceOf(gift: ContributionRecord, donor: DonorRecord | undefined) {
  return {
    paidAt: gift.paidAt?.toISOString() ?? null,
    gift: money(gift.giftMinor),
    tip: money(gift.tipMinor),
    feeCover: money(gift.feeCoverMinor),
    receiptSentTo: donor?.email ?? null,
    withdrawUntil: gift.withdrawUntil?.toISOString() ?? null,
  };
}
