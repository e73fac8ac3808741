import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { coversPlan, decidedSums, evidencedSums } from './cofinancing.policy.js';
import { CommitmentsRepository } from './commitments.repository.js';

/** Why a campaign pauses when the plan is no longer covered; also what is shown for it. */
export const SHARE_MISSING = 'la-share-missing';

/**
 * Pushes down to the project what its authority has promised and proved. A campaign whose plan is
 * no longer covered pauses, and goes on when it is again.
 */
@Injectable()
export class TellCofinancing {
  constructor(
    private readonly commitments: CommitmentsRepository,
    private readonly projects: ProjectsService,
    private readonly campaigns: CampaignsService,
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
    const pause = { actor: SYSTEM, reason: SHARE_MISSING };
    if (isMet) await this.campaigns.endPause(tx, projectId, SHARE_MISSING);
    else await this.campaigns.pause(tx, projectId, pause);
  }
}
