import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { coversPlan, decidedSums, evidencedSums } from './cofinancing.policy.js';
import { CommitmentsRepository } from './commitments.repository.js';

/** Pushes down to the project what its authority has promised and proved. */
@Injectable()
export class TellCofinancing {
  constructor(
    private readonly commitments: CommitmentsRepository,
    private readonly projects: ProjectsService,
  ) {}

  async tell(tx: Tx, projectId: string): Promise<void> {
    const commitments = await this.commitments.listOfProject(tx, projectId);
    const decided = decidedSums(commitments);
    const evidenced = evidencedSums(commitments);
    await this.projects.recordCofinancing(tx, projectId, {
      committedMinor: decided.cashMinor + decided.inKindMinor,
      evidencedMinor: evidenced.cashMinor + evidenced.inKindMinor,
    });
    const plan = await this.projects.fundingPlan(tx, projectId, 'optimum');
    const isMet = plan.length > 0 && coversPlan(decided, plan);
    await this.projects.recordReadiness(tx, projectId, 'la_commitment', isMet, SYSTEM);
  }
}
