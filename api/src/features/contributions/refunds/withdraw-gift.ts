import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ContributionConflict } from '../contributions.errors.js';
import { RefundContribution } from './refund-contribution.js';
import { withdrawalOf } from './withdrawal.policy.js';

/** R46: the donor's own act, while it is allowed. */
@Injectable()
export class WithdrawGift {
  constructor(
    private readonly refunding: RefundContribution,
    private readonly campaigns: CampaignsService,
    private readonly clock: Clock,
  ) {}

  /**
   * With the contribution's row locked.
   *
   * @throws ContributionConflict, NotEnoughHeld
   */
  async run(tx: Tx, contribution: ContributionRecord, actor: Actor): Promise<void> {
    const { campaignId } = contribution;
    const parts = withdrawalOf(contribution, {
      now: await this.clock.now(tx),
      isCampaignOpen: (await this.campaigns.notClosedAmong(tx, [campaignId])).has(campaignId),
    });
    if (parts === null) throw refusalToWithdraw(contribution);
    await this.refunding.decide(tx, contribution, { reason: 'withdrawal', actor, parts });
  }
}

function refusalToWithdraw(contribution: ContributionRecord): ContributionConflict {
  const { settled, openRefundId, openDisputeId } = contribution;
  if (settled === null) return new ContributionConflict('contributions.not-paid');
  if (openDisputeId !== null) return new ContributionConflict('contributions.disputed');
  const isReturned = openRefundId !== null || settled.netLeftMinor === 0;
  return new ContributionConflict(
    isReturned ? 'contributions.refund-under-way' : 'contributions.withdrawal-window-over',
  );
}
