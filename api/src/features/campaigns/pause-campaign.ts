import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { addDays, dayOf, endOfDay } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import type { CampaignRecord } from './campaign.record.js';
import { CAMPAIGN_PAUSED, CAMPAIGN_RESUMED } from './campaigns.events.js';
import { CLOSE_CAMPAIGN, RESUME_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';

/** Domain 3.4: no pause is longer. */
const PAUSE_DAYS_MAX = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * No new payments for a while; those under way still count. The end moves by the days of the pause,
 * so nobody loses time by it.
 */
@Injectable()
export class PauseCampaign {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Does nothing where no campaign of the project is live. */
  async pause(tx: Tx, projectId: string, by: { actor: Actor; reason: string }): Promise<void> {
    const campaign = await this.lockIn(tx, projectId, 'live');
    if (campaign === null) return;
    const now = await this.clock.now(tx);
    await this.campaigns.setPaused(tx, campaign.id, { at: now, reason: by.reason });
    await this.campaigns.move(tx, campaign, 'paused', by);
    await this.jobs.cancel(tx, CLOSE_CAMPAIGN, campaign.id);
    const latest = addDays(now, PAUSE_DAYS_MAX, campaign.zone);
    await this.jobs.schedule(tx, RESUME_CAMPAIGN, campaign.id, latest);
    await this.events.publish(tx, CAMPAIGN_PAUSED, factOf(campaign));
  }

  /** The reason is gone before the fourteen days were over; only a pause for this reason ends. */
  async end(tx: Tx, projectId: string, reason: string): Promise<void> {
    const campaign = await this.lockIn(tx, projectId, 'paused');
    if (campaign === null) return;
    const pause = await this.campaigns.pauseOf(tx, campaign.id);
    if (pause?.reason === reason) await this.resume(tx, campaign.id);
  }

  async resume(tx: Tx, campaignId: string): Promise<void> {
    const campaign = await this.campaigns.getLocked(tx, campaignId);
    const pause = await this.campaigns.pauseOf(tx, campaignId);
    if (campaign.state !== 'paused' || pause === null) return;
    const now = await this.clock.now(tx);
    const days = Math.ceil((now.getTime() - pause.at.getTime()) / DAY_MS);
    const { zone } = campaign;
    const endsAt = endOfDay(dayOf(campaign.endsAt, zone).add({ days }), zone);
    await this.campaigns.endPause(tx, campaignId, endsAt);
    await this.campaigns.move(tx, campaign, 'live', { actor: SYSTEM, reason: pause.reason });
    await this.jobs.cancel(tx, RESUME_CAMPAIGN, campaignId);
    await this.jobs.schedule(tx, CLOSE_CAMPAIGN, campaignId, endsAt);
    await this.events.publish(tx, CAMPAIGN_RESUMED, factOf(campaign));
  }

  /** Locked only when there is something to do: who asks for a pause may ask often. */
  private async lockIn(
    tx: Tx,
    projectId: string,
    state: CampaignRecord['state'],
  ): Promise<CampaignRecord | null> {
    const [latest] = await this.campaigns.listLatestOf(tx, [projectId]);
    if (latest?.state !== state) return null;
    const locked = await this.campaigns.getLocked(tx, latest.id);
    return locked.state === state ? locked : null;
  }
}

function factOf({ id, projectId }: CampaignRecord): { campaignId: string; projectId: string } {
  return { campaignId: id, projectId };
}
