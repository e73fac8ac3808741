import { Injectable } from '@nestjs/common';
import type {
  CommitmentEvidenceDto,
  DecideDto,
  DeclareCommitmentDto,
} from '@vatra/shared/matching/commitments.dto';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { Actor } from '../../../platform/actor.js';
import { afterWorkingDays } from '../../../platform/calendar/working-days.js';
import { compareDays, dayFrom, dayOf } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { FilesService } from '../../files/files.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService, type ProjectRecord } from '../../projects/projects.service.js';
import { counts, stateAfter, unproved } from './cofinancing.policy.js';
import type { CommitmentRecord, EvidenceRecord } from './commitment.record.js';
import { CommitmentConflict, CommitmentInvalid, OwnAuthority } from './commitments.errors.js';
import {
  COMMITMENT_DECIDED,
  COMMITMENT_DECLARED,
  COMMITMENT_EVIDENCED,
  COMMITMENT_REFUSED,
} from '../matching.events.js';
import { TELL_COFINANCING } from './commitments.jobs.js';
import { CommitmentsRepository } from './commitments.repository.js';
import { decidedPosting, evidencePosting } from './memo-postings.js';

const AUTHOR_ROLES: readonly OrganisationRole[] = ['la_focal_point', 'la_mayor'];
const BOOKKEEPING_ROLES: readonly OrganisationRole[] = [...AUTHOR_ROLES, 'la_accountant'];
const OF_PROJECT_MAX = 10;
const REVIEW_WORKING_DAYS = 10;
/** A council may decide before or after the review, but not for a project that is over. */
const CLOSED_TO_COMMITMENTS: readonly ProjectState[] = [
  'rejected',
  'lapsed',
  'completed',
  'in_follow_up',
  'closed',
  'cancelled',
  'wound_up',
];

