import { Injectable } from '@nestjs/common';
import type { ConflictKind } from '@vatra/shared/endorsements/endorsements.dto';
import type {
  AcceptVerificationDto,
  VerifyMilestoneDto,
} from '@vatra/shared/milestones/milestones.dto';
import type { Actor } from '../../platform/actor.js';
import { afterWorkingDays } from '../../platform/calendar/working-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { DrawVerifiers } from './draw-verifiers.js';
import { KeepEvidence } from './keep-evidence.js';
import {
  AnswersRefused,
  CaseNotOpen,
  CaseNotYours,
  MilestoneMissing,
} from './milestones.errors.js';
import { MILESTONE_DOUBTED } from './milestones.events.js';
import { LAPSE_VERIFICATION } from './milestones.jobs.js';
import { MilestonesRepository, type MilestoneRow } from './milestones.repository.js';
import { VerificationsRepository, type VerificationRow } from './verifications.repository.js';
import { answersAreComplete, answersContradict } from './verifying.policy.js';

const DECIDE_DOUBT_WORKING_DAYS = 10;

interface Case {
  readonly milestone: MilestoneRow;
  readonly verification: VerificationRow;
}

/** What a drawn verifier does: declare a conflict or none, look, and say what they saw (R67). */
@Injectable()
export class AnswerVerification {
  constructor(
    private readonly milestones: MilestonesRepository,
    private readonly verifications: VerificationsRepository,
    private readonly evidence: KeepEvidence,
    private readonly verifiers: DrawVerifiers,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Takes the case, or gives it to another when there is a conflict: a declared one, or membership
   * of the authority, whatever was declared (R29).
   *
   * @throws CaseNotYours, CaseNotOpen
   */
  async accept(tx: Tx, actor: Actor, id: string, dto: AcceptVerificationDto): Promise<void> {
    const { milestone, verification } = await this.caseOf(tx, actor, id, 'drawn');
    const conflict = await this.conflictOf(tx, actor, milestone, dto.conflict);
    await this.verifications.setConflict(tx, id, conflict);
    await this.organisations.declareConflict(tx, {
      personId: verification.personId,
      subjectKind: 'milestone',
      subjectId: milestone.id,
      kind: conflict,
      actedAs: 'verifier',
    });
    if (conflict !== 'none') {
      await this.decline(tx, actor, { milestone, verification }, 'conflict');
      return;
    }
    await moveState(tx, { machine: 'verification', id, from: 'drawn', to: 'accepted', actor });
    if (milestone.state === 'reported') {
      const { id: milestoneId } = milestone;
      await moveState(tx, {
        machine: 'milestone',
        id: milestoneId,
        from: 'reported',
        to: 'under_verification',
        actor,
      });
    }
  }

  /** @throws CaseNotYours, CaseNotOpen, AnswersRefused */
  async answer(tx: Tx, actor: Actor, id: string, dto: VerifyMilestoneDto): Promise<void> {
    const { milestone, verification } = await this.caseOf(tx, actor, id, 'accepted');
    const now = await this.clock.now(tx);
    requireSoundAnswers(milestone, dto, now);
    await this.evidence.keepOwnPhotos(tx, actor, verification, dto.photoIds);
    await this.verifications.setAnswer(tx, id, {
      visitDate: dto.visitDate,
      result: dto.result,
      note: dto.note ?? null,
      answers: dto.answers,
      at: now,
    });
    await moveState(tx, { machine: 'verification', id, from: 'accepted', to: 'answered', actor });
    await this.jobs.cancel(tx, LAPSE_VERIFICATION, id);
    if (dto.result === 'no') await this.raiseDoubt(tx, { milestone, verification }, now);
    await this.verifiers.settle(tx, milestone);
  }

  /** Whoever did not answer in time gives way to another; an answered case stays. */
  async lapse(tx: Tx, actor: Actor, id: string): Promise<void> {
    const found = await this.verifications.find(tx, id);
    const milestone =
      found === null ? null : await this.milestones.findForUpdate(tx, found.milestoneId);
    const verification = await this.verifications.find(tx, id);
    if (milestone === null || verification === null) return;
    if (!['drawn', 'accepted'].includes(verification.state)) return;
    await this.decline(tx, actor, { milestone, verification }, 'lapsed');
  }

  private async decline(tx: Tx, actor: Actor, found: Case, reason: string): Promise<void> {
    const { milestone, verification } = found;
    await moveState(tx, {
      machine: 'verification',
      id: verification.id,
      from: verification.state,
      to: 'declined',
      actor,
      reason,
    });
    await this.jobs.cancel(tx, LAPSE_VERIFICATION, verification.id);
    if (verification.attempt === milestone.attempt) await this.verifiers.settle(tx, milestone);
  }

  /** The milestone is locked first, so that two verifiers of one report wait for each other. */
  private async caseOf(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: VerificationRow['state'],
  ): Promise<Case> {
    const found = await this.verifications.find(tx, id);
    if (found === null) throw new MilestoneMissing();
    if (found.personId !== actor.personId) throw new CaseNotYours();
    const milestone = await this.milestones.findForUpdate(tx, found.milestoneId);
    const verification = await this.verifications.find(tx, id);
    if (milestone === null || verification === null) throw new MilestoneMissing();
    const isCurrent =
      verification.state === expected &&
      verification.attempt === milestone.attempt &&
      ['reported', 'under_verification'].includes(milestone.state);
    if (!isCurrent) throw new CaseNotOpen(verification.state);
    return { milestone, verification };
  }

  private async conflictOf(
    tx: Tx,
    actor: Actor,
    milestone: MilestoneRow,
    declared: ConflictKind,
  ): Promise<ConflictKind> {
    if (declared !== 'none' || actor.personId === null) return declared;
    const project = await this.projects.get(tx, milestone.projectId);
    const lead = project.leadOrganisationId;
    const isOfAuthority = await this.organisations.isMemberNow(tx, actor.personId, lead);
    return isOfAuthority ? 'employment' : 'none';
  }

  private async raiseDoubt(tx: Tx, found: Case, now: Date): Promise<void> {
    const { milestone, verification } = found;
    const project = await this.projects.get(tx, milestone.projectId);
    await this.verifications.raiseDoubt(tx, {
      verificationId: verification.id,
      milestoneId: milestone.id,
      attempt: milestone.attempt,
      raisedAt: now,
      dueAt: afterWorkingDays(now, DECIDE_DOUBT_WORKING_DAYS, project),
    });
    const { id: milestoneId, projectId, kind } = milestone;
    await this.events.publish(tx, MILESTONE_DOUBTED, { milestoneId, projectId, kind });
  }
}

/** @throws AnswersRefused */
function requireSoundAnswers(milestone: MilestoneRow, dto: VerifyMilestoneDto, now: Date): void {
  if (!answersAreComplete(milestone.criteria.length, dto.answers)) {
    throw new AnswersRefused('milestones.answers-incomplete', '/answers');
  }
  if (answersContradict(dto.result, dto.answers)) {
    throw new AnswersRefused('milestones.answers-contradict', '/result');
  }
  if (dto.result !== 'cannot_tell' && dto.photoIds.length === 0) {
    throw new AnswersRefused('milestones.photo-missing', '/photoIds');
  }
  if (dto.visitDate > now.toISOString().slice(0, 10)) {
    throw new AnswersRefused('milestones.visit-in-future', '/visitDate');
  }
}
