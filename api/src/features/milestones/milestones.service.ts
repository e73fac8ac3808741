import { Injectable } from '@nestjs/common';
import type {
  AcceptVerificationDto,
  DecideReworkDto,
  EvidencePhotoDto,
  ReportMilestoneDto,
  SpendingReportDto,
  VerifyMilestoneDto,
} from '@vatra/shared/milestones/milestones.dto';
import type {
  MilestoneView,
  SpendingView,
  VerificationCaseView,
} from '@vatra/shared/milestones/milestones.views';
import type { MilestoneState } from '@vatra/shared/milestones/milestone.states';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { AnswerVerification } from './answer-verification.js';
import { DecideDoubt } from './decide-doubt.js';
import { EvidenceRepository } from './evidence.repository.js';
import { MilestonesRepository } from './milestones.repository.js';
import { ReadMilestones } from './read-milestones.js';
import { PlanMilestones } from './plan-milestones.js';
import { ReportMilestone } from './report-milestone.js';
import { ReportSpending } from './report-spending.js';

export interface MilestoneStanding {
  readonly id: string;
  readonly kind: 'work' | 'completion';
  readonly number: number;
  readonly state: MilestoneState;
}

/** Checkable steps of the work: what is reached is shown by the authority and seen by others. */
@Injectable()
export class MilestonesService {
  constructor(
    private readonly database: Database,
    private readonly milestones: MilestonesRepository,
    private readonly evidence: EvidenceRepository,
    private readonly plan: PlanMilestones,
    private readonly reports: ReportMilestone,
    private readonly spendings: ReportSpending,
    private readonly answers: AnswerVerification,
    private readonly doubts: DecideDoubt,
    private readonly reader: ReadMilestones,
  ) {}

  /** Turns the project's plan into milestones, due counted from the signing; safe to call again. */
  planWhenWorkStarts(tx: Tx, projectId: string, signedAt: Date): Promise<void> {
    return this.plan.whenWorkStarts(tx, projectId, signedAt);
  }

  /** @throws MilestoneMissing, ReportNotOpen, EvidenceIncomplete, InvoicesKnown */
  async report(actor: Actor, id: string, dto: ReportMilestoneDto): Promise<MilestoneView> {
    return this.database.inTransaction(async (tx) => {
      await this.reports.report(tx, actor, id, dto);
      return this.viewOf(tx, id, actor);
    });
  }

  /** Opens the last look at the whole work, or opens it again after it was sent back. */
  async reportCompletion(
    tx: Tx,
    completion: {
      actor: Actor;
      projectId: string;
      narrative: string;
      photos: readonly EvidencePhotoDto[];
      acceptanceProtocolFileId: string;
    },
  ): Promise<void> {
    const { actor, projectId, narrative, photos, acceptanceProtocolFileId: fileId } = completion;
    const papers = [{ kind: 'acceptance_protocol' as const, fileId }];
    const report = { narrative, photos, invoices: [], papers };
    await this.reports.reportCompletion(tx, { actor, projectId, report });
  }

  /** @throws SpendingNotOpen, InvoicesKnown, InvoiceInFuture */
  async reportSpending(
    actor: Actor,
    projectId: string,
    dto: SpendingReportDto,
  ): Promise<SpendingView> {
    return this.database.inTransaction(async (tx) => {
      await this.spendings.report(tx, actor, projectId, dto);
      return this.reader.spending(tx, projectId);
    });
  }

  /** @throws CaseNotYours, CaseNotOpen */
  async acceptCase(actor: Actor, id: string, dto: AcceptVerificationDto) {
    return this.database.inTransaction(async (tx) => {
      await this.answers.accept(tx, actor, id, dto);
      return this.reader.cases(tx, actor);
    });
  }

  /** @throws CaseNotYours, CaseNotOpen, AnswersRefused */
  async answerCase(actor: Actor, id: string, dto: VerifyMilestoneDto) {
    return this.database.inTransaction(async (tx) => {
      await this.answers.answer(tx, actor, id, dto);
      return this.reader.cases(tx, actor);
    });
  }

  /** @throws MilestoneMissing, NoDoubtOpen, CaseTooClose */
  async decideDoubt(actor: Actor, id: string, dto: DecideReworkDto): Promise<MilestoneView> {
    return this.database.inTransaction(async (tx) => {
      await this.doubts.decide(tx, actor, id, dto);
      return this.viewOf(tx, id, actor);
    });
  }

  listOf(tx: Tx, projectId: string, actor: Actor | null = null): Promise<MilestoneView[]> {
    return this.reader.ofProject(tx, projectId, actor);
  }

  ofProject(actor: Actor, projectId: string): Promise<MilestoneView[]> {
    return this.database.inTransaction((tx) => this.reader.ofProject(tx, projectId, actor));
  }

  myCases(actor: Actor): Promise<VerificationCaseView[]> {
    return this.database.inTransaction((tx) => this.reader.cases(tx, actor));
  }

  doubtQueue(actor: Actor): Promise<MilestoneView[]> {
    return this.database.inTransaction((tx) => this.reader.inDoubt(tx, actor));
  }

  async standings(tx: Tx, projectId: string): Promise<MilestoneStanding[]> {
    const rows = await this.milestones.listOf(tx, projectId);
    return rows.map(({ id, kind, number, state }) => ({ id, kind, number, state }));
  }

  async verifiedCount(tx: Tx, projectId: string): Promise<number> {
    const standings = await this.standings(tx, projectId);
    return standings.filter(({ kind, state }) => kind === 'work' && state === 'verified').length;
  }

  spending(tx: Tx, projectId: string): Promise<SpendingView> {
    return this.reader.spending(tx, projectId);
  }

  /** Sum of all invoices of the project. */
  spentMinor(tx: Tx, projectId: string): Promise<number> {
    return this.evidence.spentMinor(tx, projectId);
  }

  /** Whose invoices were shown; `key` as `supplierKey` makes it. */
  suppliersOf(tx: Tx, projectId: string): Promise<{ key: string; name: string }[]> {
    return this.evidence.suppliersOf(tx, projectId);
  }

  /** Sum of all invoices of all projects. */
  spentTotal(tx: Tx): Promise<number> {
    return this.evidence.spentTotal(tx);
  }

  private async viewOf(tx: Tx, id: string, actor: Actor): Promise<MilestoneView> {
    const row = await this.milestones.find(tx, id);
    const views = await this.reader.ofProject(tx, row?.projectId ?? '', actor);
    const view = views.find((one) => one.id === id);
    if (view === undefined) throw new Error(`milestone ${id} has no view`);
    return view;
  }
}
