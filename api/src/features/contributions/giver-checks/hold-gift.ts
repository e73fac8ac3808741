import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import type { CampaignRecord } from '../../campaigns/campaigns.service.js';
import { CONTRIBUTION_EXPIRED, GIVER_CHECK_ASKED } from '../contributions.events.js';
import type { DonorRecord } from '../contribution.record.js';
import { ContributionsRepository } from '../contributions.repository.js';
import type { Assessment } from './giver-check.record.js';
import { AssessGiver, type AssessedGift } from './assess-giver.js';
import { GiverChecksRepository } from './giver-checks.repository.js';

const GIVE_UP_CHECK = defineJob('contributions.give-up-check');
const CHECK_DAYS = 10;
const DAY_MS = 86_400_000;

/** A gift that may not be paid before a person has accepted it, with a last day for that. */
@Injectable()
export class HoldGift {
  constructor(
    private readonly assessing: AssessGiver,
    private readonly checks: GiverChecksRepository,
    private readonly contributions: ContributionsRepository,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(GIVE_UP_CHECK, (tx, id) => this.giveUp(tx, id));
  }

  /** Null when nothing has to be known. @throws ContributionInvalid */
  assess(tx: Tx, donor: DonorRecord, gift: AssessedGift): Promise<Assessment | null> {
    return this.assessing.run(tx, donor, gift);
  }

  /** Until when somebody decides. */
  async dueAt(tx: Tx, { endsAt }: Pick<CampaignRecord, 'endsAt'>): Promise<Date> {
    const now = await this.clock.now(tx);
    return new Date(Math.min(now.getTime() + CHECK_DAYS * DAY_MS, endsAt.getTime()));
  }

  /** The check that was made, in the transaction that writes the gift down. */
  async keep(
    tx: Tx,
    gift: { id: string; campaignId: string; projectId: string },
    assessment: Assessment,
    dueAt: Date,
  ): Promise<void> {
    const { id, campaignId, projectId } = gift;
    const askedAt = await this.clock.now(tx);
    await this.checks.insert(tx, id, assessment, { askedAt, dueAt });
    const check = { machine: 'giver_check', id, actor: SYSTEM } as const;
    await recordBirth(tx, { ...check, state: 'waiting' });
    if (!assessment.waits) {
      await moveState(tx, { ...check, from: 'waiting', to: 'clear' });
      return;
    }
    await this.jobs.schedule(tx, GIVE_UP_CHECK, id, dueAt);
    const fact = { contributionId: id, campaignId, projectId };
    await this.events.publish(tx, GIVER_CHECK_ASKED, fact);
  }

  async decided(tx: Tx, id: string): Promise<void> {
    await this.jobs.cancel(tx, GIVE_UP_CHECK, id);
  }

  private async giveUp(tx: Tx, id: string): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    const check = await this.checks.find(tx, id);
    if (contribution === null || check?.state !== 'waiting') return;
    const move = { id, from: 'waiting', to: 'expired', actor: SYSTEM } as const;
    await moveState(tx, { machine: 'giver_check', ...move });
    await this.checks.forget(tx, id);
    const ended = { id, from: 'created', to: 'expired', actor: SYSTEM } as const;
    await moveState(tx, { machine: 'contribution', ...ended });
    const { campaignId, projectId } = contribution;
    const fact = { contributionId: id, campaignId, projectId };
    await this.events.publish(tx, CONTRIBUTION_EXPIRED, fact);
  }
}
