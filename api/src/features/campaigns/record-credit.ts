import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { afterCommit, type Tx } from '../../platform/database/tx.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { Lanes } from '../../platform/queue/lanes.js';
import { acceptCredit } from './accept-credit.policy.js';
import type {
  CampaignRecord,
  Credit,
  CreditResult,
  Debit,
  OpenPayment,
} from './campaign.record.js';
import { JUDGE_CAMPAIGN, SETTLE_CAMPAIGN, WIND_UP_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CountCredits } from './count-credits.js';
import { CREDITS_LANE } from './credits.lane.js';
import { CreditsRepository, type CreditPosition } from './credits.repository.js';

/** What the contributions push down: payments that start and end, money that comes and goes. */
@Injectable()
export class RecordCredit {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly credits: CreditsRepository,
    private readonly counter: CountCredits,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Appends the credit. Far from the optimum nobody waits and a batch counts it later; a credit that
   * could reach the optimum is counted at once, under the campaign's lock, so that its answer is
   * final. The rare one that three payments at a time push behind the crossing is told by
   * CREDIT_NOT_COUNTED.
   */
  async credit(tx: Tx, credit: Credit): Promise<CreditResult> {
    const { campaignId, contributionId, paidAt } = credit;
    const position = await this.credits.look(tx, campaignId, contributionId);
    if (position.known !== null) return position.known;
    const submittedAt = position.submittedAt ?? paidAt;
    const { isDelayed } = position;
    const result = acceptCredit(position, { submittedAt, paidAt, isDelayed });
    await this.credits.appendCredit(tx, credit, result);
    if (result !== 'counted') return result;
    if (!mayReachOptimum(position, credit)) {
      this.hint(tx);
      return 'counted';
    }
    await this.counter.countAll(tx, campaignId);
    return (await this.credits.look(tx, campaignId, contributionId)).known ?? 'counted';
  }

  /** After a failure nothing is taken back: the page keeps telling what had been collected. */
  debit(tx: Tx, debit: Debit): Promise<void> {
    return this.move(tx, 'debit', debit);
  }

  /** What a debit took comes back (L11). */
  restore(tx: Tx, debit: Debit): Promise<void> {
    return this.move(tx, 'restore', debit);
  }

  private async move(tx: Tx, kind: 'debit' | 'restore', move: Debit): Promise<void> {
    const { state } = await this.campaigns.get(tx, move.campaignId);
    const id = await this.credits.insertMove(tx, kind, move);
    if (state === 'failed' || state === 'wound_up') {
      await this.credits.keepResult(tx, id, move.campaignId, 'ignored');
      return;
    }
    await this.credits.enqueue(tx, id);
    this.hint(tx);
  }

  async openPayment(tx: Tx, payment: OpenPayment): Promise<void> {
    await this.credits.openPayment(tx, payment);
  }

  /** The last payment under way may be what the judgement or the settlement has waited for. */
  async closePayment(tx: Tx, campaignId: string, contributionId: string): Promise<void> {
    if (!(await this.credits.closePayment(tx, campaignId, contributionId))) return;
    const campaign = await this.campaigns.get(tx, campaignId);
    if (campaign.state === 'closing') {
      await this.jobs.schedule(tx, JUDGE_CAMPAIGN, campaignId, await this.notBefore(tx, campaign));
    }
    // A campaign read as closing may be judged by now: then it is the settlement that has waited.
    if (campaign.state === 'closing' || campaign.state === 'succeeded') {
      await this.jobs.schedule(tx, SETTLE_CAMPAIGN, campaignId, null);
    }
  }

  async closeChoice(tx: Tx, campaignId: string, contributionId: string): Promise<void> {
    await this.credits.closeChoice(tx, campaignId, contributionId);
    await this.jobs.schedule(tx, WIND_UP_CAMPAIGN, campaignId, null);
  }

  private async notBefore(tx: Tx, { graceUntil }: CampaignRecord): Promise<Date> {
    const now = await this.clock.now(tx);
    return graceUntil !== null && graceUntil > now ? graceUntil : now;
  }

  private hint(tx: Tx): void {
    afterCommit(tx, () => {
      this.lanes.hint(CREDITS_LANE);
    });
  }
}

/** In the days staff add to a held campaign the optimum closes nothing. */
function mayReachOptimum(position: CreditPosition, { netMinor }: Credit): boolean {
  return !position.holdExtended && position.countedMinor + netMinor >= position.optimumMinor;
}
