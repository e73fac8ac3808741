import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import { GRANT_GROWN } from '../disbursements.events.js';
import { ResizePlan } from '../tranches/resize-plan.js';
import { AgreementsRepository } from './agreements.repository.js';
import { GrantMoney } from './grant-money.js';
import { RewordAgreement } from './reword-agreement.js';
import { isBeingMade, sumOf, UnpaidGrant } from './unpaid-grant.js';

interface Gain {
  readonly projectId: string;
  /** The gift that has come back to the project. */
  readonly contributionId: string;
  /** The dispute that was won, or the gift that stays. */
  readonly causeId: string;
}

/**
 * L11, R59: what rested in a dispute when the grant was fixed, or planned anew (R79), is no part of it.
 * Given back by the bank it is the project's again, and would lie idle until the end: it joins what is
 * still to be paid. Payments that somebody signs for stay as they are.
 */
@Injectable()
export class GrowGrant {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly unpaid: UnpaidGrant,
    private readonly money: GrantMoney,
    private readonly plan: ResizePlan,
    private readonly rewording: RewordAgreement,
    private readonly contributions: ContributionsService,
    private readonly matching: MatchingService,
    private readonly events: Events,
  ) {}

  /** Safe to call again: it looks at what is not planned, and takes of it what this gift brings. */
  async afterGain(tx: Tx, { projectId, contributionId, causeId }: Gain): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.cancelledAt !== null) return;
    // What donors and funders leave with the project is planned anew when the last has answered.
    if ((await this.contributions.askedOf(tx, projectId)) !== null) return;
    const unpaid = await this.unpaid.tranches(tx, projectId);
    const growing = unpaid.filter((tranche) => !isBeingMade(tranche));
    const plannedMinor = sumOf(unpaid) + agreement.reserveMinor;
    // What rests may be planned or not: it counts when it is back, or is missing when it is lost.
    const unplannedMinor = (await this.money.heldMinor(tx, projectId)) - plannedMinor;
    const gainedMinor = Math.min(unplannedMinor, await this.broughtBy(tx, contributionId));
    // With nothing left to be paid it is a leftover (R80).
    if (gainedMinor <= 0 || growing.length === 0) return;
    const sharedMinor = sumOf(growing) + agreement.reserveMinor + gainedMinor;
    await this.plan.run(tx, agreement, growing, sharedMinor);
    const grantMinor = agreement.grantTotalMinor + gainedMinor;
    await this.agreements.setGrantTotal(tx, projectId, grantMinor);
    await this.rewording.run(tx, projectId);
    await this.events.publish(tx, GRANT_GROWN, { projectId, causeId, gainedMinor, grantMinor });
  }

  /** A gift its donor still decides about brings nothing yet, nor does its match. */
  private async broughtBy(tx: Tx, contributionId: string): Promise<number> {
    const giftMinor = await this.contributions.heldByProject(tx, contributionId);
    if (giftMinor === 0) return 0;
    const matched = await this.matching.matchedOf(tx, [contributionId]);
    return giftMinor + (matched.get(contributionId) ?? 0);
  }
}
