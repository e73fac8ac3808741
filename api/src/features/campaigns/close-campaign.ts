import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { GRACE_MS } from './accept-credit.policy.js';
import type { CampaignRecord } from './campaign.record.js';
import { CAMPAIGN_CLOSING } from './campaigns.events.js';
import { CLOSE_CAMPAIGN, JUDGE_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';

/** Ends the asking: at the end of the last day, or right after the payment that crossed the optimum. */
@Injectable()
export class CloseCampaign {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Running payments get the grace of R31 before the campaign is judged. */
  async close(tx: Tx, campaign: CampaignRecord, by: 'end' | 'optimum', at: Date): Promise<void> {
    const graceUntil = new Date(at.getTime() + GRACE_MS);
    const reason = by === 'optimum' ? 'R35' : 'R30';
    await this.campaigns.move(tx, campaign, 'closing', { actor: SYSTEM, reason });
    await this.campaigns.close(tx, campaign.id, { at, by, graceUntil });
    await this.jobs.cancel(tx, CLOSE_CAMPAIGN, campaign.id);
    await this.jobs.schedule(tx, JUDGE_CAMPAIGN, campaign.id, graceUntil);
    await this.events.publish(tx, CAMPAIGN_CLOSING, {
      campaignId: campaign.id,
      projectId: campaign.projectId,
    });
  }
}
