import { Injectable } from '@nestjs/common';
import { CONTRIBUTION_MOVES } from '@vatra/shared/contributions/contribution.states';
import { canMove } from '@vatra/shared/states/state-table';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import { heldOf, type ContributionRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { asPaid } from '../presented.policy.js';
import type { DisputeRecord, TakenMoney } from './dispute.record.js';
import { lostOfBooks, lostParts, returnedByLoss } from './dispute-parts.policy.js';
import { lostPosting } from './dispute-postings.js';
import { DisputesRepository } from './disputes.repository.js';
import { UnsentRefunds } from './unsent-refunds.js';

/** L12: what rested is gone, its match is free again, and the platform bears what nobody else can. */
@Injectable()
export class LoseGift {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly matching: MatchingService,
    private readonly unsent: UnsentRefunds,
  ) {}

  async run(
    tx: Tx,
    dispute: DisputeRecord & { readonly taken: TakenMoney },
    paid: ContributionRecord,
  ): Promise<string> {
    const holder = await this.contributions.findForUpdate(tx, dispute.holderId);
    const { taken } = dispute;
    if (holder === null || holder.settled === null || paid.settled === null) {
      throw new Error('A dispute of a gift without money');
    }
    const claimed = { claimedMinor: dispute.amountMinor, paidMinor: asPaid(paid).grossMinor };
    const owedMinor = await this.unsent.owedMinor(tx, paid.chargeId);
    const withdrawnMinor = lostOfBooks(paid, claimed, taken);
    const parts = lostParts(paid, paid.settled, { ...taken, withdrawnMinor, owedMinor });
    const entryId = await this.ledger.post(tx, lostPosting(dispute, taken, parts));
    if (parts.owedMinor > 0) await this.unsent.close(tx, paid.chargeId, dispute.id);
    await this.disputes.setReturned(tx, holder.id, returnedByLoss(holder, claimed));
    // R55: the same undisbursed part of the match goes back (L4).
    const part = { numerator: taken.shareMinor, denominator: holder.settled.netMinor };
    if (taken.shareMinor > 0) await this.matching.releasePart(tx, holder.id, part);
    const isHeld = await this.disputes.isHeldByOther(tx, holder.id, dispute.id);
    if (heldOf(holder.settled) === 0 && !isHeld) await this.close(tx, holder);
    return entryId;
  }

  /** Nothing of it is left: its donor has the money back, by the bank's act. */
  private async close(tx: Tx, { id, state, campaignId }: ContributionRecord): Promise<void> {
    if (state === 'choice_pending') await this.campaigns.recordChoiceDone(tx, campaignId, id);
    if (!canMove(CONTRIBUTION_MOVES, state, 'refunded')) return;
    const move = { machine: 'contribution', id, from: state, to: 'refunded' } as const;
    await moveState(tx, { ...move, actor: SYSTEM, reason: 'L12' });
  }
}
