import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../platform/outbox/jobs.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { MatchingService } from '../matching/matching.service.js';
import type { ContributionRecord } from './contribution.record.js';
import { CHOICE_OPENED, CONTRIBUTION_LATE } from './contributions.events.js';
import { ContributionsRepository } from './contributions.repository.js';
import { choicePosting } from './postings.js';
import { RefundContribution } from './refunds/refund-contribution.js';

const OVERFLOW_DAYS = 14;
const DAY_MS = 86_400_000;
const DEFAULT_OF_OVERFLOW = defineJob('contributions.default-overflow');

/**
 * Money behind the payment that crossed the optimum is kept apart and offered back (R83, ruling 25).
 * In this version the silence of fourteen days means a refund; the maintenance reserve comes later.
 */
@Injectable()
export class OfferChoice {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly ledger: LedgerService,
    private readonly matching: MatchingService,
    private readonly refunds: RefundContribution,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(DEFAULT_OF_OVERFLOW, (tx, id) => this.refundUnanswered(tx, id));
  }

  /** A contribution that lies in 2140 already. */
  async offerOverflow(tx: Tx, contribution: ContributionRecord): Promise<void> {
    const { id, campaignId, projectId } = contribution;
    const now = await this.clock.now(tx);
    const until = new Date(now.getTime() + OVERFLOW_DAYS * DAY_MS);
    await this.contributions.setChoice(tx, [id], until);
    await moveState(tx, {
      machine: 'contribution',
      id,
      from: 'succeeded',
      to: 'choice_pending',
      actor: SYSTEM,
      reason: 'R83',
    });
    await this.jobs.schedule(tx, DEFAULT_OF_OVERFLOW, id, until);
    await this.events.publish(tx, CHOICE_OPENED, {
      contributionId: id,
      campaignId,
      projectId,
      reason: 'overflow',
    });
  }

  /** It had been taken as counted and fell behind the crossing or the judgement after all. */
  async takeOut(tx: Tx, contributionId: string, result: 'overflow' | 'late'): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, contributionId);
    if (contribution?.state !== 'succeeded') return;
    const { settled, id, campaignId, projectId } = contribution;
    if (settled?.fund !== '2100' || settled.netLeftMinor === 0) return;
    await this.ledger.post(tx, choicePosting(contribution, settled));
    await this.matching.releaseAll(tx, [id]);
    const moved = { ...contribution, settled: { ...settled, fund: '2140' as const } };
    if (result === 'overflow') {
      await this.offerOverflow(tx, moved);
      return;
    }
    await this.contributions.setFund(tx, id, '2140');
    await this.events.publish(tx, CONTRIBUTION_LATE, { contributionId: id, campaignId, projectId });
    await this.refunds.decide(tx, moved, { reason: 'late' });
  }

  private async refundUnanswered(tx: Tx, id: string): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution?.state !== 'choice_pending' || contribution.openRefundId !== null) return;
    await this.refunds.decide(tx, contribution, { reason: 'overflow' });
  }
}
