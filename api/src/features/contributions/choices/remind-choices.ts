import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs, type JobType } from '../../../platform/outbox/jobs.js';
import { CHOICE_DUE } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { ChoicesRepository } from './choices.repository.js';

/** Domain 3.5: who has not decided is asked again, and told what silence means (N7). */
const REMIND_DAYS = [1, 14, 25];
const REMINDERS = REMIND_DAYS.map((day) => ({
  day,
  job: defineJob(`contributions.remind-choices-${String(day)}`),
}));
/** Half of the fourteen days of an overflow. */
const REMIND_OVERFLOW = defineJob('contributions.remind-overflow');
const REMIND_OVERFLOW_DAYS = 7;
const BATCH = 250;
const DAY_MS = 86_400_000;

@Injectable()
export class RemindChoices {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly choices: ChoicesRepository,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    REMINDERS.forEach(({ job }, index) => {
      this.jobs.on(job, (tx, campaignId) => this.remind(tx, { job, campaignId, step: index + 1 }));
    });
    this.jobs.on(REMIND_OVERFLOW, (tx, id) => this.remindOne(tx, id));
  }

  async planOfCampaign(tx: Tx, campaignId: string): Promise<void> {
    for (const { day, job } of REMINDERS) {
      await this.jobs.schedule(tx, job, campaignId, await this.after(tx, day));
    }
  }

  async planOfOverflow(tx: Tx, contributionId: string): Promise<void> {
    const at = await this.after(tx, REMIND_OVERFLOW_DAYS);
    await this.jobs.schedule(tx, REMIND_OVERFLOW, contributionId, at);
  }

  private async remind(
    tx: Tx,
    { job, campaignId, step }: { job: JobType; campaignId: string; step: number },
  ): Promise<void> {
    const rows = await this.choices.takeUnreminded(tx, { campaignId, step, limit: BATCH });
    await this.events.publishAll(
      tx,
      CHOICE_DUE,
      rows.map(({ id, projectId, reason }) => ({
        contributionId: id,
        campaignId,
        projectId,
        reason,
        step,
      })),
    );
    if (rows.length === BATCH) await this.jobs.schedule(tx, job, campaignId, null);
  }

  private async remindOne(tx: Tx, id: string): Promise<void> {
    const contribution = await this.contributions.find(tx, id);
    if (contribution?.state !== 'choice_pending' || contribution.openRefundId !== null) return;
    const { campaignId, projectId } = contribution;
    const fact = {
      contributionId: id,
      campaignId,
      projectId,
      reason: 'overflow' as const,
      step: 1,
    };
    await this.events.publish(tx, CHOICE_DUE, fact);
  }

  private async after(tx: Tx, days: number): Promise<Date> {
    return new Date((await this.clock.now(tx)).getTime() + days * DAY_MS);
  }
}
