import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import {
  heldOf,
  type ContributionRecord,
  type RefundReason,
  type RefundRecord,
  type Settlement,
} from '../contribution.record.js';
import { keepsMatch } from '../choices/choice-options.policy.js';
import { OweByBank } from '../claims/owe-by-bank.js';
import { ContributionConflict } from '../contributions.errors.js';
import { REFUND_DECIDED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { GiftMoney } from '../gift-money.js';
import { refundPosting } from '../postings.js';
import { presentedOf } from '../presented.policy.js';
import { choiceRefund, type RefundParts } from './refund-parts.policy.js';
import { RefundsRepository, type NewRefund } from './refunds.repository.js';
import { SendRefund } from './send-refund.js';

export interface RefundDecision {
  readonly reason: RefundReason;
  /** The system itself when absent. */
  readonly actor?: Actor;
  /** Everything that has not gone back yet when absent. */
  readonly parts?: RefundParts;
  /** Somebody made it on the provider's own pages, with this amount: nothing is left to ask for. */
  readonly made?: { readonly id: string; readonly amountMinor: number };
}

/**
 * Sends a payment back, or a part of it. At the decision the money leaves the fund and is owed to the
 * donor; a worker asks the provider, or finance pays by the bank; the books close when the provider's
 * balance transaction or the bank's line is there (rulings 14, 17, 26 and 29).
 */
@Injectable()
export class RefundContribution {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly contributions: ContributionsRepository,
    private readonly sending: SendRefund,
    private readonly owing: OweByBank,
    private readonly money: GiftMoney,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly matching: MatchingService,
    private readonly events: Events,
  ) {}

  /**
   * Within the caller's transaction, with the contribution's row locked.
   *
   * @returns the id of the refund
   * @throws ContributionConflict, NotEnoughHeld
   */
  async decide(
    tx: Tx,
    contribution: ContributionRecord,
    { reason, actor = SYSTEM, parts: chosen, made }: RefundDecision,
  ): Promise<string> {
    const { id } = contribution;
    const settled = requireSettled(contribution);
    if (made === undefined) requireFree(contribution);
    const parts = chosen ?? choiceRefund(contribution, settled);
    const chargeId = await this.chargeOf(tx, contribution);
    if (parts.amountMinor <= 0) throw new ContributionConflict('contributions.nothing-left');
    const refundId = newId();
    const presented = await this.presentedOf(tx, chargeId, parts, made);
    const account = await this.money.accountOf(tx, contribution);
    const posting = refundPosting(contribution, account, parts, refundId);
    const refund = { id: refundId, contributionId: id, reason, chargeId, parts, presented };
    await this.refunds.insert(tx, {
      ...refund,
      stripeRefundId: made?.id ?? null,
      reserveEntryId: await this.ledger.post(tx, { ...posting, actor }),
    });
    await recordBirth(tx, { machine: 'refund', id: refundId, state: 'pending', actor });
    await this.refunds.takeFrom(tx, id, refundId, returnedOf(contribution, parts));
    await this.tellCampaign(tx, contribution, settled, parts);
    // Money that waited for a choice has no match any more, unless its project goes on: it went back
    // when the choice opened.
    if (settled.fund !== '2140' || keepsMatch(contribution))
      await this.releaseMatch(tx, contribution, settled, parts);
    if (made === undefined) await this.send(tx, contribution, refund);
    const { campaignId, projectId } = contribution;
    const fact = { contributionId: id, campaignId, projectId, refundId };
    await this.events.publish(tx, REFUND_DECIDED, fact);
    return refundId;
  }

  /** Money that came past the provider goes back by the bank. */
  private async send(
    tx: Tx,
    contribution: ContributionRecord,
    refund: Pick<NewRefund, 'id' | 'chargeId' | 'parts' | 'presented'>,
  ): Promise<void> {
    const { id: refundId, chargeId, parts, presented } = refund;
    const { id: contributionId } = contribution;
    if (chargeId === null) {
      await this.owing.run(tx, contribution, { refundId, amountMinor: parts.amountMinor });
      return;
    }
    const amountMinor = presented?.minor ?? parts.amountMinor;
    await this.sending.request(tx, { refundId, contributionId, chargeId, amountMinor });
  }

  /** What is asked of the provider, in the currency the payment was made in (L20). */
  private async presentedOf(
    tx: Tx,
    chargeId: string | null,
    { amountMinor }: RefundParts,
    made: RefundDecision['made'],
  ): Promise<RefundRecord['presented']> {
    const sides = chargeId === null ? null : await this.refunds.sidesOf(tx, chargeId);
    if (sides === null) return null;
    const minor = made?.amountMinor ?? presentedOf(sides, amountMinor);
    return { minor, currency: sides.currency };
  }

  /** A gift that moved was paid where it came from; cash and transfers were paid past the provider. */
  private async chargeOf(
    tx: Tx,
    { chargeId, originId }: ContributionRecord,
  ): Promise<string | null> {
    if (originId === null) return chargeId;
    return (await this.contributions.find(tx, originId))?.chargeId ?? null;
  }

  /** R48, R55: the match falls in proportion, and with the rest of the gift all of it. */
  private async releaseMatch(
    tx: Tx,
    contribution: ContributionRecord,
    settled: Settlement,
    parts: RefundParts,
  ): Promise<void> {
    const { id, giftMinor, projectId } = contribution;
    // A gift that leaves a project which goes on takes with it what of its match was not paid out.
    if (keepsMatch(contribution) && parts.projectMinor === heldOf(settled)) {
      await this.matching.releaseUnspentOf(tx, projectId, id);
      return;
    }
    // Of a match that was paid out with its gift, the same part is gone.
    if ((parts.lossMinor ?? 0) > 0) {
      const held = { numerator: parts.projectMinor, denominator: settled.netMinor };
      await this.matching.releasePart(tx, id, held);
    } else if (parts.isWhole) await this.matching.releaseAll(tx, [id]);
    else {
      const part = { numerator: parts.giftMinor, denominator: giftMinor };
      await this.matching.releasePart(tx, id, part);
    }
  }

  /** Money that lay in the project's fund counted; a choice that was open has now been made. */
  private async tellCampaign(
    tx: Tx,
    contribution: ContributionRecord,
    settled: Settlement,
    { projectMinor, giftMinor, isWhole }: RefundParts,
  ): Promise<void> {
    const { id, campaignId, feeCoverMinor } = contribution;
    if (settled.fund === '2140') {
      await this.campaigns.recordChoiceDone(tx, campaignId, id);
      return;
    }
    if (settled.fund !== '2100') return;
    const grossMinor = giftMinor + (isWhole ? feeCoverMinor : 0);
    await this.campaigns.recordDebit(tx, {
      campaignId,
      contributionId: id,
      grossMinor,
      feeMinor: Math.max(0, grossMinor - projectMinor),
      netMinor: projectMinor,
    });
  }
}

/** Of a gift that moved, less than was paid is here to go back (R50). */
function returnedOf({ grossMinor, returnedMinor }: ContributionRecord, parts: RefundParts) {
  return { ...parts, amountMinor: Math.min(parts.amountMinor, grossMinor - returnedMinor) };
}

/** @throws ContributionConflict */
function requireSettled({ settled }: ContributionRecord): Settlement {
  if (settled === null) throw new ContributionConflict('contributions.not-paid');
  return settled;
}

/** @throws ContributionConflict */
function requireFree({ openRefundId, openDisputeId }: ContributionRecord): void {
  if (openRefundId !== null) throw new ContributionConflict('contributions.refund-under-way');
  if (openDisputeId !== null) throw new ContributionConflict('contributions.disputed');
}
