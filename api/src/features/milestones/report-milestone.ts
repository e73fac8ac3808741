import { Injectable } from '@nestjs/common';
import type { Localized } from '@vatra/shared/localized.dto';
import { canMove } from '@vatra/shared/states/state-table';
import { MILESTONE_MOVES } from '@vatra/shared/milestones/milestone.states';
import type {
  EvidencePhotoDto,
  InvoiceDto,
  OtherEvidenceDto,
  ReportMilestoneDto,
} from '@vatra/shared/milestones/milestones.dto';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { CountInvoices } from './count-invoices.js';
import { DrawVerifiers } from './draw-verifiers.js';
import { KeepEvidence } from './keep-evidence.js';
import { EvidenceIncomplete, MilestoneMissing, ReportNotOpen } from './milestones.errors.js';
import { MILESTONE_REPORTED } from './milestones.events.js';
import { FLAG_OVERDUE } from './milestones.jobs.js';
import { MilestonesRepository, type MilestoneRow } from './milestones.repository.js';
import { missingEvidence } from './verifying.policy.js';

const VERIFIERS_NEEDED = 2;
const COMPLETION_TITLE: Localized = { ro: 'Finalizarea lucrărilor', en: 'Completion of the works' };
const COMPLETION_CRITERIA: readonly Localized[] = [
  { ro: 'Totul este construit și livrat', en: 'Everything is built and delivered' },
  { ro: 'Lucrarea funcționează', en: 'It works' },
  { ro: 'Este deschisă tuturor', en: 'It is open to everybody' },
];

interface Report {
  readonly narrative: string;
  readonly photos: readonly EvidencePhotoDto[];
  readonly invoices: readonly InvoiceDto[];
  readonly papers: readonly OtherEvidenceDto[];
}

/** The authority says that a part of the work, or the whole, is done, and shows it. */
@Injectable()
export class ReportMilestone {
  constructor(
    private readonly milestones: MilestonesRepository,
    private readonly evidence: KeepEvidence,
    private readonly invoices: CountInvoices,
    private readonly verifiers: DrawVerifiers,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /** @throws MilestoneMissing, ReportNotOpen, EvidenceIncomplete, InvoicesKnown */
  async report(tx: Tx, actor: Actor, milestoneId: string, dto: ReportMilestoneDto): Promise<void> {
    const milestone = await this.milestones.findForUpdate(tx, milestoneId);
    if (milestone === null) throw new MilestoneMissing();
    const project = await this.projects.get(tx, milestone.projectId);
    const authors = ['la_focal_point', 'la_mayor'] as const;
    this.organisations.requireRole(actor, project.leadOrganisationId, authors);
    const isOpen = milestone.kind === 'work' && project.state === 'implementing';
    if (!isOpen) throw new ReportNotOpen(milestone.state);
    await this.fileReport(tx, { actor, milestone, report: dto });
    await this.jobs.cancel(tx, FLAG_OVERDUE, milestone.id);
  }

  /**
   * Reports the whole work as done: looked at by verifiers like a milestone, again after each report
   * that was sent back. The completion report itself belongs to the results.
   */
  async reportCompletion(
    tx: Tx,
    completion: { actor: Actor; projectId: string; report: Report },
  ): Promise<void> {
    const { actor, projectId, report } = completion;
    const known = await this.milestones.findCompletionForUpdate(tx, projectId);
    const milestone = known ?? (await this.addCompletion(tx, actor, projectId));
    // Only the words were sent back: those who looked need not look again.
    if (!canMove(MILESTONE_MOVES, milestone.state, 'reported')) return;
    await this.fileReport(tx, { actor, milestone, report });
  }

  private async fileReport(
    tx: Tx,
    { actor, milestone, report }: { actor: Actor; milestone: MilestoneRow; report: Report },
  ): Promise<void> {
    if (!canMove(MILESTONE_MOVES, milestone.state, 'reported')) {
      throw new ReportNotOpen(milestone.state);
    }
    requireEvidence(milestone, report);
    const now = await this.clock.now(tx);
    const attempt = milestone.attempt + 1;
    const { id, projectId, kind } = milestone;
    await moveState(tx, { machine: 'milestone', id, from: milestone.state, to: 'reported', actor });
    await this.milestones.addReport(tx, {
      milestoneId: id,
      attempt,
      narrative: report.narrative,
      reportedBy: actor.personId,
      at: now,
    });
    await this.evidence.keep(tx, actor, { milestoneId: id, attempt, ...report });
    await this.invoices.add(tx, {
      projectId,
      milestone: { id, attempt },
      invoices: report.invoices,
      actor,
      now,
    });
    await this.events.publish(tx, MILESTONE_REPORTED, { milestoneId: id, projectId, kind });
    await this.verifiers.settle(tx, { ...milestone, state: 'reported', attempt, reportedAt: now });
  }

  private async addCompletion(tx: Tx, actor: Actor, projectId: string): Promise<MilestoneRow> {
    const works = await this.milestones.listOf(tx, projectId);
    const row = {
      id: newId(),
      projectId,
      kind: 'completion' as const,
      number: works.length + 1,
      title: COMPLETION_TITLE,
      criteria: COMPLETION_CRITERIA,
      evidenceRequired: ['photo', 'acceptance_protocol'],
      verifiersNeeded: VERIFIERS_NEEDED,
      state: 'planned' as const,
      dueAt: await this.clock.now(tx),
    };
    await this.milestones.insert(tx, row);
    await recordBirth(tx, { machine: 'milestone', id: row.id, state: row.state, actor });
    return { ...row, attempt: 0, reportedAt: null, verifiedAt: null, reworkDueAt: null };
  }
}

/** @throws EvidenceIncomplete naming what the plan asks for and the report lacks */
function requireEvidence(milestone: MilestoneRow, report: Report): void {
  const papers = (kind: string) => report.papers.filter((paper) => paper.kind === kind).length;
  const missing = missingEvidence(milestone.evidenceRequired, {
    photo: report.photos.length,
    invoice: report.invoices.length,
    minutes: papers('minutes'),
    acceptance_protocol: papers('acceptance_protocol'),
  });
  if (missing.length > 0) throw new EvidenceIncomplete(missing);
}
