import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { MilestonesService } from '../../milestones/milestones.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';

/** The agreement was signed and the first money has arrived: the work begins. */
@Injectable()
export class BeginWork {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly projects: ProjectsService,
    private readonly milestones: MilestonesService,
  ) {}

  async whenMoneyArrived(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.find(tx, projectId);
    const project = await this.projects.get(tx, projectId);
    if (agreement === null || project.state !== 'agreement_pending') return;
    await this.projects.markImplementing(tx, projectId, SYSTEM);
    await this.milestones.planWhenWorkStarts(tx, projectId, agreement.signedAt ?? agreement.madeAt);
  }
}
