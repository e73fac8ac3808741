import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties, type DutySource } from '../../platform/duties/duties.js';
import { urgencyOf } from '../../platform/duties/urgency.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import type { CampaignRecord } from './campaign.record.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CreditsRepository } from './credits.repository.js';
import { ASKED_BEFORE_END_MS, refusalToExtend } from './extension.policy.js';
import { ExtensionsRepository } from './extensions.repository.js';

const DUTIES_MAX = 20;
/** A mayor is reminded of the extension in the last two weeks only. */
const REMINDED_BEFORE_END_MS = 14 * 24 * 60 * 60 * 1000;

/** Mayors choose dates and extensions, associations agree to them, staff decide holds. */
@Injectable()
export class CampaignsDuties implements DutySource {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly credits: CreditsRepository,
    private readonly extensions: ExtensionsRepository,
    private readonly projects: ProjectsService,
    private readonly endorsements: EndorsementsService,
    private readonly clock: Clock,
    duties: Duties,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const now = await this.clock.now(tx);
    return [
      ...(await this.ofMayors(tx, actor, now)),
      ...(await this.ofBoards(tx, actor, now)),
      ...(await this.ofStaff(tx, actor, now)),
    ];
  }

  private async ofMayors(tx: Tx, { memberships }: Actor, now: Date): Promise<DutyView[]> {
    const leads = memberships
      .filter(({ roles }) => roles.includes('la_mayor'))
      .map(({ organisationId }) => organisationId);
    const projects = await this.projects.listInStates(
      tx,
      leads,
      ['ready', 'campaigning'],
      DUTIES_MAX,
    );
    const latest = new Map(
      (
        await this.campaigns.listLatestOf(
          tx,
          projects.map(({ id }) => id),
        )
      ).map((campaign) => [campaign.projectId, campaign]),
    );
    const duties: DutyView[] = [];
    for (const project of projects) {
      const campaign = latest.get(project.id);
      if (project.state === 'ready' && !isAhead(campaign)) duties.push(choose(project));
      if (campaign !== undefined && (await this.mayAsk(tx, campaign, now))) {
        duties.push(ask(project, campaign, now));
      }
    }
    return duties;
  }

  private async mayAsk(tx: Tx, campaign: CampaignRecord, now: Date): Promise<boolean> {
    if (campaign.endsAt.getTime() - now.getTime() > REMINDED_BEFORE_END_MS) return false;
    const [sums] = await this.credits.visibleSums(tx, [campaign.id]);
    const counted = sums?.countedMinor ?? 0;
    const isShort = counted < campaign.minimumMinor;
    const asked = (await this.extensions.latestOf(tx, [campaign.id])).get(campaign.id);
    return (
      isShort &&
      (asked === undefined || asked.state === 'refused') &&
      refusalToExtend(campaign, counted, now) === null
    );
  }

  private async ofBoards(tx: Tx, { memberships }: Actor, now: Date): Promise<DutyView[]> {
    const boards = memberships
      .filter(({ roles }) => roles.includes('hta_board'))
      .map(({ organisationId }) => organisationId);
    if (boards.length === 0) return [];
    const projectIds = await this.endorsements.endorsedBy(tx, boards);
    const waiting = await this.campaigns.listWithAskedExtension(tx, projectIds, DUTIES_MAX);
    const projects = await this.projects.listByIds(tx, projectIds);
    return waiting.map(({ id, projectId, endsAt }) => ({
      kind: 'duty.campaigns.agree-extension',
      subjectId: id,
      title: projects.get(projectId)?.title ?? null,
      params: {},
      dueAt: endsAt.toISOString(),
      path: `/association/campaigns/${id}/extension`,
      urgency: urgencyOf(endsAt, now),
    }));
  }

  private async ofStaff(tx: Tx, { platformRoles }: Actor, now: Date): Promise<DutyView[]> {
    const decides = platformRoles.some(
      (role) => role === 'platform_reviewer' || role === 'administrator',
    );
    if (!decides) return [];
    const held = await this.campaigns.listHeld(tx, DUTIES_MAX);
    const projects = await this.projects.listByIds(
      tx,
      held.map(({ projectId }) => projectId),
    );
    return held.map(({ id, projectId, holdDueAt, holdReasons }) => ({
      kind: 'duty.campaigns.decide-hold',
      subjectId: id,
      title: projects.get(projectId)?.title ?? null,
      params: { reasons: holdReasons.join(' ') },
      dueAt: holdDueAt?.toISOString() ?? null,
      path: `/review/campaigns/${id}`,
      urgency: urgencyOf(holdDueAt, now),
    }));
  }
}

/** A campaign of this try is chosen already; a failed one belongs to an earlier try. */
function isAhead(campaign: CampaignRecord | undefined): boolean {
  return campaign !== undefined && campaign.state !== 'failed' && campaign.state !== 'wound_up';
}

function choose({ id, title }: ProjectRecord): DutyView {
  return {
    kind: 'duty.campaigns.choose-dates',
    subjectId: id,
    title,
    params: {},
    dueAt: null,
    path: `/authority/projects/${id}/campaign`,
    urgency: 'open',
  };
}

function ask({ id, title }: ProjectRecord, campaign: CampaignRecord, now: Date): DutyView {
  const dueAt = new Date(campaign.endsAt.getTime() - ASKED_BEFORE_END_MS);
  return {
    kind: 'duty.campaigns.ask-extension',
    subjectId: campaign.id,
    title,
    params: {},
    dueAt: dueAt.toISOString(),
    path: `/authority/projects/${id}/campaign`,
    urgency: urgencyOf(dueAt, now),
  };
}
