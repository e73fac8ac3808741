import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { MakeAgreement } from '../agreements/make-agreement.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { EndProject, NOBODY_STAYED } from './end-project.js';

/**
 * Where a project goes when the amounts of its campaign are final: to an agreement over what it has, or
 * to its end when every gift was taken back (ruling 23). While banks claim all there is nobody knows
 * which of the two, and it waits for them.
 */
@Injectable()
export class SettleProject {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly contributions: ContributionsService,
    private readonly projects: ProjectsService,
    private readonly agreements: MakeAgreement,
    private readonly ending: EndProject,
    private readonly checks: CheckTranches,
  ) {}

  /** When the campaign settles, and again whenever a bank has decided about a gift. Safe to call again. */
  async run(
    tx: Tx,
    { campaignId, projectId }: { campaignId: string; projectId: string },
  ): Promise<void> {
    if ((await this.campaigns.get(tx, campaignId)).state !== 'settled') return;
    if ((await this.projects.get(tx, projectId)).state !== 'funded') return;
    const isAgreed =
      (await this.agreements.make(tx, projectId)) || (await this.endOrAgree(tx, projectId));
    if (isAgreed) await this.checks.check(tx, projectId);
  }

  /**
   * Without a lock: what a bank gave back since the first look is found by the second one, and what it
   * gives back after it calls this again.
   */
  private async endOrAgree(tx: Tx, projectId: string): Promise<boolean> {
    if ((await this.contributions.restingMinor(tx, projectId)) > 0) return false;
    if (await this.agreements.make(tx, projectId)) return true;
    const why = { actor: SYSTEM, reason: NOBODY_STAYED };
    await this.projects.markAgreementPending(tx, projectId, why.actor, why.reason);
    await this.ending.cancel(tx, projectId, why);
    return false;
  }
}
