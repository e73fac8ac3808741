import { Injectable } from '@nestjs/common';
import { isUuid } from '@vatra/shared/rules/text.rules';
import { SYSTEM } from '../../../../platform/actor.js';
import { moveState } from '../../../../platform/database/state-moves.js';
import type { Tx } from '../../../../platform/database/tx.js';
import { Events } from '../../../../platform/outbox/events.js';
import { Jobs } from '../../../../platform/outbox/jobs.js';
import type { StripeSetupIntent } from '../../../../platform/stripe/stripe.types.js';
import { CampaignsService } from '../../../campaigns/campaigns.service.js';
import { LedgerService } from '../../../ledger/ledger.service.js';
import { ChargePledge } from '../collecting/charge-pledge.js';
import { factOf } from '../end-pledge.js';
import { ForgetCard } from '../forget-card.js';
import { pledgedPosting } from '../pledge-postings.js';
import type { PledgeRecord, SavedCard } from '../pledge.record.js';
import { PLEDGE_MADE } from '../../pledges.events.js';
import { ASK_CARD_PAGE } from '../pledges.jobs.js';
import { PledgesRepository } from '../pledges.repository.js';

/** A card was saved: the first makes the pledge, another one after a refusal is charged at once. */
@Injectable()
export class KeepCard {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly charging: ChargePledge,
    private readonly cards: ForgetCard,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Safe to be told again of the same card. */
  async run(tx: Tx, intents: readonly StripeSetupIntent[]): Promise<void> {
    for (const { isSaved, customerId, methodId, metadata } of intents) {
      const id = metadata.pledge_id;
      if (!isSaved || customerId === null || methodId === null || !isUuid(id)) continue;
      const pledge = await this.pledges.findForUpdate(tx, id);
      if (pledge === null || pledge.methodId === methodId) continue;
      await this.keep(tx, pledge, { customerId, methodId });
    }
  }

  private async keep(tx: Tx, pledge: PledgeRecord, card: SavedCard): Promise<void> {
    if (pledge.state === 'created') await this.make(tx, pledge, card);
    else if (pledge.state === 'charge_failed') await this.replace(tx, pledge, card);
    // It has ended meanwhile, or is being charged: this card has nothing to pay.
    else await this.cards.run(tx, card.methodId);
  }

  private async make(tx: Tx, pledge: PledgeRecord, card: SavedCard): Promise<void> {
    const { id, giftMinor } = pledge;
    await this.pledges.setCard(tx, id, card);
    const edge = { from: 'created', to: 'pledged' } as const;
    await moveState(tx, { machine: 'pledge', id, ...edge, actor: SYSTEM });
    await this.jobs.cancel(tx, ASK_CARD_PAGE, id);
    await this.campaigns.recordPromise(tx, id, giftMinor);
    await this.ledger.post(tx, pledgedPosting(pledge));
    await this.events.publish(tx, PLEDGE_MADE, factOf(pledge));
  }

  private async replace(tx: Tx, pledge: PledgeRecord, card: SavedCard): Promise<void> {
    await this.pledges.setCard(tx, pledge.id, card);
    await this.cards.run(tx, pledge.methodId);
    await this.charging.again(tx, { ...pledge, ...card });
  }
}
