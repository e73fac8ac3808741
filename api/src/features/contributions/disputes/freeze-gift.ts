import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import type { StripeDispute } from '../../../platform/stripe/stripe.types.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import type { ContributionRecord, Settlement } from '../contribution.record.js';
import { PaymentMismatch } from '../contributions.errors.js';
import { GiftMoney, type Paid } from '../gift-money.js';
import { asPaid } from '../presented.policy.js';
import type { DisputeRecord, TakenMoney } from './dispute.record.js';
import { countedOf, frozenShare } from './dispute-parts.policy.js';
import { disputedPosting } from './dispute-postings.js';
import { DisputesRepository } from './disputes.repository.js';

/** L10: the bank has taken the money. What the project still has of the gift rests in 2145. */
@Injectable()
export class FreezeGift {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly money: GiftMoney,
    private readonly ledger: LedgerService,
    private readonly campaigns: CampaignsService,
    private readonly matching: MatchingService,
  ) {}

  /** Null while the bank only asks. @throws PaymentMismatch */
  async run(
    tx: Tx,
    dispute: DisputeRecord,
    { paid, holder }: Paid,
    { withdrawn, id, amountMinor }: StripeDispute,
  ): Promise<TakenMoney | null> {
    const { settled } = holder;
    if (withdrawn === null || settled === null) return null;
    if (withdrawn.currency !== 'EUR') throw new PaymentMismatch('settlement', id);
    const claimed = { claimedMinor: amountMinor, paidMinor: asPaid(paid).grossMinor };
    // A tranche that is being sent has taken its money before this looks, or finds it frozen.
    await this.ledger.lock(tx, [
      { code: '2100', subjectId: holder.projectId },
      { code: '2110', subjectId: holder.projectId },
    ]);
    const account = await this.money.accountOf(tx, holder);
    const heldMinor = await this.money.heldOf(tx, holder);
    const taken: TakenMoney = {
      withdrawnMinor: -withdrawn.amountMinor,
      feeMinor: withdrawn.feeMinor,
      shareMinor: frozenShare(settled, claimed, heldMinor),
      fund: settled.fund,
      fundSubjectId: account.subjectId ?? holder.projectId,
    };
    const entryId = await this.ledger.post(tx, disputedPosting(dispute, taken));
    await this.disputes.setTaken(tx, dispute.id, taken, entryId);
    await this.disputes.freeze(tx, holder.id, taken.shareMinor);
    if (taken.fund === '2100' && taken.shareMinor > 0) {
      await this.withhold(tx, dispute.id, { ...holder, settled }, taken.shareMinor);
    }
    return taken;
  }

  private async withhold(
    tx: Tx,
    disputeId: string,
    holder: ContributionRecord & { readonly settled: Settlement },
    shareMinor: number,
  ): Promise<void> {
    const { campaignId, id: contributionId, settled } = holder;
    const counted = countedOf(holder, settled, shareMinor);
    await this.campaigns.recordDebit(tx, { campaignId, contributionId, ...counted });
    const part = { numerator: shareMinor, denominator: settled.netMinor };
    await this.matching.freeze(tx, { contributionId, disputeId }, part);
  }
}
