import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import type { ContributionRecord, RefundReason, Settlement } from '../contribution.record.js';
import { ContributionConflict } from '../contributions.errors.js';
import { REFUND_DECIDED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { refundPosting } from '../postings.js';
import { RefundsRepository } from './refunds.repository.js';
import { SendRefund } from './send-refund.js';

/**
 * Sends a whole payment back. At the decision the money leaves the fund and is owed to the donor;
 * a worker asks the provider; the books close when its balance transaction is there (rulings 14, 17
 * and 29).
 */
@Injectable()
export class RefundContribution {
  constructor(
    private readonly refunds: RefundsRepository,
    private readonly contributions: ContributionsRepository,
    private readonly sending: SendRefund,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {}

  /**
   * Within the caller's transaction, with the contribution's row locked.
   *
   * @throws ContributionConflict, NotEnoughHeld
   */
  async decide(
    tx: Tx,
    contribution: ContributionRecord,
    reason: RefundReason,
    actor: Actor = SYSTEM,
  ): Promise<void> {
    const { id, settled, chargeId, grossMinor, openRefundId } = contribution;
    if (settled === null || chargeId === null) {
      throw new ContributionConflict('contributions.not-paid');
    }
    if (openRefundId !== null) throw new ContributionConflict('contributions.refund-under-way');
    const refundId = newId();
    const posting = refundPosting(contribution, settled, refundId);
    await this.refunds.insert(tx, {
      id: refundId,
      contributionId: id,
      amountMinor: grossMinor,
      reason,
      posting: settled.fund === '2100' ? 'L13' : 'L17',
      reserveEntryId: await this.ledger.post(tx, { ...posting, actor }),
    });
    await recordBirth(tx, { machine: 'refund', id: refundId, state: 'pending', actor });
    await this.contributions.setOpenRefund(tx, id, refundId);
    await this.tellCampaign(tx, contribution, settled);
    const request = { refundId, contributionId: id, chargeId, amountMinor: grossMinor };
    await this.sending.request(tx, request);
    const { campaignId, projectId } = contribution;
    const fact = { contributionId: id, campaignId, projectId, refundId };
    await this.events.publish(tx, REFUND_DECIDED, fact);
  }

  /** Money that lay in the project's fund counted; a choice that was open has now been made. */
  private async tellCampaign(
    tx: Tx,
    { id, campaignId, giftMinor, feeCoverMinor }: ContributionRecord,
    settled: Settlement,
  ): Promise<void> {
    if (settled.fund === '2140') {
      await this.campaigns.recordChoiceDone(tx, campaignId, id);
      return;
    }
    await this.campaigns.recordDebit(tx, {
      campaignId,
      contributionId: id,
      grossMinor: giftMinor + feeCoverMinor,
      feeMinor: settled.feeProjectMinor,
      netMinor: settled.netMinor,
    });
  }
}
