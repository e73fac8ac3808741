import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { MatchingService } from '../matching/matching.service.js';
import { KeepUnanswered } from './choices/keep-unanswered.js';
import { ChoicesRepository } from './choices/choices.repository.js';
import { RemindChoices } from './choices/remind-choices.js';
import type { ContributionRecord } from './contribution.record.js';
import { CHOICE_OPENED, CONTRIBUTION_LATE } from './contributions.events.js';
import { ContributionsRepository } from './contributions.repository.js';
import { choicePosting } from './postings.js';
import { RefundContribution } from './refunds/refund-contribution.js';

const OVERFLOW_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Money behind the payment that crossed the optimum is kept apart and its donor asked (R83, ruling 25).
 * The silence of fourteen days means that it is kept for repairs of this project.
 */
@Injectable()
export class OfferChoice {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly choices: ChoicesRepository,
    private readonly ledger: LedgerService,
    private readonly matching: MatchingService,
    private readonly refunds: RefundContribution,
    private readonly keeping: KeepUnanswered,
    private readonly reminding: RemindChoices,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** A contribution that lies in 2140 already. */
  async offerOverflow(tx: Tx, contribution: ContributionRecord): Promise<void> {
    const { id, campaignId, projectId } = contribution;
    const now = await this.clock.now(tx);
    const until = new Date(now.getTime() + OVERFLOW_DAYS * DAY_MS);
    await this.choices.setChoice(tx, [id], { until, reason: 'overflow' });
    await moveState(tx, {
      machine: 'contribution',
      id,
      from: 'succeeded',
      to: 'choice_pending',
      actor: SYSTEM,
      reason: 'R83',
    });
    await this.keeping.plan(tx, id, until);
    await this.reminding.planOfOverflow(tx, id);
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
}
