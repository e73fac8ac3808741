import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveStates } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { defineJob, Jobs, type JobType } from '../../platform/outbox/jobs.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { ChoicesRepository } from './choices/choices.repository.js';
import { RemindChoices } from './choices/remind-choices.js';
import type { ContributionRecord } from './contribution.record.js';
import { CHOICE_OPENED } from './contributions.events.js';
import { ContributionsRepository } from './contributions.repository.js';
import { choicePosting } from './postings.js';
import { RefundContribution } from './refunds/refund-contribution.js';

const COMMIT_GIFTS = defineJob('contributions.commit-gifts');
const OFFER_CHOICES = defineJob('contributions.offer-choices');
const DEFAULT_CHOICES = defineJob('contributions.default-choices');

const BATCH = 250;
const REFUND_BATCH = 50;
/** R49: how long donors may choose after a failure. */
const CHOICE_DAYS = 30;
const DAY_MS = 86_400_000;

/** What the end of a campaign means for every gift in it, in batches that hold nobody up. */
@Injectable()
export class EndCampaignGifts {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly choices: ChoicesRepository,
    private readonly ledger: LedgerService,
    private readonly refunds: RefundContribution,
    private readonly reminding: RemindChoices,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(COMMIT_GIFTS, (tx, campaignId) => this.commit(tx, campaignId));
    this.jobs.on(OFFER_CHOICES, (tx, campaignId) => this.offer(tx, campaignId));
    this.jobs.on(DEFAULT_CHOICES, (tx, campaignId) => this.refundUnanswered(tx, campaignId));
  }

  async afterSuccess(tx: Tx, campaignId: string): Promise<void> {
    await this.jobs.schedule(tx, COMMIT_GIFTS, campaignId, null);
  }

  /** A gift that was held up when the others of its failed campaign were offered back. */
  async offerAgain(tx: Tx, campaignId: string): Promise<void> {
    await this.jobs.schedule(tx, OFFER_CHOICES, campaignId, null);
  }

  /** What may still have to be sent back from the provider's balance. */
  refundableMinor(tx: Tx): Promise<number> {
    return this.contributions.refundableMinor(tx);
  }

  /** R49: the silence of thirty days means a refund of the whole payment. */
  async afterFailure(tx: Tx, campaignId: string): Promise<void> {
    await this.jobs.schedule(tx, OFFER_CHOICES, campaignId, null);
    const now = await this.clock.now(tx);
    const until = new Date(now.getTime() + CHOICE_DAYS * DAY_MS);
    await this.jobs.schedule(tx, DEFAULT_CHOICES, campaignId, until);
    await this.reminding.planOfCampaign(tx, campaignId);
  }

  private async commit(tx: Tx, campaignId: string): Promise<void> {
    const wanted = { state: 'succeeded', limit: BATCH };
    const rows = await this.contributions.lockOfCampaign(tx, campaignId, wanted);
    await moveStates(tx, {
      machine: 'contribution',
      ids: rows.map(({ id }) => id),
      from: 'succeeded',
      to: 'committed',
      actor: SYSTEM,
    });
    await this.againWhenFull(tx, COMMIT_GIFTS, { campaignId, isFull: rows.length === BATCH });
  }

  private async offer(tx: Tx, campaignId: string): Promise<void> {
    const wanted = { state: 'succeeded', limit: BATCH };
    const rows = await this.contributions.lockOfCampaign(tx, campaignId, wanted);
    const ids = rows.map(({ id }) => id);
    await this.ledger.postMany(tx, rows.flatMap(choicePostings));
    await moveStates(tx, {
      machine: 'contribution',
      ids,
      from: 'succeeded',
      to: 'choice_pending',
      actor: SYSTEM,
      reason: 'R49',
    });
    const now = await this.clock.now(tx);
    const until = new Date(now.getTime() + CHOICE_DAYS * DAY_MS);
    await this.choices.setChoice(tx, ids, { until, reason: 'failed' });
    for (const { id, projectId } of rows) {
      const fact = { contributionId: id, campaignId, projectId, reason: 'failed' as const };
      await this.events.publish(tx, CHOICE_OPENED, fact);
    }
    await this.againWhenFull(tx, OFFER_CHOICES, { campaignId, isFull: rows.length === BATCH });
  }

  private async refundUnanswered(tx: Tx, campaignId: string): Promise<void> {
    const rows = await this.contributions.lockUnanswered(tx, campaignId, REFUND_BATCH);
    for (const row of rows) await this.refunds.decide(tx, row, { reason: 'campaign_failed' });
    const isFull = rows.length === REFUND_BATCH;
    await this.againWhenFull(tx, DEFAULT_CHOICES, { campaignId, isFull });
  }

  private async againWhenFull(
    tx: Tx,
    job: JobType,
    { campaignId, isFull }: { campaignId: string; isFull: boolean },
  ): Promise<void> {
    if (isFull) await this.jobs.schedule(tx, job, campaignId, null);
  }
}

function choicePostings(contribution: ContributionRecord) {
  const { settled } = contribution;
  return settled?.fund === '2100' ? [choicePosting(contribution, settled)] : [];
}
