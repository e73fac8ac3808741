import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { GRANT_SHRUNK } from '../disbursements.events.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { ResizePlan } from '../tranches/resize-plan.js';
import { AgreementsRepository } from './agreements.repository.js';
import { RewordAgreement } from './reword-agreement.js';
import { isBeingMade, sumOf, UnpaidGrant } from './unpaid-grant.js';

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
    private readonly unpaid: UnpaidGrant,
    private readonly plan: ResizePlan,
    private readonly checks: CheckTranches,
    private readonly rewording: RewordAgreement,
    private readonly contributions: ContributionsService,
    private readonly events: Events,
  ) {}

  /** Safe to call again: it looks at what is missing, not at what was lost. */
  async afterLoss(tx: Tx, projectId: string, causeId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    // What donors and funders leave with the project is planned anew when the last has answered.
    if ((await this.contributions.askedOf(tx, projectId)) !== null) return;
    const unpaid = await this.unpaid.tranches(tx, projectId);
    const leftMinor = await this.unpaid.leftMinor(tx, projectId);
    const lostMinor = sumOf(unpaid) + agreement.reserveMinor - leftMinor;
    if (lostMinor <= 0 || leftMinor < PART_MINOR_MIN * unpaid.length) return;
    // Their approvals are of an amount that is not there any more.
    for (const tranche of unpaid.filter(isBeingMade)) {
      await this.checks.hold(tx, tranche, 'money-not-held');
    }
    await this.plan.run(tx, agreement, unpaid, leftMinor);
    const grantMinor = agreement.grantTotalMinor - lostMinor;
    await this.agreements.setGrantTotal(tx, projectId, grantMinor);
    await this.rewording.run(tx, projectId);
    const fact = { projectId, causeId, lostMinor, grantMinor };
    await this.events.publish(tx, GRANT_SHRUNK, fact);
  }
}
