import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { GRANT_SHRUNK } from '../disbursements.events.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { ResizePlan } from '../tranches/resize-plan.js';
import { TranchesRepository, type TrancheRow } from '../tranches/tranches.repository.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { AgreementsRepository } from './agreements.repository.js';
import { RewordAgreement } from './reword-agreement.js';

const BEING_MADE = ['prepared', 'approved'];
const UNPAID = ['planned', 'conditions_met', 'on_hold', 'failed', ...BEING_MADE];
/** Below this a tranche would be of nothing: such a project is for staff to end (R82). */
const PART_MINOR_MIN = 100;

/**
 * L12, L13, R59: what a bank took back for good, or was given back to its donor, is missing at the end
 * of the plan, and the last tranche could never be paid. The grant becomes what was paid and what is
 * left, over the tranches that are not paid.
 */
@Injectable()
export class ShrinkGrant {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly transfers: TransfersRepository,
    private readonly plan: ResizePlan,
    private readonly checks: CheckTranches,
    private readonly rewording: RewordAgreement,
    private readonly ledger: LedgerService,
    private readonly contributions: ContributionsService,
    private readonly events: Events,
  ) {}

  /** Safe to call again: it looks at what is missing, not at what was lost. */
  async afterLoss(tx: Tx, projectId: string, causeId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    // What donors and funders leave with the project is planned anew when the last has answered.
    if ((await this.contributions.askedOf(tx, projectId)) !== null) return;
    const unpaid = await this.unpaidOf(tx, projectId);
    const leftMinor = await this.leftMinor(tx, projectId);
    const lostMinor = sumOf(unpaid) + agreement.reserveMinor - leftMinor;
    if (lostMinor <= 0 || leftMinor < PART_MINOR_MIN * unpaid.length) return;
    // Their approvals are of an amount that is not there any more.
    for (const tranche of unpaid.filter(({ state }) => BEING_MADE.includes(state))) {
      await this.checks.hold(tx, tranche, 'money-not-held');
    }
    await this.plan.run(tx, agreement, unpaid, leftMinor);
    const grantMinor = agreement.grantTotalMinor - lostMinor;
    await this.agreements.setGrantTotal(tx, projectId, grantMinor);
    await this.rewording.run(tx, projectId);
    const fact = { projectId, causeId, lostMinor, grantMinor };
    await this.events.publish(tx, GRANT_SHRUNK, fact);
  }

  /** What Stripe was asked to send has left the funds already. */
  private async unpaidOf(tx: Tx, projectId: string): Promise<TrancheRow[]> {
    const unpaid: TrancheRow[] = [];
    for (const tranche of await this.tranches.listOf(tx, projectId)) {
      if (!UNPAID.includes(tranche.state)) continue;
      if (!(await this.transfers.isAsked(tx, projectId, tranche.id))) unpaid.push(tranche);
    }
    return unpaid;
  }

  /** What rests in other disputes may come back: a grant does not shrink before it is lost. */
  private async leftMinor(tx: Tx, projectId: string): Promise<number> {
    const funds = ['2100', '2110'].map((code) => ({ code, subjectId: projectId }));
    const [giftsMinor = 0, matchingMinor = 0] = await this.ledger.balances(tx, funds);
    const restingMinor = await this.contributions.restingMinor(tx, projectId);
    return giftsMinor + matchingMinor + restingMinor;
  }
}

function sumOf(tranches: readonly TrancheRow[]): number {
  return tranches.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
