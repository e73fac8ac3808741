import { Injectable } from '@nestjs/common';
import type { PhotoView } from '@vatra/shared/projects/projects.views';
import type { IndicatorView, ReportView } from '@vatra/shared/results/results.views';
import type { Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { DisbursementsService } from '../disbursements/disbursements.service.js';
import { FilesService } from '../files/files.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { PlannedIndicators } from './planned-indicators.js';
import { indicatorView, reportView } from './report.presenter.js';
import { ReportsRepository, type ReportRow } from './reports.repository.js';
import { FOLLOW_UP_MARGIN_DAYS } from './submit-report.js';

const AUTHORS = ['la_focal_point', 'la_mayor'] as const;

/** Reports and measured values, for those who wrote them, review them, or gave. */
@Injectable()
export class ReadResults {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly indicators: PlannedIndicators,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly disbursements: DisbursementsService,
    private readonly files: FilesService,
    private readonly clock: Clock,
  ) {}

  async ofProject(tx: Tx, projectId: string, actor: Actor | null): Promise<ReportView[]> {
    return this.views(tx, await this.reports.listOf(tx, [projectId]), actor);
  }

  async queue(tx: Tx, actor: Actor): Promise<ReportView[]> {
    return this.views(tx, await this.reports.listSubmitted(tx), actor);
  }

  async indicatorsOf(tx: Tx, projectId: string): Promise<IndicatorView[]> {
    const planned = await this.indicators.of(tx, projectId);
    const reports = await this.reports.listOf(tx, [projectId]);
    const accepted = reports.filter(({ state }) => state === 'accepted');
    const values = (await this.reports.valuesOf(tx, projectId)).flatMap((value) => {
      const report = accepted.find(({ id }) => id === value.reportId)?.kind;
      return report === undefined ? [] : [{ ...value, report }];
    });
    const agreement = await this.disbursements.agreementOf(tx, projectId);
    const tier = agreement?.tier ?? 'minimum';
    return planned.map((indicator) => indicatorView(indicator, tier, values));
  }

  async resultPhotos(tx: Tx, projectIds: readonly string[]): Promise<Map<string, PhotoView>> {
    const rows = await this.reports.listOf(tx, projectIds);
    const views = await this.views(tx, rows, null);
    return new Map(
      views.flatMap(({ projectId, photos }): [string, PhotoView][] =>
        photos[0] === undefined ? [] : [[projectId, photos[0]]],
      ),
    );
  }

  private async views(
    tx: Tx,
    rows: readonly ReportRow[],
    actor: Actor | null,
  ): Promise<ReportView[]> {
    if (rows.length === 0) return [];
    const photos = await this.reports.photosOf(
      tx,
      rows.map(({ id }) => id),
    );
    const fileIds = [
      ...photos.map(({ fileId }) => fileId),
      ...rows.flatMap(({ acceptanceProtocolFileId: id }) => (id === null ? [] : [id])),
    ];
    const files = await this.files.viewsOf(tx, [...new Set(fileIds)]);
    const views: ReportView[] = [];
    for (const report of rows) {
      views.push(
        reportView({
          report,
          photos: photos.filter(({ reportId }) => reportId === report.id),
          files,
          isReadable: actor !== null || report.state === 'accepted',
          may: actor === null ? [] : await this.may(tx, actor, report),
        }),
      );
    }
    return views;
  }

  private async may(tx: Tx, actor: Actor, report: ReportRow): Promise<string[]> {
    const project = await this.projects.get(tx, report.projectId);
    const isAuthor = this.organisations.hasRole(actor, project.leadOrganisationId, AUTHORS);
    if (isAuthor && (await this.isOpen(tx, report, project))) return ['submit'];
    const isReviewer = actor.platformRoles.includes('platform_reviewer');
    return isReviewer && report.state === 'submitted' ? ['review'] : [];
  }

  private async isOpen(tx: Tx, report: ReportRow, project: ProjectRecord): Promise<boolean> {
    if (report.state !== 'due' && report.state !== 'returned') return false;
    if (report.kind === 'completion') {
      return project.state === 'implementing' || project.state === 'completion_reported';
    }
    const from = addDays(report.dueAt, -FOLLOW_UP_MARGIN_DAYS, project.zone);
    return project.state === 'in_follow_up' && (await this.clock.now(tx)) >= from;
  }
}
