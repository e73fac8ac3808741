import { Injectable } from '@nestjs/common';
import type { ReviewProjectDto } from '@vatra/shared/projects/project-review.dto';
import type { Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { FilesService } from '../files/files.service.js';
import { ProjectFactsRepository } from './project-facts.repository.js';
import { ProjectMoves } from './project-moves.js';
import { ProjectReadiness } from './project-readiness.js';
import type { ProjectRecord } from './project.record.js';
import { ProjectConflict, ProjectInvalid, ReviewerExcluded } from './projects.errors.js';
import { LAPSE_PROJECT } from './projects.jobs.js';
import { ProjectsRepository } from './projects.repository.js';
import { publicFiles } from './section-files.js';
import { SectionsRepository } from './sections.repository.js';

const ROUNDS_MAX = 3;
const SEEKING_DAYS_MAX = 180;

const MOVES = {
  accept: 'seeking_endorsement',
  request_changes: 'changes_requested',
  reject: 'rejected',
} as const;

/** The reviewer's decision, or the reviewer's stepping back. */
@Injectable()
export class ReviewProject {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly sections: SectionsRepository,
    private readonly facts: ProjectFactsRepository,
    private readonly readiness: ProjectReadiness,
    private readonly moves: ProjectMoves,
    private readonly files: FilesService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /**
   * A declared conflict is kept and takes this reviewer off the project; the decision is another's.
   *
   * @throws ReviewerExcluded, ProjectConflict, ProjectInvalid
   */
  async review(tx: Tx, projectId: string, review: ReviewProjectDto, actor: Actor): Promise<void> {
    const project = await this.projects.getForUpdate(tx, projectId);
    const reviewerId = await this.requireImpartial(tx, project, actor);
    if (project.state !== 'submitted') {
      throw new ProjectConflict('projects.not-under-review', { state: project.state });
    }
    const kept = { projectId, round: project.reviewRounds + 1, reviewerId, reason: review.reason };
    if (review.hasConflict) {
      await this.facts.insertReview(tx, { ...kept, decision: 'recuse', scores: null });
      return;
    }
    requireDecidable(project, review);
    const scores = review.decision === 'accept' ? (review.scores ?? null) : null;
    await this.facts.insertReview(tx, { ...kept, decision: review.decision, scores });
    await this.projects.setReviewed(tx, projectId, {
      reason: review.reason,
      isNewRound: review.decision === 'request_changes',
      isPublished: review.decision === 'accept',
    });
    await this.moves.move(tx, project, MOVES[review.decision], { actor, reason: review.reason });
    if (review.decision === 'accept') await this.open(tx, project, actor);
  }

  /** The file adds up (R7 was tested at submission) and becomes public; 180 days to get ready. */
  private async open(tx: Tx, project: ProjectRecord, actor: Actor): Promise<void> {
    const files = publicFiles(await this.sections.contentsOf(tx, project.id));
    await this.files.publish(tx, files);
    const lapsesAt = addDays(await this.clock.now(tx), SEEKING_DAYS_MAX, project.zone);
    await this.jobs.schedule(tx, LAPSE_PROJECT, project.id, lapsesAt);
    // What an earlier try had gathered may not fit the plan of this one; who knows tells it again.
    for (const name of ['endorsement', 'la_commitment'] as const) {
      await this.readiness.record(tx, project.id, { name, met: false }, actor);
    }
    await this.readiness.record(tx, project.id, { name: 'funding_plan', met: true }, actor);
  }

  /** @throws ReviewerExcluded */
  private async requireImpartial(tx: Tx, project: ProjectRecord, actor: Actor): Promise<string> {
    const { personId, memberships } = actor;
    const isOfAuthority = memberships.some(
      ({ organisationId }) => organisationId === project.leadOrganisationId,
    );
    if (personId === null || isOfAuthority) {
      throw new ReviewerExcluded('projects.reviewer-of-the-authority');
    }
    if (await this.facts.isRecused(tx, project.id, personId)) {
      throw new ReviewerExcluded('projects.reviewer-recused');
    }
    return personId;
  }
}

function requireDecidable({ reviewRounds }: ProjectRecord, review: ReviewProjectDto): void {
  if (review.decision === 'request_changes' && reviewRounds >= ROUNDS_MAX) {
    throw new ProjectConflict('projects.rounds-exhausted', { max: ROUNDS_MAX });
  }
  if (review.decision === 'accept' && review.scores === undefined) {
    throw new ProjectInvalid('projects.scores-missing', '/scores');
  }
}
