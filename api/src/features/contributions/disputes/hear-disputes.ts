import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import type { StripeDispute } from '../../../platform/stripe/stripe.types.js';
import { DISPUTE_OPENED } from '../contributions.events.js';
import { GiftMoney, type Paid } from '../gift-money.js';
import type { DisputeRecord } from './dispute.record.js';
import { DisputesRepository } from './disputes.repository.js';
import { EndDispute } from './end-dispute.js';
import { FreezeGift } from './freeze-gift.js';

/**
 * What the provider says of a dispute now. Each step is taken once and from what is known, so that news
 * may come in any order: the opening with the ending, the ending first, or all of it twice.
 */
@Injectable()
export class HearDisputes {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly money: GiftMoney,
    private readonly freezing: FreezeGift,
    private readonly ending: EndDispute,
    private readonly events: Events,
  ) {}

  async run(tx: Tx, stripeDisputes: readonly StripeDispute[]): Promise<void> {
    for (const stripeDispute of stripeDisputes) await this.hear(tx, stripeDispute);
  }

  private async hear(tx: Tx, said: StripeDispute): Promise<void> {
    const found = await this.money.behind(tx, said.chargeId, { kind: 'dispute', id: said.id });
    if (found === null) return;
    const known = await this.disputes.lockByStripe(tx, said.id);
    const dispute = known ?? (await this.begin(tx, found, said));
    if (dispute.state !== 'open') return;
    await this.disputes.setHeard(tx, dispute.id, said);
    const taken = dispute.taken ?? (await this.freezing.run(tx, dispute, found, said));
    await this.ending.run(tx, { ...dispute, taken }, found.paid, said);
  }

  private async begin(tx: Tx, { paid, holder }: Paid, said: StripeDispute): Promise<DisputeRecord> {
    const id = newId();
    const { id: holderId, projectId, campaignId } = holder;
    await this.disputes.insert(tx, { id, contributionId: paid.id, holderId, projectId }, said);
    await recordBirth(tx, { machine: 'dispute', id, state: 'open', actor: SYSTEM });
    await this.disputes.hold(tx, holderId, id);
    const fact = { contributionId: holderId, campaignId, projectId, disputeId: id };
    await this.events.publish(tx, DISPUTE_OPENED, fact);
    const dispute = await this.disputes.lockByStripe(tx, said.id);
    if (dispute === null) throw new Error(`Dispute ${said.id} was not kept`);
    return dispute;
  }
}
