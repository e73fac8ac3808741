import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { RefundContribution } from '../refunds/refund-contribution.js';
import { mayChoose } from './choice-options.policy.js';
import { MoveGift } from './move-gift.js';

const DEFAULT_OF_OVERFLOW = defineJob('contributions.default-overflow');

/** R83: what was too much and not asked back is kept for repairs of the project. */
@Injectable()
export class KeepUnanswered {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly campaigns: CampaignsService,
    private readonly projects: ProjectsService,
    private readonly refunds: RefundContribution,
    private readonly moving: MoveGift,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(DEFAULT_OF_OVERFLOW, (tx, id) => this.keep(tx, id));
  }

  async plan(tx: Tx, contributionId: string, until: Date): Promise<void> {
    await this.jobs.schedule(tx, DEFAULT_OF_OVERFLOW, contributionId, until);
  }

  /** A project that will not be built after all needs no repairs: the money goes back. */
  private async keep(tx: Tx, id: string): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution === null || !mayChoose(contribution)) return;
    const { state } = await this.campaigns.get(tx, contribution.campaignId);
    if (state === 'failed' || state === 'wound_up' || (await this.isCancelled(tx, contribution))) {
      const reason = contribution.choiceReason === 'failed' ? 'campaign_failed' : 'overflow';
      await this.refunds.decide(tx, contribution, { reason });
    } else {
      await this.moving.toReserve(tx, contribution);
    }
  }

  private async isCancelled(tx: Tx, { projectId }: ContributionRecord): Promise<boolean> {
    const { state } = await this.projects.get(tx, projectId);
    return state === 'cancelled' || state === 'wound_up';
  }
}
