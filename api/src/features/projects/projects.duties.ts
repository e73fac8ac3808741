import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import { PROJECT_SECTIONS } from '@vatra/shared/projects/projects.dto';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties, type DutySource } from '../../platform/duties/duties.js';
import { urgencyOf } from '../../platform/duties/urgency.js';
import { statusOf } from './file-checks.policy.js';
import { ProjectFactsRepository } from './project-facts.repository.js';
import { ProjectListsRepository } from './project-lists.repository.js';
import { AUTHOR_ROLES, MAYOR_ROLES } from './project-roles.js';
import type { ProjectRecord, SavedSections } from './project.record.js';
import { SectionsRepository, sectionsByProject } from './sections.repository.js';

const DUTIES_MAX = 20;

/** What authors have to write and reviewers have to decide. */
@Injectable()
export class ProjectsDuties implements DutySource {
  constructor(
    private readonly lists: ProjectListsRepository,
    private readonly sections: SectionsRepository,
    private readonly facts: ProjectFactsRepository,
    private readonly clock: Clock,
    duties: Duties,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    return [...(await this.ofAuthors(tx, actor)), ...(await this.ofReviewers(tx, actor))];
  }

  private async ofAuthors(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const leads = actor.memberships.filter(({ roles }) =>
      roles.some((role) => AUTHOR_ROLES.includes(role)),
    );
    if (leads.length === 0) return [];
    const mayors = new Set(
      leads
        .filter(({ roles }) => roles.some((role) => MAYOR_ROLES.includes(role)))
        .map(({ organisationId }) => organisationId),
    );
    const projects = await this.lists.listOfLeadsInStates(
      tx,
      leads.map(({ organisationId }) => organisationId),
      ['draft', 'changes_requested'],
      DUTIES_MAX,
    );
    const rows = await this.sections.listOf(
      tx,
      projects.map(({ id }) => id),
    );
    const sections = sectionsByProject(rows);
    return projects.map((project) =>
      authorDuty(project, sections.get(project.id) ?? {}, mayors.has(project.leadOrganisationId)),
    );
  }

  private async ofReviewers(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const { personId } = actor;
    if (personId === null || !actor.platformRoles.includes('platform_reviewer')) return [];
    const projects = await this.lists.listUnderReview(tx, { after: null, limit: DUTIES_MAX });
    const recused = await this.facts.recusedFrom(
      tx,
      projects.map(({ id }) => id),
      personId,
    );
    const own = new Set(actor.memberships.map(({ organisationId }) => organisationId));
    const now = await this.clock.now(tx);
    return projects
      .filter(({ id, leadOrganisationId }) => !recused.has(id) && !own.has(leadOrganisationId))
      .map((project) => ({
        kind: 'duty.projects.review',
        subjectId: project.id,
        title: project.title,
        params: { round: project.reviewRounds + 1 },
        dueAt: project.reviewDueAt?.toISOString() ?? null,
        path: `/review/projects/${project.id}`,
        urgency: urgencyOf(project.reviewDueAt, now),
      }));
  }
}

/** A finished file waits for the mayor alone. */
function authorDuty(project: ProjectRecord, saved: SavedSections, isMayor: boolean): DutyView {
  const done = PROJECT_SECTIONS.filter((section) => statusOf(section, saved) === 'done').length;
  const isDone = done === PROJECT_SECTIONS.length && project.state === 'draft';
  const verb = project.state === 'changes_requested' ? 'answer-review' : 'finish-draft';
  return {
    kind: isDone ? 'duty.projects.submit' : `duty.projects.${verb}`,
    subjectId: project.id,
    title: project.title,
    params: { done, sections: PROJECT_SECTIONS.length },
    dueAt: null,
    path: `/authority/projects/${project.id}`,
    urgency: isDone && !isMayor ? 'waiting' : 'open',
  };
}
