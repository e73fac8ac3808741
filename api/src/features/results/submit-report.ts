import { Injectable } from '@nestjs/common';
import type { EvidencePhotoDto } from '@vatra/shared/milestones/milestones.dto';
import type {
  CompletionReportDto,
  FollowUpReportDto,
  IndicatorValueDto,
} from '@vatra/shared/results/results.dto';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { FilesService } from '../files/files.service.js';
import { MilestonesService } from '../milestones/milestones.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { PlannedIndicators } from './planned-indicators.js';
import { ReportsRepository, type ReportRow } from './reports.repository.js';
import { MilestonesOpen, ReportMissing, ReportNotOpen, TooEarly } from './results.errors.js';
import { REPORT_DUE, REPORT_SUBMITTED } from './results.events.js';

/** Domain 3.5: a completion report within 30 days of the end of the works. */
const COMPLETION_DAYS = 30;
/** A follow-up report may come 30 days before its date. */
export const FOLLOW_UP_MARGIN_DAYS = 30;
const AUTHORS = ['la_focal_point', 'la_mayor'] as const;

interface Content {
  readonly narrative: string;
  readonly values: readonly IndicatorValueDto[];
  readonly photos: readonly EvidencePhotoDto[];
  readonly working: FollowUpReportDto['working'] | null;
  readonly maintenancePaidMinor: number | null;
  readonly acceptanceProtocolFileId: string | null;
}

/** The authority tells what was built and what it changed. */
@Injectable()
export class SubmitReport {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly indicators: PlannedIndicators,
    private readonly milestones: MilestonesService,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly files: FilesService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** The works are done: from now on the completion report is due. Safe to call again. */
  async expectCompletion(tx: Tx, projectId: string): Promise<void> {
    if ((await this.openMilestones(tx, projectId)) > 0) return;
    const project = await this.projects.get(tx, projectId);
    if (project.state === 'implementing') await this.completionOf(tx, project);
  }

  /** @throws MilestonesOpen, ReportNotOpen, ValueRefused, IndicatorsMissing */
  async completion(
    tx: Tx,
    actor: Actor,
    projectId: string,
    dto: CompletionReportDto,
  ): Promise<void> {
    const project = await this.projects.get(tx, projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, AUTHORS);
    const isFirst = project.state === 'implementing';
    if (!isFirst && project.state !== 'completion_reported') {
      throw new ReportNotOpen(project.state);
    }
    const open = await this.openMilestones(tx, projectId);
    if (open > 0) throw new MilestonesOpen(open);
    const report = await this.completionOf(tx, project);
    await this.indicators.requireSound(tx, projectId, dto.values, ['output']);
    const content = { ...dto, working: null, maintenancePaidMinor: null };
    await this.handIn(tx, actor, report, content);
    if (isFirst) await this.projects.markCompletionReported(tx, projectId, actor);
    const { narrative, photos, acceptanceProtocolFileId } = dto;
    await this.milestones.reportCompletion(tx, {
      actor,
      projectId,
      narrative,
      photos,
      acceptanceProtocolFileId,
    });
  }

  /** @throws ReportMissing, ReportNotOpen, TooEarly, ValueRefused */
  async followUp(tx: Tx, actor: Actor, reportId: string, dto: FollowUpReportDto): Promise<void> {
    const report = await this.reports.findForUpdate(tx, reportId);
    if (report === null || report.kind === 'completion') throw new ReportMissing();
    const project = await this.projects.get(tx, report.projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, AUTHORS);
    const from = addDays(report.dueAt, -FOLLOW_UP_MARGIN_DAYS, project.zone);
    if ((await this.clock.now(tx)) < from) throw new TooEarly(from);
    if (project.state !== 'in_follow_up') throw new ReportNotOpen(project.state);
    await this.indicators.requireSound(tx, project.id, dto.values, []);
    const photos = dto.photos ?? [];
    await this.handIn(tx, actor, report, { ...dto, photos, acceptanceProtocolFileId: null });
  }

  private async openMilestones(tx: Tx, projectId: string): Promise<number> {
    const works = (await this.milestones.standings(tx, projectId)).filter(
      ({ kind }) => kind === 'work',
    );
    const open = works.filter(({ state }) => state !== 'verified' && state !== 'waived').length;
    // A project without milestones has not begun: nothing of it can be complete.
    return works.length === 0 ? 1 : open;
  }

  private async completionOf(tx: Tx, project: ProjectRecord): Promise<ReportRow> {
    const { id: projectId, zone } = project;
    const id = newId();
    const dueAt = addDays(await this.clock.now(tx), COMPLETION_DAYS, zone);
    const kind = 'completion';
    if (await this.reports.insertDue(tx, { id, projectId, kind, dueAt })) {
      await recordBirth(tx, { machine: 'report', id, state: 'due', actor: SYSTEM });
      await this.events.publish(tx, REPORT_DUE, { reportId: id, projectId, kind });
    }
    const report = await this.reports.findKindForUpdate(tx, projectId, kind);
    if (report === null) throw new ReportMissing();
    return report;
  }

  private async handIn(tx: Tx, actor: Actor, report: ReportRow, content: Content): Promise<void> {
    const { id, projectId, kind, state } = report;
    if (state !== 'due' && state !== 'returned') throw new ReportNotOpen(state);
    await this.takeFiles(tx, actor, content);
    const at = await this.clock.now(tx);
    await this.reports.setContent(tx, id, { ...content, by: actor.personId, at });
    await this.reports.replaceParts(tx, id, {
      photos: content.photos.map((photo, position) => ({ ...photo, reportId: id, position })),
      values: content.values.map((value) => ({ ...value, reportId: id, projectId })),
    });
    await moveState(tx, { machine: 'report', id, from: state, to: 'submitted', actor });
    await this.events.publish(tx, REPORT_SUBMITTED, { reportId: id, projectId, kind });
  }

  private async takeFiles(tx: Tx, actor: Actor, content: Content): Promise<void> {
    const uploadedBy = actor.personId;
    const photoIds = [...new Set(content.photos.map(({ fileId }) => fileId))];
    const { acceptanceProtocolFileId: protocolId } = content;
    const paperIds = protocolId === null ? [] : [protocolId];
    await this.files.requireUsable(tx, photoIds, { purpose: 'photo', uploadedBy });
    await this.files.requireUsable(tx, paperIds, { purpose: 'document', uploadedBy });
    await this.files.publish(tx, [...photoIds, ...paperIds]);
  }
}
