import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { GrantMoney } from '../agreements/grant-money.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { ResizePlan } from '../tranches/resize-plan.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';

const UNPAID = ['planned', 'conditions_met', 'on_hold', 'failed'];

/**
 * R78, R79: donors and funders of works that go on are asked anew about what was not paid out, and
 * nothing is paid meanwhile. What they leave with the project is planned anew. Under the lock of the
 * agreement.
 */
@Injectable()
export class AskAnew {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly plan: ResizePlan,
    private readonly checks: CheckTranches,
    private readonly contributions: ContributionsService,
    private readonly money: GrantMoney,
  ) {}

  async ask(tx: Tx, projectId: string, reason: 'idle' | 'purpose'): Promise<void> {
    await this.checks.holdAll(tx, projectId, 'donors-asked');
    await this.contributions.shareOut(tx, projectId, reason);
    await this.checks.check(tx, projectId);
  }

  leftWith(tx: Tx, projectId: string): Promise<number> {
    return this.money.heldMinor(tx, projectId);
  }

  /** The grant is what was paid out and what is left of it; its unpaid tranches share the rest. */
  async planAnew(tx: Tx, projectId: string, leftMinor: number): Promise<void> {
    const tranches = await this.tranches.listOf(tx, projectId);
    const unpaid = tranches.filter(({ state }) => UNPAID.includes(state));
    const agreement = await this.agreements.find(tx, projectId);
    const reserveMinor = agreement?.reserveMinor ?? 0;
    await this.plan.run(tx, { projectId, reserveMinor }, unpaid, leftMinor);
    const paidMinor = tranches
      .filter(({ state }) => state === 'confirmed')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    await this.agreements.setGrantTotal(tx, projectId, paidMinor + leftMinor);
    await this.checks.check(tx, projectId);
  }
}
