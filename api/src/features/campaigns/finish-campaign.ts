import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { CAMPAIGN_SETTLED, CAMPAIGN_WOUND_UP } from './campaigns.events.js';
import { SETTLE_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CountCredits } from './count-credits.js';
import { CountingRepository } from './counting.repository.js';
import { CreditsRepository } from './credits.repository.js';
import { MatchesRepository } from './matches.repository.js';

/** Ruling 23: the right of withdrawal holds for 14 days in every state of the campaign. */
const WITHDRAWAL_MS = 14 * 24 * 60 * 60 * 1000;

/** The two ends: amounts that no longer change, or nothing left to give back. */
@Injectable()
export class FinishCampaign {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly credits: CreditsRepository,
    private readonly counting: CountingRepository,
    private readonly matches: MatchesRepository,
    private readonly counter: CountCredits,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Settles when no payment is under way and the youngest counted gift is 14 days old. */
  async settle(tx: Tx, campaignId: string): Promise<void> {
    const campaign = await this.counter.countAll(tx, campaignId);
    if (campaign.state !== 'succeeded') return;
    const { youngestPaidAt } = await this.counting.totals(tx, campaignId);
    const dueAt = new Date((youngestPaidAt?.getTime() ?? 0) + WITHDRAWAL_MS);
    if (dueAt > (await this.clock.now(tx))) {
      await this.jobs.waitOn(tx, SETTLE_CAMPAIGN, campaignId, dueAt);
      return;
    }
    // The end of the last payment under way asks again, and so does the last match to be committed.
    if (await this.credits.hasOpenPayments(tx, campaignId)) return;
    if (!(await this.matches.isCommitted(tx, campaignId))) return;
    await this.campaigns.move(tx, campaign, 'settled', { actor: SYSTEM });
    await this.events.publish(tx, CAMPAIGN_SETTLED, {
      campaignId,
      projectId: campaign.projectId,
    });
  }

  /** A failed campaign is over when each of its gifts has ended in a choice. */
  async windUp(tx: Tx, campaignId: string): Promise<void> {
    const campaign = await this.campaigns.getLocked(tx, campaignId);
    if (campaign.state !== 'failed') return;
    if (await this.credits.hasOpenChoices(tx, campaignId)) return;
    await this.campaigns.move(tx, campaign, 'wound_up', { actor: SYSTEM });
    await this.events.publish(tx, CAMPAIGN_WOUND_UP, { campaignId, projectId: campaign.projectId });
  }
}
