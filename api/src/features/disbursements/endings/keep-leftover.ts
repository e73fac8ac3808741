import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { leftoverGoes } from './leftover.policy.js';

/**
 * R80: what a finished project has left, its authority's returns included. Matching follows its funds'
 * rules, the rest what the campaign had published: repairs, another project, or back in proportion.
 */
@Injectable()
export class KeepLeftover {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly projects: ProjectsService,
    private readonly campaigns: CampaignsService,
    private readonly contributions: ContributionsService,
    private readonly matching: MatchingService,
    private readonly ledger: LedgerService,
  ) {}

  async whenClosed(tx: Tx, projectId: string): Promise<void> {
    // Everything about a project's payments is decided under this lock.
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    const [giftsMinor = 0, matchingMinor = 0] = await this.ledger.balances(tx, [
      { code: '2100', subjectId: projectId },
      { code: '2110', subjectId: projectId },
    ]);
    const frozenMinor = await this.matching.frozenMinor(tx, projectId);
    const campaign = (await this.campaigns.ofProject(tx, [projectId])).get(projectId);
    const goes = leftoverGoes(
      giftsMinor + matchingMinor - frozenMinor,
      agreement?.grantTotalMinor ?? 0,
      campaign?.leftover ?? 'reserve',
    );
    await this.matching.returnLeftover(tx, projectId, projectId);
    if (goes === 'return') await this.contributions.shareOut(tx, projectId, 'returned');
    if (goes === 'project') await this.contributions.shareOut(tx, projectId, 'passed_on');
    await this.keep(tx, projectId, projectId);
  }

  /** Everybody has had their share by then: what comes back later is kept for repairs. */
  async whenReturned(tx: Tx, projectId: string, trancheId: string): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    if (state !== 'closed') return;
    await this.matching.returnLeftover(tx, projectId, trancheId);
    await this.keep(tx, projectId, trancheId);
  }

  /**
   * L11: what rested when the project closed, and its match, which is free since the bank gave way. No
   * more than that: should the closing itself not have been told yet, the rest has its own way to go.
   */
  async whenWon(
    tx: Tx,
    {
      projectId,
      disputeId,
      restedMinor,
    }: { restedMinor: number } & Record<'projectId' | 'disputeId', string>,
  ): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    if (state !== 'closed') return;
    await this.matching.returnLeftover(tx, projectId, disputeId);
    await this.keep(tx, projectId, disputeId, restedMinor);
  }

  /** L22, of what nobody has a share in. `cause` is what brought the money. */
  private async keep(
    tx: Tx,
    projectId: string,
    cause: string,
    atMostMinor = Number.MAX_SAFE_INTEGER,
  ): Promise<void> {
    const fund = { code: '2100', subjectId: projectId };
    const heldMinor = await this.ledger.balance(tx, fund);
    const leftMinor = Math.min(heldMinor, atMostMinor);
    if (leftMinor <= 0) return;
    await this.ledger.post(tx, {
      kind: 'L22',
      purposeKey: `L22:reserve:${cause}`,
      subject: { kind: 'project', id: projectId },
      projectId,
      lines: [
        { account: fund, debitMinor: leftMinor },
        { account: { code: '2160', subjectId: projectId }, creditMinor: leftMinor },
      ],
    });
  }
}
