import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { moveStates } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import type { CreditResult } from '../campaigns/campaigns.service.js';
import { AwaitPayment } from './checkout/await-payment.js';
import type { ContributionRecord } from './contribution.record.js';
import { CONTRIBUTION_LATE, CONTRIBUTION_SUCCEEDED } from './contributions.events.js';
import { OfferChoice } from './offer-choice.js';
import { EndPledge } from './pledges/end-pledge.js';
import { RefundContribution } from './refunds/refund-contribution.js';

export interface Judged {
  readonly contribution: ContributionRecord;
  readonly result: CreditResult;
}

/** After the books: the states, and what follows for money that counted, came too late, or was too much. */
@Injectable()
export class ConcludePayment {
  constructor(
    private readonly waiting: AwaitPayment,
    private readonly choices: OfferChoice,
    private readonly refunds: RefundContribution,
    private readonly pledges: EndPledge,
    private readonly events: Events,
  ) {}

  async run(tx: Tx, paid: readonly Judged[]): Promise<void> {
    const late = only(paid, 'late');
    const overflow = only(paid, 'overflow');
    const counted = only(paid, 'counted');
    await this.move(tx, late, 'late');
    await this.move(tx, [...overflow, ...counted], 'succeeded');
    await this.waiting.end(
      tx,
      paid.map(({ contribution }) => contribution),
    );
    await this.pledges.charged(
      tx,
      paid.map(({ contribution }) => contribution.id),
    );
    await this.events.publishAll(tx, CONTRIBUTION_SUCCEEDED, counted.map(factOf));
    await this.events.publishAll(tx, CONTRIBUTION_LATE, late.map(factOf));
    for (const contribution of overflow) await this.choices.offerOverflow(tx, contribution);
    for (const contribution of late)
      await this.refunds.decide(tx, contribution, { reason: 'late' });
  }

  private async move(
    tx: Tx,
    contributions: readonly ContributionRecord[],
    to: 'succeeded' | 'late',
  ): Promise<void> {
    for (const from of ['created', 'processing', 'expired'] as const) {
      const ids = contributions.filter(({ state }) => state === from).map(({ id }) => id);
      if (ids.length === 0) continue;
      await moveStates(tx, { machine: 'contribution', ids, from, to, actor: SYSTEM });
    }
  }
}

function only(paid: readonly Judged[], wanted: CreditResult): ContributionRecord[] {
  return paid.filter(({ result }) => result === wanted).map(({ contribution }) => contribution);
}

function factOf({ id, campaignId, projectId }: ContributionRecord) {
  return { contributionId: id, campaignId, projectId };
}
