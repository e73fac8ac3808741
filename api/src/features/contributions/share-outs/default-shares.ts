import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { defaultOf, mayChoose } from '../choices/choice-options.policy.js';
import { MoveGift } from '../choices/move-gift.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { RefundContribution } from '../refunds/refund-contribution.js';
import { ShareOutsRepository } from './share-outs.repository.js';

const DEFAULT_SHARES = defineJob('contributions.default-shares');
const BATCH = 50;

/** R80 to R82: what happens to the share of a donor who has said nothing. */
@Injectable()
export class DefaultShares {
  constructor(
    private readonly shareOuts: ShareOutsRepository,
    private readonly contributions: ContributionsRepository,
    private readonly refunds: RefundContribution,
    private readonly moving: MoveGift,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(DEFAULT_SHARES, (tx, id) => this.run(tx, id));
  }

  async plan(tx: Tx, shareOutId: string, until: Date): Promise<void> {
    await this.jobs.schedule(tx, DEFAULT_SHARES, shareOutId, until);
  }

  /** As if the last day of these gifts had passed. */
  async decideNow(tx: Tx, ids: readonly string[]): Promise<void> {
    for (const contribution of await this.contributions.lockMany(tx, ids)) {
      await this.decide(tx, contribution);
    }
  }

  private async run(tx: Tx, id: string): Promise<void> {
    const shareOut = await this.shareOuts.find(tx, id);
    if (shareOut === null) return;
    const ids = await this.shareOuts.listSilent(tx, shareOut.projectId, BATCH);
    await this.decideNow(tx, ids);
    if (ids.length === BATCH) await this.jobs.schedule(tx, DEFAULT_SHARES, id, null);
  }

  private async decide(tx: Tx, contribution: ContributionRecord): Promise<void> {
    const { choiceReason: reason, settled } = contribution;
    if (!mayChoose(contribution) || settled === null || reason === null) return;
    // Money of an overflow has its own last day.
    if (reason === 'failed' || reason === 'overflow') return;
    const fate = defaultOf(reason, contribution, settled);
    if (fate === 'hometown_fund') await this.moving.toHometownFund(tx, contribution);
    else if (fate === 'reserve') await this.moving.toReserve(tx, contribution);
    else await this.refunds.decide(tx, contribution, { reason });
  }
}
