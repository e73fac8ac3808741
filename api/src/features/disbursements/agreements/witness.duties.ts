import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { EndorsementsService } from '../../endorsements/endorsements.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from './agreements.repository.js';

/** R58: the board of an association that endorsed a project is asked to witness its agreement. */
@Injectable()
export class WitnessDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly clock: Clock,
    private readonly endorsements: EndorsementsService,
    private readonly projects: ProjectsService,
    private readonly agreements: AgreementsRepository,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const boards = actor.memberships.filter(({ roles }) => roles.includes('hta_board'));
    if (boards.length === 0) return [];
    const ids = boards.map(({ organisationId }) => organisationId);
    const endorsed = new Set(await this.endorsements.endorsedBy(tx, ids));
    const open = await this.agreements.listUnsigned(tx);
    const now = await this.clock.now(tx);
    const duties: DutyView[] = [];
    for (const { projectId, dueAt } of open.filter((one) => endorsed.has(one.projectId))) {
      if (await this.isWitnessed(tx, projectId)) continue;
      const { title } = await this.projects.get(tx, projectId);
      duties.push({
        kind: 'duty.disbursements.witness-agreement',
        subjectId: projectId,
        title,
        params: {},
        dueAt: dueAt.toISOString(),
        path: `/authority/projects/${projectId}/agreement`,
        urgency: urgencyOf(dueAt, now),
      });
    }
    return duties;
  }

  private async isWitnessed(tx: Tx, projectId: string): Promise<boolean> {
    const signatures = await this.agreements.signaturesOf(tx, [projectId]);
    return signatures.some(({ party }) => party === 'association');
  }
}
