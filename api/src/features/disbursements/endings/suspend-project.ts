import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { WORKS_SUSPENDED } from '../disbursements.events.js';
import { CheckTranches } from '../tranches/check-tranches.js';

interface Decided {
  readonly decisionId: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** While works stand still nothing is paid; what was being paid is prepared anew afterwards. */
@Injectable()
export class SuspendProject {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly checks: CheckTranches,
    private readonly projects: ProjectsService,
    private readonly events: Events,
  ) {}

  async suspend(tx: Tx, projectId: string, { decisionId, actor, reason }: Decided): Promise<void> {
    await this.agreements.findForUpdate(tx, projectId);
    await this.checks.holdAll(tx, projectId);
    await this.projects.markSuspended(tx, projectId, actor, reason);
    await this.events.publish(tx, WORKS_SUSPENDED, { projectId, decisionId });
  }

  async resume(tx: Tx, projectId: string, { actor, reason }: Decided): Promise<void> {
    await this.agreements.findForUpdate(tx, projectId);
    await this.projects.markImplementing(tx, projectId, actor, reason);
    await this.checks.check(tx, projectId);
  }
}
