import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import type { StripeDispute } from '../../../platform/stripe/stripe.types.js';
import { MatchingService } from '../../matching/matching.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { DISPUTE_ENDED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import type { DisputeRecord } from './dispute.record.js';
import { DisputesRepository } from './disputes.repository.js';
import { LoseGift } from './lose-gift.js';
import { ResumeGift } from './resume-gift.js';
import { UnsentRefunds } from './unsent-refunds.js';
import { WinGift, type Taken } from './win-gift.js';

/** The bank has decided, or an inquiry came to nothing. */
@Injectable()
export class EndDispute {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly losing: LoseGift,
    private readonly winning: WinGift,
    private readonly resuming: ResumeGift,
    private readonly unsent: UnsentRefunds,
    private readonly matching: MatchingService,
    private readonly events: Events,
  ) {}

  async run(
    tx: Tx,
    dispute: DisputeRecord,
    paid: ContributionRecord,
    said: StripeDispute,
  ): Promise<void> {
    const as = outcomeOf(dispute, said);
    if (as === null) return;
    const entryId = isTaken(dispute) ? await this.book(tx, dispute, paid, { as, said }) : null;
    const { id, holderId } = dispute;
    await this.matching.thaw(tx, id);
    await this.disputes.setEnded(tx, id, entryId);
    await this.disputes.letGo(tx, holderId, id);
    await moveState(tx, { machine: 'dispute', id, from: 'open', to: as, actor: SYSTEM });
    const holder = await this.contributions.findForUpdate(tx, holderId);
    if (holder === null) return;
    // While another claim is open the provider sends nothing back, and the gift still rests.
    if (holder.openDisputeId === null) {
      await this.unsent.resume(tx, paid.chargeId);
      await this.resuming.run(tx, holder);
    }
    const { campaignId, projectId } = holder;
    const restedMinor = dispute.taken?.shareMinor ?? 0;
    const fact = { contributionId: holderId, campaignId, projectId, disputeId: id, as };
    await this.events.publish(tx, DISPUTE_ENDED, { ...fact, restedMinor });
  }

  private async book(
    tx: Tx,
    dispute: Taken,
    paid: ContributionRecord,
    { as, said }: { as: 'won' | 'lost'; said: StripeDispute },
  ): Promise<string> {
    if (as === 'lost') return this.losing.run(tx, dispute, paid);
    return this.winning.run(tx, dispute, said);
  }
}

function isTaken(dispute: DisputeRecord): dispute is Taken {
  return dispute.taken !== null;
}

const WON: readonly string[] = ['won', 'prevented', 'warning_closed'];

/** Null while money is still to move: an ending is booked with what it did to the balance (R45). */
function outcomeOf(
  { taken }: DisputeRecord,
  { status, reinstated }: StripeDispute,
): 'won' | 'lost' | null {
  if (status === 'lost') return taken === null ? null : 'lost';
  const isBack = taken === null || reinstated !== null;
  return WON.includes(status) && isBack ? 'won' : null;
}
