import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ProjectsService, type ProjectRecord } from '../../projects/projects.service.js';
import { coversPlan, decidedSums } from './cofinancing.policy.js';
import type { CommitmentRecord } from './commitment.record.js';
import { CommitmentsRepository } from './commitments.repository.js';

const DUTIES_MAX = 20;

/** Authorities hand in their council's decision, reviewers read it and its proofs. */
@Injectable()
export class CommitmentsDuties implements DutySource {
  constructor(
    private readonly commitments: CommitmentsRepository,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
    duties: Duties,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    return [...(await this.toDeclare(tx, actor)), ...(await this.toDecide(tx, actor))];
  }

  private async toDeclare(tx: Tx, { memberships }: Actor): Promise<DutyView[]> {
    const leads = memberships
      .filter(({ roles }) => roles.includes('la_focal_point') || roles.includes('la_mayor'))
      .map(({ organisationId }) => organisationId);
    const seeking = await this.projects.listInStates(
      tx,
      leads,
      ['seeking_endorsement'],
      DUTIES_MAX,
    );
    const duties: DutyView[] = [];
    for (const project of seeking) {
      const commitments = await this.commitments.listOfProject(tx, project.id);
      if (commitments.some(({ state }) => state === 'declared')) continue;
      const plan = await this.projects.fundingPlan(tx, project.id, 'optimum');
      if (!coversPlan(decidedSums(commitments), plan)) duties.push(declareDuty(project));
    }
    return duties;
  }

  private async toDecide(tx: Tx, actor: Actor): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('platform_reviewer')) return [];
    const declared = (await this.commitments.listDeclared(tx, null, DUTIES_MAX)).filter(
      ({ organisationId }) => isOutside(actor, organisationId),
    );
    const offered = await this.commitments.listOffered(tx, DUTIES_MAX);
    const projects = await this.projects.listByIds(tx, [
      ...declared.map(({ projectId }) => projectId),
      ...offered.map(({ projectId }) => projectId),
    ]);
    const now = await this.clock.now(tx);
    const decisions = declared.flatMap((row) => decideDuty(row, projects.get(row.projectId), now));
    const proofs = offered.flatMap(({ id, projectId }) =>
      evidenceDuty(id, projects.get(projectId), actor),
    );
    return [...decisions, ...proofs];
  }
}

function declareDuty({ id, title }: ProjectRecord): DutyView {
  return {
    kind: 'duty.matching.declare-commitment',
    subjectId: id,
    title,
    params: {},
    dueAt: null,
    path: `/authority/projects/${id}/commitment`,
    urgency: 'open',
  };
}

function decideDuty(
  commitment: CommitmentRecord,
  project: ProjectRecord | undefined,
  now: Date,
): DutyView[] {
  if (project === undefined) return [];
  const dueAt = commitment.reviewDueAt;
  return [
    {
      kind: 'duty.matching.decide-commitment',
      subjectId: commitment.id,
      title: project.title,
      params: {},
      dueAt: dueAt.toISOString(),
      path: `/review/commitments/${commitment.id}`,
      urgency: urgencyOf(dueAt, now),
    },
  ];
}

function evidenceDuty(id: string, project: ProjectRecord | undefined, actor: Actor): DutyView[] {
  if (project === undefined || !isOutside(actor, project.leadOrganisationId)) return [];
  return [
    {
      kind: 'duty.matching.decide-evidence',
      subjectId: id,
      title: project.title,
      params: {},
      dueAt: null,
      path: `/review/evidence/${id}`,
      urgency: 'open',
    },
  ];
}

function isOutside({ memberships }: Actor, organisationId: string): boolean {
  return memberships.every((membership) => membership.organisationId !== organisationId);
}
