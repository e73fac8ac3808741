import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ContributionConflict } from '../contributions.errors.js';
import { ForgetCard } from './forget-card.js';
import { endedPosting } from './pledge-postings.js';
import type { PledgeRecord } from './pledge.record.js';
import { PLEDGE_LAPSED, type PledgeFact } from '../pledges.events.js';
import { CHARGE_AGAIN } from './pledges.jobs.js';
import { PledgesRepository } from './pledges.repository.js';

/** The ends of a pledge: paid, taken back, or never to be paid. With its row locked. */
@Injectable()
export class EndPledge {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly cards: ForgetCard,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Its money is there: the contribution of the same id is booked and counted. */
  async charged(tx: Tx, contributionIds: readonly string[]): Promise<void> {
    for (const pledge of await this.pledges.lockMany(tx, contributionIds)) {
      if (pledge.state === 'charged') continue;
      await this.close(tx, pledge, { to: 'charged', actor: SYSTEM });
      await this.jobs.cancel(tx, CHARGE_AGAIN, pledge.id);
    }
  }

  /** By its donor, before the end. @throws ContributionConflict */
  async withdraw(tx: Tx, pledge: PledgeRecord, actor: Actor): Promise<void> {
    const { id, campaignId, state } = pledge;
    const isOpen = (await this.campaigns.notClosedAmong(tx, [campaignId])).has(campaignId);
    if (state !== 'pledged' || !isOpen) {
      throw new ContributionConflict('contributions.pledge-closed');
    }
    await this.close(tx, pledge, { to: 'withdrawn', actor });
    await this.campaigns.closePayment(tx, campaignId, id);
  }

  /** Nothing will be charged: the campaign fell short, or the card refused to the last. */
  async lapse(tx: Tx, pledge: PledgeRecord, as: 'not_needed' | 'not_paid'): Promise<void> {
    await this.close(tx, pledge, { to: 'lapsed', actor: SYSTEM, reason: as });
    await this.campaigns.closePayment(tx, pledge.campaignId, pledge.id);
    await this.events.publish(tx, PLEDGE_LAPSED, { ...factOf(pledge), as });
  }

  /** No card was saved, or too late. */
  async expire(tx: Tx, { id, campaignId }: PledgeRecord, reason?: string): Promise<void> {
    const edge = { from: 'created', to: 'expired' } as const;
    const why = reason === undefined ? {} : { reason };
    await moveState(tx, { machine: 'pledge', id, ...edge, actor: SYSTEM, ...why });
    await this.campaigns.closePayment(tx, campaignId, id);
  }

  private async close(
    tx: Tx,
    pledge: PledgeRecord,
    by: {
      readonly to: 'charged' | 'withdrawn' | 'lapsed';
      readonly actor: Actor;
      readonly reason?: string;
    },
  ): Promise<void> {
    const { id, state: from, methodId } = pledge;
    await moveState(tx, { machine: 'pledge', id, from, ...by });
    await this.ledger.post(tx, endedPosting(pledge));
    await this.cards.run(tx, methodId);
  }
}

export function factOf({ id, campaignId, projectId }: PledgeRecord): PledgeFact {
  return { pledgeId: id, campaignId, projectId };
}
