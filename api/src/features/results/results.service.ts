import { Injectable } from '@nestjs/common';
import type {
  CompletionReportDto,
  FollowUpReportDto,
  ReviewReportDto,
} from '@vatra/shared/results/results.dto';
import type { PhotoView } from '@vatra/shared/projects/projects.views';
import type { IndicatorView, ReportView } from '@vatra/shared/results/results.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { ReadResults } from './read-results.js';
import { ReportsRepository } from './reports.repository.js';
import { ReviewReport } from './review-report.js';
import { SubmitReport } from './submit-report.js';

/** What was built, whether it works, and what it changed: reports with measured values. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly database: Database,
    private readonly reports: ReportsRepository,
    private readonly submitting: SubmitReport,
    private readonly reviewing: ReviewReport,
    private readonly reader: ReadResults,
  ) {}

  /** @throws MilestonesOpen, ReportNotOpen, ValueRefused, IndicatorsMissing */
  reportCompletion(
    actor: Actor,
    projectId: string,
    dto: CompletionReportDto,
  ): Promise<ReportView[]> {
    return this.database.inTransaction(async (tx) => {
      await this.submitting.completion(tx, actor, projectId, dto);
      return this.reader.ofProject(tx, projectId, actor);
    });
  }

  /** @throws ReportMissing, ReportNotOpen, TooEarly, ValueRefused */
  reportFollowUp(actor: Actor, reportId: string, dto: FollowUpReportDto): Promise<ReportView[]> {
    return this.database.inTransaction(async (tx) => {
      await this.submitting.followUp(tx, actor, reportId, dto);
      const report = await this.reports.findForUpdate(tx, reportId);
      return this.reader.ofProject(tx, report?.projectId ?? '', actor);
    });
  }

  /** @throws ReportMissing, NotSubmitted, ReportNotYours, NotVerified, AccountsDoNotBalance */
  review(actor: Actor, reportId: string, dto: ReviewReportDto): Promise<ReportView[]> {
    return this.database.inTransaction(async (tx) => {
      await this.reviewing.review(tx, actor, reportId, dto);
      const report = await this.reports.findForUpdate(tx, reportId);
      return this.reader.ofProject(tx, report?.projectId ?? '', actor);
    });
  }

  ofProject(actor: Actor, projectId: string): Promise<ReportView[]> {
    return this.database.inTransaction((tx) => this.reader.ofProject(tx, projectId, actor));
  }

  queue(actor: Actor): Promise<ReportView[]> {
    return this.database.inTransaction((tx) => this.reader.queue(tx, actor));
  }

  /** For public pages: the words of accepted reports, the dates of the others. */
  reportsOf(tx: Tx, projectId: string): Promise<ReportView[]> {
    return this.reader.ofProject(tx, projectId, null);
  }

  /** The photo of what was built, of each project that has an accepted report. */
  resultPhotos(tx: Tx, projectIds: readonly string[]): Promise<Map<string, PhotoView>> {
    return this.reader.resultPhotos(tx, projectIds);
  }

  indicatorsOf(tx: Tx, projectId: string): Promise<IndicatorView[]> {
    return this.reader.indicatorsOf(tx, projectId);
  }
}
