import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import type { StripeDispute } from '../../../platform/stripe/stripe.types.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { GiftMoney } from '../gift-money.js';
import { ShareOuts } from '../share-outs/share-outs.js';
import type { DisputeRecord, TakenMoney } from './dispute.record.js';
import { countedOf } from './dispute-parts.policy.js';
import { wonPosting } from './dispute-postings.js';
import { DisputesRepository } from './disputes.repository.js';

export type Taken = DisputeRecord & { readonly taken: TakenMoney };

/** L11: the bank gives the money back, and its gift and its campaign have the share again. */
@Injectable()
export class WinGift {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly money: GiftMoney,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly shareOuts: ShareOuts,
  ) {}

  /** @returns the id of the entry */
  async run(tx: Tx, dispute: Taken, said: StripeDispute): Promise<string> {
    const { taken, holderId } = dispute;
    const reinstated = said.reinstated ?? { amountMinor: taken.withdrawnMinor, feeMinor: 0 };
    // A share-out may be moving it this moment: where it lies is known under its lock.
    const holder = await this.contributions.findForUpdate(tx, holderId);
    if (holder === null) throw new Error('A dispute of no gift');
    const account = await this.money.accountOf(tx, holder);
    const entryId = await this.ledger.post(tx, wonPosting(dispute, taken, reinstated, account));
    await this.disputes.freeze(tx, holderId, -taken.shareMinor);
    await this.countAgain(tx, dispute, holder);
    await this.shareOuts.ofLateWin(tx, holder, taken.shareMinor);
    return entryId;
  }

  private async countAgain(
    tx: Tx,
    { holderId, taken }: Taken,
    holder: ContributionRecord,
  ): Promise<void> {
    if (holder.settled === null) return;
    if (taken.fund !== '2100' || taken.shareMinor === 0) return;
    const counted = countedOf(holder, holder.settled, taken.shareMinor);
    const { campaignId } = holder;
    await this.campaigns.recordRestored(tx, { campaignId, contributionId: holderId, ...counted });
  }
}
