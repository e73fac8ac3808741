import { Injectable } from '@nestjs/common';
import type { ScheduleCampaignDto } from '@vatra/shared/campaigns/campaigns.dto';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import {
  compareDays,
  dayFrom,
  dayOf,
  endOfDay,
  startOfDay,
} from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { CampaignConflict, StartRefused } from './campaigns.errors.js';
import { CAMPAIGN_LIVE, CAMPAIGN_SCHEDULED } from './campaigns.events.js';
import { CLOSE_CAMPAIGN, START_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CloseCampaign } from './close-campaign.js';

/** How far ahead a start may be chosen: endorsements hold for twelve months only. */
const START_DAYS_AHEAD_MAX = 180;

/** Choosing the dates, opening the doors and closing them at the end of the last day. */
@Injectable()
export class RunCampaign {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly closing: CloseCampaign,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /**
   * R30, R41, R42 and R80: the window in the project's zone, the goals as the plan says now, how it
   * collects and what is promised.
   */
  async schedule(
    tx: Tx,
    projectId: string,
    { leftover = 'reserve', collection = 'immediate', ...dates }: ScheduleCampaignDto,
    actor: Actor,
  ): Promise<string> {
    const project = await this.projects.get(tx, projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, ['la_mayor']);
    await this.requireReady(tx, project);
    const window = windowOf(dates, project.zone, await this.clock.now(tx));
    const goals = await this.projects.tierTotals(tx, projectId);
    const id = newId();
    const isNew = await this.campaigns.insert(
      tx,
      {
        id,
        projectId,
        minimumMinor: goals.minimum.campaignMinor,
        optimumMinor: goals.optimum.campaignMinor,
        country: project.country,
        zone: project.zone,
        leftover,
        collection,
        ...window,
      },
      actor,
    );
    if (!isNew) throw new CampaignConflict('campaigns.already-scheduled');
    await this.jobs.schedule(tx, START_CAMPAIGN, id, window.startsAt);
    await this.events.publish(tx, CAMPAIGN_SCHEDULED, { campaignId: id, projectId });
    return id;
  }

  async start(tx: Tx, campaignId: string): Promise<void> {
    const campaign = await this.campaigns.getLocked(tx, campaignId);
    if (campaign.state !== 'scheduled') return;
    const { projectId } = campaign;
    await this.projects.markCampaigning(tx, projectId, SYSTEM);
    await this.campaigns.move(tx, campaign, 'live', { actor: SYSTEM });
    await this.jobs.schedule(tx, CLOSE_CAMPAIGN, campaignId, campaign.endsAt);
    await this.events.publish(tx, CAMPAIGN_LIVE, { campaignId, projectId });
  }

  /** The state says it was ready once; what made it so may have ended since. */
  private async requireReady(tx: Tx, { id, state }: ProjectRecord): Promise<void> {
    const facts = Object.values(await this.projects.readinessOf(tx, id));
    if (state === 'ready' && facts.every((met) => met)) return;
    throw new CampaignConflict('campaigns.project-not-ready', { state });
  }

  async closeAtEnd(tx: Tx, campaignId: string): Promise<void> {
    const campaign = await this.campaigns.getLocked(tx, campaignId);
    if (campaign.state !== 'live' && campaign.state !== 'paused') return;
    const now = await this.clock.now(tx);
    if (now < campaign.endsAt) {
      await this.jobs.schedule(tx, CLOSE_CAMPAIGN, campaignId, campaign.endsAt);
      return;
    }
    await this.closing.close(tx, campaign, 'end', campaign.endsAt);
  }
}

/** @throws StartRefused */
function windowOf(
  { startsOn, days }: Pick<ScheduleCampaignDto, 'startsOn' | 'days'>,
  zone: string,
  now: Date,
): { startsAt: Date; endsAt: Date } {
  const first = dayFrom(startsOn);
  const today = dayOf(now, zone);
  if (compareDays(first, today) < 0) throw new StartRefused('campaigns.start-in-the-past');
  if (compareDays(first, today.add({ days: START_DAYS_AHEAD_MAX })) > 0) {
    throw new StartRefused('campaigns.start-too-far');
  }
  return {
    startsAt: startOfDay(first, zone),
    endsAt: endOfDay(first.add({ days: days - 1 }), zone),
  };
}
