import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor.js';
import { afterWorkingDays } from '../../platform/calendar/working-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { submissionProblems } from './file-checks.policy.js';
import { planDigest } from './plan-digest.js';
import { ProjectMoves } from './project-moves.js';
import { MAYOR_ROLES } from './project-roles.js';
import { ProjectConflict, ProjectIncomplete } from './projects.errors.js';
import { ProjectsRepository } from './projects.repository.js';
import { SectionsRepository } from './sections.repository.js';
import { WriteProject } from './write-project.js';

const REVIEW_WORKING_DAYS = 15;
const SUBMITTABLE: readonly string[] = ['draft', 'changes_requested'];
/** How often an unfunded project may try again. */
const RELAUNCHES_MAX = 2;

/** The mayor's two decisions about the file: hand it in, or try again after a failed collection. */
@Injectable()
export class SubmitProject {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly sections: SectionsRepository,
    private readonly writing: WriteProject,
    private readonly moves: ProjectMoves,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  /** Hands the file to the reviewers when it breaks no rule of R1, R2, R5 to R8, R10, R11, R13, R60. */
  async submit(tx: Tx, projectId: string, actor: Actor): Promise<void> {
    const project = await this.projects.getForUpdate(tx, projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, MAYOR_ROLES);
    if (!SUBMITTABLE.includes(project.state)) {
      throw new ProjectConflict('projects.not-editable', { state: project.state });
    }
    await this.writing.requireVerifiedLead(tx, project.leadOrganisationId);
    const sections = await this.sections.contentsOf(tx, projectId);
    const problems = submissionProblems(sections);
    if (problems.length > 0) throw new ProjectIncomplete(problems);
    if (planDigest(sections) === project.failedPlanDigest) {
      throw new ProjectConflict('projects.plan-unchanged');
    }
    const reviewDueAt = afterWorkingDays(await this.clock.now(tx), REVIEW_WORKING_DAYS, project);
    await this.projects.setSubmitted(tx, projectId, reviewDueAt);
    await this.moves.move(tx, project, 'submitted', { actor });
  }

  /** Opens the file of an unfunded project again; it must change before it can be handed in. */
  async relaunch(tx: Tx, projectId: string, actor: Actor): Promise<void> {
    const project = await this.projects.getForUpdate(tx, projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, MAYOR_ROLES);
    if (project.state !== 'unfunded') {
      throw new ProjectConflict('projects.not-unfunded', { state: project.state });
    }
    if (project.relaunches >= RELAUNCHES_MAX) {
      throw new ProjectConflict('projects.relaunches-exhausted', { max: RELAUNCHES_MAX });
    }
    const digest = planDigest(await this.sections.contentsOf(tx, projectId));
    await this.projects.setRelaunched(tx, projectId, digest);
    await this.moves.move(tx, project, 'draft', { actor, reason: 'relaunch' });
  }
}
