import { Injectable } from '@nestjs/common';
import type { AgreeExtensionDto, AskExtensionDto } from '@vatra/shared/campaigns/campaigns.dto';
import type { Actor } from '../../platform/actor.js';
import { dayOf, endOfDay } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { isOpen } from './accept-credit.policy.js';
import type { CampaignRecord } from './campaign.record.js';
import { CampaignConflict, CampaignNotOpen, NotEndorsing } from './campaigns.errors.js';
import { CAMPAIGN_EXTENDED, EXTENSION_ASKED } from './campaigns.events.js';
import { CLOSE_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CreditsRepository } from './credits.repository.js';
import { refusalToExtend } from './extension.policy.js';
import { ExtensionsRepository } from './extensions.repository.js';

/** R32: asked by the mayor, agreed by one endorsing association. */
@Injectable()
export class ExtendCampaign {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly credits: CreditsRepository,
    private readonly extensions: ExtensionsRepository,
    private readonly projects: ProjectsService,
    private readonly endorsements: EndorsementsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  async ask(tx: Tx, campaignId: string, asked: AskExtensionDto, actor: Actor): Promise<void> {
    const campaign = await this.campaigns.getLocked(tx, campaignId);
    const project = await this.projects.get(tx, campaign.projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, ['la_mayor']);
    const [sums] = await this.credits.visibleSums(tx, [campaignId]);
    const refusal = refusalToExtend(campaign, sums?.countedMinor ?? 0, await this.clock.now(tx));
    if (refusal !== null) throw new CampaignConflict(refusal, { rule: 'R32' });
    if (!(await this.extensions.insert(tx, campaignId, asked, actor))) {
      throw new CampaignConflict('campaigns.extension-once', { rule: 'R32' });
    }
    await this.events.publish(tx, EXTENSION_ASKED, factOf(campaign));
  }

  async answer(tx: Tx, campaignId: string, answer: AgreeExtensionDto, actor: Actor): Promise<void> {
    const campaign = await this.campaigns.getLocked(tx, campaignId);
    const forOrganisation = await this.endorsingBoardOf(tx, campaign, actor);
    if (!isOpen(campaign, await this.clock.now(tx))) throw new CampaignNotOpen(campaign.state);
    const asked = await this.extensions.findAsked(tx, campaignId);
    if (asked === null) throw new CampaignConflict('campaigns.extension-not-asked');
    const state = answer.decision === 'agree' ? 'agreed' : 'refused';
    await this.extensions.answer(tx, asked.id, { state, forOrganisation }, actor);
    if (state === 'agreed') await this.extend(tx, campaign, asked.days);
  }

  private async extend(tx: Tx, campaign: CampaignRecord, days: number): Promise<void> {
    const { id, zone } = campaign;
    const endsAt = endOfDay(dayOf(campaign.endsAt, zone).add({ days }), zone);
    await this.campaigns.extend(tx, id, endsAt);
    await this.jobs.schedule(tx, CLOSE_CAMPAIGN, id, endsAt);
    await this.events.publish(tx, CAMPAIGN_EXTENDED, factOf(campaign));
  }

  /** The association the person answers for: on its board, and endorsing this project now. */
  private async endorsingBoardOf(
    tx: Tx,
    { projectId }: CampaignRecord,
    actor: Actor,
  ): Promise<string> {
    const endorsing = await this.endorsements.activeAssociationIds(tx, projectId);
    const own = endorsing.find((id) => this.organisations.hasRole(actor, id, ['hta_board']));
    if (own === undefined) throw new NotEndorsing();
    return own;
  }
}

function factOf({ id, projectId }: CampaignRecord): { campaignId: string; projectId: string } {
  return { campaignId: id, projectId };
}
