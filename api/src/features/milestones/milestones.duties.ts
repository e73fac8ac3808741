import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties, type DutySource } from '../../platform/duties/duties.js';
import { urgencyOf } from '../../platform/duties/urgency.js';
import { ProjectsService } from '../projects/projects.service.js';
import { MilestonesRepository, type MilestoneRow } from './milestones.repository.js';
import { VerificationsRepository, type VerificationRow } from './verifications.repository.js';

const AUTHORS = ['la_focal_point', 'la_mayor'] as const;
const PROJECTS_MAX = 50;

/** Who has to report, to look, or to decide about a "no". */
@Injectable()
export class MilestoneDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly milestones: MilestonesRepository,
    private readonly verifications: VerificationsRepository,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const now = await this.clock.now(tx);
    return [
      ...(await this.toReport(tx, actor, now)),
      ...(await this.toVerify(tx, actor, now)),
      ...(await this.toDecide(tx, actor, now)),
    ];
  }

  private async toReport(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    const organisationIds = actor.memberships
      .filter(({ roles }) => AUTHORS.some((role) => roles.includes(role)))
      .map(({ organisationId }) => organisationId);
    if (organisationIds.length === 0) return [];
    const states = ['implementing'] as const;
    const projects = await this.projects.listInStates(tx, organisationIds, states, PROJECTS_MAX);
    const rows = await this.milestones.listToReport(
      tx,
      projects.map(({ id }) => id),
    );
    return rows
      .filter(({ kind }) => kind === 'work')
      .map((row) => {
        const project = projects.find(({ id }) => id === row.projectId);
        const kind = row.state === 'rework' ? 'put-right' : 'report';
        const dueAt = row.state === 'rework' ? (row.reworkDueAt ?? row.dueAt) : row.dueAt;
        const path = `/authority/projects/${row.projectId}/milestones/${row.id}`;
        const title = project?.title ?? null;
        return duty({ kind: `duty.milestones.${kind}`, row, dueAt, now, path, title });
      });
  }

  private async toVerify(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    if (actor.personId === null || !mayVerify(actor)) return [];
    const cases = await this.verifications.listOfPerson(tx, actor.personId, ['drawn', 'accepted']);
    const duties: DutyView[] = [];
    for (const verification of cases) duties.push(await this.caseDuty(tx, verification, now));
    return duties;
  }

  private async caseDuty(tx: Tx, verification: VerificationRow, now: Date): Promise<DutyView> {
    const [row] = await this.milestones.listByIds(tx, [verification.milestoneId]);
    if (row === undefined) throw new Error(`case ${verification.id} has no milestone`);
    const { title } = await this.projects.get(tx, row.projectId);
    const kind = `duty.milestones.${verification.state === 'drawn' ? 'accept-case' : 'visit'}`;
    const path = `/verify/${verification.id}`;
    const found = duty({ kind, row, dueAt: verification.dueAt, now, path, title });
    return { ...found, subjectId: verification.id };
  }

  private async toDecide(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('platform_reviewer')) return [];
    const doubts = await this.verifications.openDoubts(tx, null);
    const duties: DutyView[] = [];
    for (const doubt of doubts) {
      const [row] = await this.milestones.listByIds(tx, [doubt.milestoneId]);
      if (row === undefined || doubt.personId === actor.personId) continue;
      const { title } = await this.projects.get(tx, row.projectId);
      const path = `/review/milestones/${row.id}`;
      const kind = 'duty.milestones.decide-doubt';
      duties.push(duty({ kind, row, dueAt: doubt.dueAt, now, path, title }));
    }
    return duties;
  }
}

function mayVerify(actor: Actor): boolean {
  return (
    actor.platformRoles.includes('volunteer_verifier') ||
    actor.memberships.some(({ roles }) => roles.includes('hta_verifier'))
  );
}

function duty(parts: {
  kind: string;
  row: MilestoneRow;
  dueAt: Date;
  now: Date;
  path: string;
  title: DutyView['title'];
}): DutyView {
  const { kind, row, dueAt, now, path, title } = parts;
  return {
    kind,
    subjectId: row.id,
    title,
    params: { number: row.number },
    dueAt: dueAt.toISOString(),
    path,
    urgency: urgencyOf(dueAt, now),
  };
}
