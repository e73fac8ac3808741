import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { CONTRIBUTION_EXPIRED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';

const EXPIRE_TRANSFER = defineJob('contributions.expire-transfer');

/** An announced transfer that never came is waited for no longer; should it come after all, see the matcher. */
@Injectable()
export class ExpireTransfers {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly campaigns: CampaignsService,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {
    jobs.on(EXPIRE_TRANSFER, (tx, contributionId) => this.expire(tx, contributionId));
  }

  async schedule(tx: Tx, contributionId: string, dueAt: Date): Promise<void> {
    await this.jobs.schedule(tx, EXPIRE_TRANSFER, contributionId, dueAt);
  }

  async cancel(tx: Tx, contributionId: string): Promise<void> {
    await this.jobs.cancel(tx, EXPIRE_TRANSFER, contributionId);
  }

  private async expire(tx: Tx, id: string): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution?.state !== 'created') return;
    const { campaignId, projectId } = contribution;
    const edge = { from: 'created', to: 'expired' } as const;
    await moveState(tx, { machine: 'contribution', id, ...edge, actor: SYSTEM });
    await this.campaigns.closePayment(tx, campaignId, id);
    const fact = { contributionId: id, campaignId, projectId };
    await this.events.publish(tx, CONTRIBUTION_EXPIRED, fact);
  }
}
