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
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { AnswerVerification } from './answer-verification.js';
import { CountInvoices } from './count-invoices.js';
import { DecideDoubt } from './decide-doubt.js';
import { DrawVerifiers } from './draw-verifiers.js';
import { EvidenceRepository } from './evidence.repository.js';
import { SpendingNotOpen } from './milestones.errors.js';
import { MILESTONE_OVERDUE, SPENDING_REPORTED } from './milestones.events.js';
import { FLAG_OVERDUE } from './milestones.jobs.js';
import { MilestonesRepository } from './milestones.repository.js';
import { ReadMilestones } from './read-milestones.js';
import { ReportMilestone } from './report-milestone.js';

/** R66: two verifiers. Works above EUR 25,000 should have a technical person too; not in force yet. */
const VERIFIERS_NEEDED = 2;
const OVERDUE_AFTER_DAYS = 7;
const SPENDING_STATES = ['implementing', 'completion_reported'];

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
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly milestones: MilestonesRepository,
    private readonly evidence: EvidenceRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly reports: ReportMilestone,
    private readonly answers: AnswerVerification,
    private readonly doubts: DecideDoubt,
    private readonly verifiers: DrawVerifiers,
    private readonly invoices: CountInvoices,
    private readonly reader: ReadMilestones,
  ) {}

  /** Turns the project's plan into milestones, due counted from the signing; safe to call again. */
  async planWhenWorkStarts(tx: Tx, projectId: string, signedAt: Date): Promise<void> {
    if ((await this.milestones.listOf(tx, projectId)).length > 0) return;
    const { zone } = await this.projects.get(tx, projectId);
    const plan = await this.projects.milestonePlan(tx, projectId);
    for (const [index, planned] of plan.entries()) {
      const id = newId();
      const dueAt = addDays(signedAt, planned.dueDays, zone);
      await this.milestones.insert(tx, {
        id,
        projectId,
        kind: 'work',
        number: index + 1,
        title: planned.title,
        criteria: planned.criteria.map(({ text }) => text),
        evidenceRequired: planned.evidence,
        verifiersNeeded: VERIFIERS_NEEDED,
        state: 'planned',
        dueAt,
      });
      await recordBirth(tx, { machine: 'milestone', id, state: 'planned', actor: SYSTEM });
      await this.jobs.schedule(tx, FLAG_OVERDUE, id, addDays(dueAt, OVERDUE_AFTER_DAYS, zone));
    }
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
      const project = await this.projects.get(tx, projectId);
      const roles = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;
      this.organisations.requireRole(actor, project.leadOrganisationId, roles);
      if (!SPENDING_STATES.includes(project.state)) throw new SpendingNotOpen(project.state);
      const now = await this.clock.now(tx);
      const { invoices } = dto;
      await this.invoices.add(tx, { projectId, milestone: null, invoices, actor, now });
      await this.events.publish(tx, SPENDING_REPORTED, { projectId });
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

  lapseCase(tx: Tx, verificationId: string): Promise<void> {
    return this.answers.lapse(tx, SYSTEM, verificationId);
  }

  async drawAgain(tx: Tx, milestoneId: string): Promise<void> {
    const milestone = await this.milestones.findForUpdate(tx, milestoneId);
    if (milestone !== null) await this.verifiers.settle(tx, milestone);
  }

  /** A milestone that nobody reported is flagged in public a week after it was due. */
  async flagOverdue(tx: Tx, milestoneId: string): Promise<void> {
    const milestone = await this.milestones.findForUpdate(tx, milestoneId);
    if (milestone?.state !== 'planned') return;
    const { id, projectId, kind } = milestone;
    const actor = SYSTEM;
    await moveState(tx, { machine: 'milestone', id, from: 'planned', to: 'overdue', actor });
    await this.events.publish(tx, MILESTONE_OVERDUE, { milestoneId: id, projectId, kind });
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

  private async viewOf(tx: Tx, id: string, actor: Actor): Promise<MilestoneView> {
    const row = await this.milestones.find(tx, id);
    const views = await this.reader.ofProject(tx, row?.projectId ?? '', actor);
    const view = views.find((one) => one.id === id);
    if (view === undefined) throw new Error(`milestone ${id} has no view`);
    return view;
  }
}