/** The authority's own share: decided by its council (R9), proved by orders and delivery notes. */
@Injectable()
export class CommitCofinancing {
  constructor(
    private readonly commitments: CommitmentsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly ledger: LedgerService,
    private readonly files: FilesService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  async declare(
    tx: Tx,
    projectId: string,
    declared: DeclareCommitmentDto,
    actor: Actor,
  ): Promise<void> {
    const project = await this.projects.get(tx, projectId);
    const organisationId = project.leadOrganisationId;
    this.organisations.requireRole(actor, organisationId, AUTHOR_ROLES);
    await this.requireDeclarable(tx, project, declared);
    await this.files.requireUsable(tx, [declared.fileId], { purpose: 'council-decision' });
    const reviewDueAt = afterWorkingDays(await this.clock.now(tx), REVIEW_WORKING_DAYS, project);
    const about = { projectId, organisationId, reviewDueAt };
    const id = await this.commitments.insert(tx, about, declared, actor);
    await this.events.publish(tx, COMMITMENT_DECLARED, { commitmentId: id, projectId });
  }

  async decide(tx: Tx, id: string, verdict: DecideDto, actor: Actor): Promise<CommitmentRecord> {
    const commitment = await this.commitments.getForUpdate(tx, id);
    requireOutsider(commitment, actor);
    const { state, projectId } = commitment;
    if (state !== 'declared') throw new CommitmentConflict('matching.not-declared', { state });
    const by = { actor, reason: verdict.reason };
    const fact = { commitmentId: id, projectId };
    if (verdict.decision === 'refuse') {
      await this.commitments.move(tx, commitment, 'withdrawn', by);
      await this.events.publish(tx, COMMITMENT_REFUSED, fact);
      return commitment;
    }
    await this.commitments.move(tx, commitment, 'decided', by);
    await this.ledger.post(tx, decidedPosting(commitment, actor));
    await this.files.publish(tx, [commitment.fileId]);
    await this.jobs.schedule(tx, TELL_COFINANCING, projectId, null);
    await this.events.publish(tx, COMMITMENT_DECIDED, fact);
    return commitment;
  }

  async offerEvidence(
    tx: Tx,
    id: string,
    offered: CommitmentEvidenceDto,
    actor: Actor,
  ): Promise<CommitmentRecord> {
    const commitment = await this.commitments.getForUpdate(tx, id);
    this.organisations.requireRole(actor, commitment.organisationId, BOOKKEEPING_ROLES);
    requireRoom(commitment, offered);
    await this.files.requireUsable(tx, [offered.fileId], {});
    if (!(await this.commitments.insertEvidence(tx, id, offered, actor))) {
      throw new CommitmentInvalid('matching.evidence-shown-already', '/fileId');
    }
    return commitment;
  }

  async decideEvidence(
    tx: Tx,
    id: string,
    verdict: DecideDto,
    actor: Actor,
  ): Promise<CommitmentRecord> {
    const evidence = await this.commitments.getEvidenceForUpdate(tx, id);
    const commitment = await this.commitments.getForUpdate(tx, evidence.commitmentId);
    requireOutsider(commitment, actor);
    if (evidence.state !== 'offered') {
      throw new CommitmentConflict('matching.evidence-decided-already');
    }
    const state = verdict.decision === 'accept' ? 'accepted' : 'refused';
    await this.commitments.decideEvidence(tx, id, { state, reason: verdict.reason }, actor);
    if (state === 'accepted') await this.accept(tx, commitment, evidence, actor);
    return commitment;
  }

  private async accept(
    tx: Tx,
    commitment: CommitmentRecord,
    evidence: EvidenceRecord,
    actor: Actor,
  ): Promise<void> {
    requireRoom(commitment, evidence);
    const next = stateAfter(commitment, evidence);
    await this.commitments.addEvidenced(tx, commitment.id, evidence);
    if (next !== commitment.state) await this.commitments.move(tx, commitment, next, { actor });
    await this.ledger.post(tx, evidencePosting(commitment, evidence, actor));
    await this.files.publish(tx, [evidence.fileId]);
    await this.jobs.schedule(tx, TELL_COFINANCING, commitment.projectId, null);
    await this.events.publish(tx, COMMITMENT_EVIDENCED, {
      commitmentId: commitment.id,
      projectId: commitment.projectId,
    });
  }

  private async requireDeclarable(
    tx: Tx,
    { id, state, zone }: ProjectRecord,
    declared: DeclareCommitmentDto,
  ): Promise<void> {
    if (CLOSED_TO_COMMITMENTS.includes(state)) {
      throw new CommitmentConflict('matching.project-closed-to-commitments', { state });
    }
    if (declared.cashMinor + declared.inKindMinor === 0) {
      throw new CommitmentInvalid('matching.nothing-committed', '/cashMinor');
    }
    const today = dayOf(await this.clock.now(tx), zone);
    if (compareDays(dayFrom(declared.decisionDate), today) > 0) {
      throw new CommitmentInvalid('matching.decision-in-the-future', '/decisionDate');
    }
    if ((await this.commitments.listOfProject(tx, id)).length >= OF_PROJECT_MAX) {
      throw new CommitmentConflict('matching.too-many', { max: OF_PROJECT_MAX });
    }
  }
}

/** @throws OwnAuthority */
function requireOutsider({ organisationId }: CommitmentRecord, { memberships }: Actor): void {
  if (memberships.some((membership) => membership.organisationId === organisationId)) {
    throw new OwnAuthority();
  }
}

/** @throws CommitmentConflict */
function requireRoom(
  commitment: CommitmentRecord,
  { kind, amountMinor }: Pick<EvidenceRecord, 'kind' | 'amountMinor'>,
): void {
  const { state } = commitment;
  if (!counts(commitment)) throw new CommitmentConflict('matching.not-decided', { state });
  const leftMinor = unproved(commitment, kind);
  if (amountMinor > leftMinor) {
    throw new CommitmentConflict('matching.evidence-exceeds-commitment', { leftMinor });
  }
}
