import { Injectable } from '@nestjs/common';
import type { ReviewReportDto } from '@vatra/shared/results/results.dto';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { addDays, addMonths } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { DisbursementsService } from '../disbursements/disbursements.service.js';
import { CommitmentsService } from '../matching/matching.service.js';
import { MilestonesService } from '../milestones/milestones.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { ReportsRepository, type ReportRow } from './reports.repository.js';
import {
  AccountsDoNotBalance,
  NotSubmitted,
  NotVerified,
  ReportMissing,
  ReportNotYours,
} from './results.errors.js';
import { REPORT_ACCEPTED, REPORT_DUE, REPORT_RETURNED } from './results.events.js';
import { OPEN_FOLLOW_UP } from './results.jobs.js';
import { FOLLOW_UP_MARGIN_DAYS } from './submit-report.js';

const FOLLOW_UPS = [
  { kind: 'follow_up_6', months: 6 },
  { kind: 'follow_up_12', months: 12 },
] as const;

/** A reviewer reads what the authority says and compares it with what others saw and the books say. */
@Injectable()
export class ReviewReport {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly milestones: MilestonesService,
    private readonly disbursements: DisbursementsService,
    private readonly commitments: CommitmentsService,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /** @throws ReportMissing, NotSubmitted, ReportNotYours, NotVerified, AccountsDoNotBalance */
  async review(tx: Tx, actor: Actor, id: string, dto: ReviewReportDto): Promise<void> {
    const report = await this.reports.findForUpdate(tx, id);
    if (report === null) throw new ReportMissing();
    if (report.state !== 'submitted') throw new NotSubmitted(report.state);
    const project = await this.projects.get(tx, report.projectId);
    const lead = project.leadOrganisationId;
    if (await this.organisations.isMemberNow(tx, actor.personId ?? '', lead)) {
      throw new ReportNotYours();
    }
    if (dto.decision === 'return') {
      await this.sendBack(tx, actor, report, dto.reason);
      return;
    }
    if (report.kind === 'completion') await this.requireProof(tx, project.id);
    await this.decide(tx, actor, report, { to: 'accepted', reason: dto.reason });
    if (report.kind === 'completion') await this.complete(tx, actor, project);
    else await this.closeWhenFollowedUp(tx, project.id);
    const { projectId, kind } = report;
    await this.events.publish(tx, REPORT_ACCEPTED, { reportId: id, projectId, kind });
  }

  /** A "no" about the whole work sends the completion report back with it. */
  async returnAfterRework(tx: Tx, projectId: string): Promise<void> {
    const report = await this.reports.findKindForUpdate(tx, projectId, 'completion');
    if (report?.state === 'submitted') await this.sendBack(tx, SYSTEM, report, 'rework');
  }

  /** From 30 days before its date a follow-up report may be handed in; the authority is told. */
  async openFollowUp(tx: Tx, reportId: string): Promise<void> {
    const report = await this.reports.findForUpdate(tx, reportId);
    if (report?.state !== 'due') return;
    const { projectId, kind } = report;
    const project = await this.projects.get(tx, projectId);
    if (project.state === 'completed') await this.projects.markInFollowUp(tx, projectId, SYSTEM);
    await this.events.publish(tx, REPORT_DUE, { reportId, projectId, kind });
  }

  private async sendBack(tx: Tx, actor: Actor, report: ReportRow, reason: string): Promise<void> {
    await this.decide(tx, actor, report, { to: 'returned', reason });
    const { id: reportId, projectId, kind } = report;
    await this.events.publish(tx, REPORT_RETURNED, { reportId, projectId, kind });
  }

  private async decide(
    tx: Tx,
    actor: Actor,
    { id }: ReportRow,
    decision: { to: 'accepted' | 'returned'; reason: string },
  ): Promise<void> {
    const { to, reason } = decision;
    const at = await this.clock.now(tx);
    await this.reports.setDecision(tx, id, { by: actor.personId, at, reason });
    await moveState(tx, { machine: 'report', id, from: 'submitted', to, actor, reason });
  }

  /** Seen by two others, and everything that was paid is shown with invoices (R87). */
  private async requireProof(tx: Tx, projectId: string): Promise<void> {
    const standings = await this.milestones.standings(tx, projectId);
    const whole = standings.find(({ kind }) => kind === 'completion');
    if (whole === undefined || !['verified', 'waived'].includes(whole.state)) {
      throw new NotVerified();
    }
    const tranches = await this.disbursements.tranchesOf(tx, projectId);
    const paidMinor = tranches
      .filter(({ state }) => state === 'confirmed')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const spentMinor = await this.milestones.spentMinor(tx, projectId);
    const isInTransit = tranches.some(({ state }) => state === 'sent');
    if (spentMinor < paidMinor || isInTransit) {
      throw new AccountsDoNotBalance(paidMinor, spentMinor);
    }
  }

  private async complete(tx: Tx, actor: Actor, project: ProjectRecord): Promise<void> {
    const { id: projectId, zone } = project;
    await this.commitments.confirmAll(tx, projectId, actor);
    await this.projects.markCompleted(tx, projectId, actor);
    const now = await this.clock.now(tx);
    for (const { kind, months } of FOLLOW_UPS) {
      const id = newId();
      const dueAt = addMonths(now, months, zone);
      if (!(await this.reports.insertDue(tx, { id, projectId, kind, dueAt }))) continue;
      await recordBirth(tx, { machine: 'report', id, state: 'due', actor: SYSTEM });
      const openAt = addDays(dueAt, -FOLLOW_UP_MARGIN_DAYS, zone);
      await this.jobs.schedule(tx, OPEN_FOLLOW_UP, id, openAt);
    }
  }

  private async closeWhenFollowedUp(tx: Tx, projectId: string): Promise<void> {
    const reports = await this.reports.listOf(tx, [projectId]);
    const isOver = FOLLOW_UPS.every(({ kind }) =>
      reports.some((report) => report.kind === kind && report.state === 'accepted'),
    );
    if (isOver) await this.projects.markClosed(tx, projectId, SYSTEM);
  }
}
