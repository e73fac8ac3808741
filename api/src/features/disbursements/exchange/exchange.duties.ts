import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ExchangeRepository } from './exchange.repository.js';

const ROLES: readonly OrganisationRole[] = ['la_focal_point', 'la_mayor', 'la_accountant'];

/** R76: where the lei are fixed, only the authority's bank knows what arrived, so it is asked. */
@Injectable()
export class ExchangeDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly exchange: ExchangeRepository,
    private readonly projects: ProjectsService,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const organisationIds = actor.memberships
      .filter(({ roles }) => roles.some((role) => ROLES.includes(role)))
      .map(({ organisationId }) => organisationId);
    if (organisationIds.length === 0) return [];
    const unsaid = await this.exchange.unsaid(tx, organisationIds);
    const projects = await this.projects.listByIds(tx, [
      ...new Set(unsaid.map(({ projectId }) => projectId)),
    ]);
    return unsaid.map(({ trancheId, projectId, number }) => ({
      kind: 'duty.disbursements.say-received',
      subjectId: trancheId,
      title: projects.get(projectId)?.title ?? null,
      params: { tranche: number },
      dueAt: null,
      path: `/authority/projects/${projectId}`,
      urgency: 'open',
    }));
  }
}
