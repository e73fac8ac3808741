import { Injectable } from '@nestjs/common';
import type { DecideHoldDto } from '@vatra/shared/campaigns/campaigns.dto';
import type { Actor } from '../../platform/actor.js';
import { dayOf, endOfDay } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import type { CampaignRecord } from './campaign.record.js';
import { CampaignConflict, HoldDaysMissing } from './campaigns.errors.js';
import { CAMPAIGN_EXTENDED } from './campaigns.events.js';
import { CLOSE_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CountCredits } from './count-credits.js';
import { JudgeCampaign } from './judge-campaign.js';

/** Enough money, but a check failed: staff decide, with a reason that is published. */
@Injectable()
export class DecideHold {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly counter: CountCredits,
    private readonly judging: JudgeCampaign,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  async decide(tx: Tx, campaignId: string, verdict: DecideHoldDto, actor: Actor): Promise<void> {
    const campaign = await this.counter.countAll(tx, campaignId);
    if (campaign.state !== 'review_hold') {
      throw new CampaignConflict('campaigns.not-on-hold', { state: campaign.state });
    }
    if (verdict.decision === 'extend') {
      await this.extend(tx, campaign, verdict, actor);
      return;
    }
    const findings = await this.judging.findings(tx, campaign);
    const { countedMinor, minimumMinor, isConcerned } = findings;
    const decision = { countedMinor, reasons: campaign.holdReasons, actor, reason: verdict.reason };
    if (verdict.decision === 'fail') {
      await this.judging.fail(tx, campaign, decision);
      return;
    }
    // Gifts may have been taken back while staff were thinking: R36 is nobody's to waive.
    if (countedMinor < minimumMinor)
      throw new CampaignConflict('campaigns.below-minimum', { rule: 'R36' });
    // The other reasons staff may find wanting; what is being looked into is not known yet.
    if (isConcerned) throw new CampaignConflict('campaigns.concern-open', { rule: 'R40' });
    await this.judging.succeed(tx, campaign, decision);
  }

  private async extend(
    tx: Tx,
    campaign: CampaignRecord,
    { days, reason }: DecideHoldDto,
    actor: Actor,
  ): Promise<void> {
    if (days === undefined) throw new HoldDaysMissing();
    if (campaign.holdExtended) throw new CampaignConflict('campaigns.hold-extended-already');
    const { id, projectId, zone } = campaign;
    const endsAt = endOfDay(dayOf(await this.clock.now(tx), zone).add({ days }), zone);
    await this.campaigns.reopenHeld(tx, id, endsAt);
    await this.campaigns.move(tx, campaign, 'live', { actor, reason });
    await this.jobs.schedule(tx, CLOSE_CAMPAIGN, id, endsAt);
    await this.events.publish(tx, CAMPAIGN_EXTENDED, { campaignId: id, projectId });
  }
}
