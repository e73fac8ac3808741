import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { replanned } from '../tranches/replan.policy.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { EndProject } from './end-project.js';

const LEFT = ['sent', 'confirmed', 'returned'];
/** Why a project ended of which no donor left anything. */
const NOBODY_STAYED = 'nobody-stayed';
const UNPAID = ['planned', 'conditions_met', 'on_hold', 'failed'];

/**
 * R79: half a year after the success of its campaign nothing of a project's money was paid out. Every
 * donor is asked anew; what they leave with the project is the grant.
 */
@Injectable()
export class IdleMoney {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly checks: CheckTranches,
    private readonly projects: ProjectsService,
    private readonly contributions: ContributionsService,
    private readonly ledger: LedgerService,
    private readonly ending: EndProject,
  ) {}

  async look(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    const { state } = await this.projects.get(tx, projectId);
    const tranches = await this.tranches.listOf(tx, projectId);
    const isIdle = tranches.every((tranche) => !LEFT.includes(tranche.state));
    if (state !== 'agreement_pending' || !isIdle) return;
    await this.checks.holdAll(tx, projectId, 'donors-asked');
    await this.contributions.shareOut(tx, projectId, 'idle');
    await this.checks.check(tx, projectId);
  }

  /**
   * Everybody has answered, or their time is over: what is left is planned anew and goes on. Where
   * nothing is left, the project ends.
   */
  async whenAnswered(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    const balances = await this.ledger.balances(tx, [
      { code: '2100', subjectId: projectId },
      { code: '2110', subjectId: projectId },
    ]);
    const leftMinor = balances.reduce((sum, balance) => sum + balance, 0);
    if (leftMinor === 0) {
      await this.ending.cancel(tx, projectId, { actor: SYSTEM, reason: NOBODY_STAYED });
      return;
    }
    await this.replan(tx, projectId, leftMinor);
    await this.checks.check(tx, projectId);
  }

  private async replan(tx: Tx, projectId: string, leftMinor: number): Promise<void> {
    const tranches = await this.tranches.listOf(tx, projectId);
    const unpaid = tranches.filter(({ state }) => UNPAID.includes(state));
    for (const [id, minor] of replanned(leftMinor, unpaid)) {
      await this.tranches.setAmount(tx, id, minor);
    }
    await this.agreements.setGrantTotal(tx, projectId, leftMinor);
  }
}
