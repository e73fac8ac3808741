import { Injectable } from '@nestjs/common';
import { proportionHalfUp } from '@vatra/shared/money';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { GrantMoney } from '../agreements/grant-money.js';
import { ExchangeRepository } from '../exchange/exchange.repository.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { replanned } from '../tranches/replan.policy.js';
import { TranchesRepository, type TrancheRow } from '../tranches/tranches.repository.js';

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
    private readonly exchange: ExchangeRepository,
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

  /** R76: lei that are fixed shrink with the euro that were to buy them. */
  private async resize(tx: Tx, tranche: TrancheRow, amountMinor: number): Promise<void> {
    const { id, targetMdlMinor: lei, amountMinor: before } = tranche;
    const targetMdlMinor = lei === null ? null : proportionHalfUp(lei, amountMinor, before);
    await this.exchange.setPart(tx, id, { amountMinor, targetMdlMinor });
  }

  /** The grant is what was paid out and what is left of it; its unpaid tranches share the rest. */
  async planAnew(tx: Tx, projectId: string, leftMinor: number): Promise<void> {
    const tranches = await this.tranches.listOf(tx, projectId);
    const unpaid = tranches.filter(({ state }) => UNPAID.includes(state));
    const agreement = await this.agreements.find(tx, projectId);
    const reserve = { id: projectId, amountMinor: agreement?.reserveMinor ?? 0 };
    const sharing = [...unpaid, ...(reserve.amountMinor > 0 ? [reserve] : [])];
    const parts = replanned(leftMinor, sharing);
    for (const tranche of unpaid) await this.resize(tx, tranche, parts.get(tranche.id) ?? 0);
    await this.exchange.setReserve(tx, projectId, parts.get(projectId) ?? 0);
    const paidMinor = tranches
      .filter(({ state }) => state === 'confirmed')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    await this.agreements.setGrantTotal(tx, projectId, paidMinor + leftMinor);
    await this.checks.check(tx, projectId);
  }
}
