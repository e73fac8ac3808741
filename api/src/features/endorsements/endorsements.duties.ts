import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties, type DutySource } from '../../platform/duties/duties.js';
import { urgencyOf } from '../../platform/duties/urgency.js';
import { ProjectsService } from '../projects/projects.service.js';
import type { EndorsementRecord } from './endorsement.record.js';
import { EndorsementsRepository } from './endorsements.repository.js';

const DUTIES_MAX = 20;

/** Members vote, boards open calls, authorities ask for endorsements. */
@Injectable()
export class EndorsementsDuties implements DutySource {
  constructor(
    private readonly endorsements: EndorsementsRepository,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
    duties: Duties,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    return [
      ...(await this.toVote(tx, actor)),
      ...(await this.toOpen(tx, actor)),
      ...(await this.toRequest(tx, actor)),
    ];
  }

  private async toVote(tx: Tx, { personId }: Actor): Promise<DutyView[]> {
    if (personId === null) return [];
    const calls = await this.endorsements.listToVote(tx, personId, DUTIES_MAX);
    return this.duties(tx, calls, 'vote');
  }

  private async toOpen(tx: Tx, { memberships }: Actor): Promise<DutyView[]> {
    const boards = memberships
      .filter(({ roles }) => roles.includes('hta_board'))
      .map(({ organisationId }) => organisationId);
    if (boards.length === 0) return [];
    const asked = await this.endorsements.listInState(tx, boards, 'requested', DUTIES_MAX);
    return this.duties(tx, asked, 'open-call');
  }

  /** A project that seeks endorsement and has asked nobody yet. */
  private async toRequest(tx: Tx, { memberships }: Actor): Promise<DutyView[]> {
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
    for (const { id, title } of seeking) {
      const asked = await this.endorsements.listOfProject(tx, id);
      if (asked.some(({ state }) => state !== 'rejected' && state !== 'expired')) continue;
      duties.push({
        kind: 'duty.endorsements.request',
        subjectId: id,
        title,
        params: {},
        dueAt: null,
        path: `/authority/projects/${id}`,
        urgency: 'open',
      });
    }
    return duties;
  }

  private async duties(
    tx: Tx,
    endorsements: readonly EndorsementRecord[],
    verb: 'vote' | 'open-call',
  ): Promise<DutyView[]> {
    const projects = await this.projects.listByIds(
      tx,
      endorsements.map(({ projectId }) => projectId),
    );
    const now = await this.clock.now(tx);
    return endorsements.map(({ id, projectId, callNumber, closesAt }) => ({
      kind: `duty.endorsements.${verb}`,
      subjectId: id,
      title: projects.get(projectId)?.title ?? null,
      params: { call: callNumber },
      dueAt: closesAt?.toISOString() ?? null,
      path: `/association/endorsements/${id}`,
      urgency: urgencyOf(closesAt, now),
    }));
  }
}
