import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { moveState } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import type { CreditResult } from '../campaigns/campaigns.service.js';
import { AwaitPayment } from './await-payment.js';
import type { ContributionRecord } from './contribution.record.js';
import { CONTRIBUTION_LATE, CONTRIBUTION_SUCCEEDED } from './contributions.events.js';
import { OfferChoice } from './offer-choice.js';
import { RefundContribution } from './refund-contribution.js';

/** After the books: the state, and what follows for money that counted, came too late, or was too much. */
@Injectable()
export class ConcludePayment {
  constructor(
    private readonly waiting: AwaitPayment,
    private readonly choices: OfferChoice,
    private readonly refunds: RefundContribution,
    private readonly events: Events,
  ) {}

  async run(tx: Tx, paid: ContributionRecord, result: CreditResult): Promise<void> {
    const { id, campaignId, projectId, state } = paid;
    const to = result === 'late' ? 'late' : 'succeeded';
    await moveState(tx, { machine: 'contribution', id, from: state, to, actor: SYSTEM });
    await this.waiting.end(tx, paid);
    const fact = { contributionId: id, campaignId, projectId };
    switch (result) {
      case 'counted':
        await this.events.publish(tx, CONTRIBUTION_SUCCEEDED, fact);
        return;
      case 'overflow':
        await this.choices.offerOverflow(tx, paid);
        return;
      case 'late':
        await this.events.publish(tx, CONTRIBUTION_LATE, fact);
        await this.refunds.decide(tx, paid, 'late');
    }
  }
}
