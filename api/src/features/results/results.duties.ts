import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Localized } from '@vatra/shared/localized.dto';
import type { ReportView } from '@vatra/shared/results/results.views';
import type { Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties, type DutySource } from '../../platform/duties/duties.js';
import { urgencyOf } from '../../platform/duties/urgency.js';
import { ProjectsService } from '../projects/projects.service.js';
import { ReadResults } from './read-results.js';

const AUTHORS = ['la_focal_point', 'la_mayor'] as const;
const PROJECTS_MAX = 50;
/** Domain 3.4: a report is reviewed within 10 days of the association's time to comment. */
const REVIEW_DAYS = 15;
const STAFF_ZONE = 'UTC';

@Injectable()
export class ResultDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly results: ReadResults,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const now = await this.clock.now(tx);
    return [...(await this.toSubmit(tx, actor, now)), ...(await this.toReview(tx, actor, now))];
  }

  private async toSubmit(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    const leads = actor.memberships
      .filter(({ roles }) => AUTHORS.some((role) => roles.includes(role)))
      .map(({ organisationId }) => organisationId);
    const projects = await this.projects.listInStates(
      tx,
      leads,
      ['implementing', 'completion_reported', 'in_follow_up'],
      PROJECTS_MAX,
    );
    const duties: DutyView[] = [];
    for (const { id, title } of projects) {
      const reports = await this.results.ofProject(tx, id, actor);
      const open = reports.filter(({ may }) => may.includes('submit'));
      duties.push(...open.map((report) => submitDuty(report, title, now)));
    }
    return duties;
  }

  private async toReview(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('platform_reviewer')) return [];
    const duties: DutyView[] = [];
    for (const report of await this.results.queue(tx, actor)) {
      const { title } = await this.projects.get(tx, report.projectId);
      const submittedAt = new Date(report.submittedAt ?? report.dueAt);
      const dueAt = addDays(submittedAt, REVIEW_DAYS, STAFF_ZONE);
      duties.push({
        kind: 'duty.results.review',
        subjectId: report.id,
        title,
        params: { report: report.kind },
        dueAt: dueAt.toISOString(),
        path: `/review/reports/${report.id}`,
        urgency: urgencyOf(dueAt, now),
      });
    }
    return duties;
  }
}

function submitDuty(report: ReportView, title: Localized, now: Date): DutyView {
  const isCompletion = report.kind === 'completion';
  const page = isCompletion ? 'completion' : `reports/${report.id}`;
  return {
    kind: `duty.results.${isCompletion ? 'report-completion' : 'report-follow-up'}`,
    subjectId: report.id,
    title,
    params: { report: report.kind },
    dueAt: report.dueAt,
    path: `/authority/projects/${report.projectId}/${page}`,
    urgency: urgencyOf(new Date(report.dueAt), now),
  };
}
