import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import type { ContributionRecord } from '../contribution.record.js';
import { CLAIM_DUE } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import type { ClaimRecord } from './claim.record.js';
import { END_ASKING, END_CLAIM } from './claims.jobs.js';
import { ClaimsRepository } from './claims.repository.js';

/** R47: how long a donor is asked for an account. */
const ASK_DAYS = 60;
const REMIND_DAYS = [14, 45];
const DAY_MS = 86_400_000;

const REMINDERS = REMIND_DAYS.map((day) => ({
  day,
  job: defineJob(`contributions.remind-claim-${String(day)}`),
}));

/** Asks donors for an account their money can go to, until one is named or the time is over. */
@Injectable()
export class KeepClaims {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly contributions: ContributionsRepository,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    REMINDERS.forEach(({ job }, index) => {
      this.jobs.on(job, (tx, id) => this.remind(tx, id, index + 1));
    });
  }

  /** The refund came back, or has no way to go yet: the donor is asked where it should go. */
  async open(
    tx: Tx,
    contribution: ContributionRecord,
    refund: Pick<ClaimRecord, 'id' | 'amountMinor' | 'owedIn'>,
  ): Promise<void> {
    const now = await this.clock.now(tx);
    await this.claims.insert(tx, {
      ...refund,
      contributionId: contribution.id,
      projectId: contribution.projectId,
      askedAt: now,
      askUntil: after(now, ASK_DAYS),
    });
    const birth = {
      machine: 'refund_claim',
      id: refund.id,
      state: 'asked',
      actor: SYSTEM,
    } as const;
    await recordBirth(tx, birth);
    await this.plan(tx, refund.id, now);
  }

  /** The account could not be paid on: the time to name another one begins anew. */
  async askAgain(tx: Tx, claim: ClaimRecord, reason: string): Promise<void> {
    const now = await this.clock.now(tx);
    const { id, state: from } = claim;
    await moveState(tx, { machine: 'refund_claim', id, from, to: 'asked', actor: SYSTEM, reason });
    await this.claims.setAskedAgain(tx, id, after(now, ASK_DAYS));
    await this.plan(tx, id, now);
    await this.moveGift(tx, claim, { from: 'unclaimed', to: 'refunded' });
  }

  /** An account was given: nobody is asked any more, and nothing ends while it is being paid. */
  async stopAsking(tx: Tx, id: string): Promise<void> {
    for (const job of [END_ASKING, END_CLAIM, ...REMINDERS.map(({ job: reminder }) => reminder)]) {
      await this.jobs.cancel(tx, job, id);
    }
  }

  private async plan(tx: Tx, id: string, now: Date): Promise<void> {
    await this.jobs.schedule(tx, END_ASKING, id, after(now, ASK_DAYS));
    for (const { day, job } of REMINDERS) {
      await this.jobs.schedule(tx, job, id, after(now, day));
    }
  }

  private async remind(tx: Tx, id: string, step: number): Promise<void> {
    const claim = await this.claims.find(tx, id);
    if (claim?.state !== 'asked') return;
    const fact = await this.factOf(tx, claim);
    await this.events.publish(tx, CLAIM_DUE, { ...fact, step });
  }

  /** The contribution first, as everywhere: two transactions take their locks in one order. */
  async lock(tx: Tx, id: string): Promise<ClaimRecord | null> {
    const found = await this.claims.find(tx, id);
    if (found === null) return null;
    await this.contributions.findForUpdate(tx, found.contributionId);
    return this.claims.findForUpdate(tx, id);
  }

  /** A part that came back leaves its gift where it is; only a whole gift becomes unclaimed. */
  async moveGift(
    tx: Tx,
    { contributionId: id }: ClaimRecord,
    { from, to }: { from: ContributionRecord['state']; to: ContributionRecord['state'] },
  ): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution?.state !== from) return;
    await moveState(tx, { machine: 'contribution', id, from, to, actor: SYSTEM });
  }

  async factOf(tx: Tx, { id, contributionId, projectId, amountMinor }: ClaimRecord) {
    const contribution = await this.contributions.find(tx, contributionId);
    const campaignId = contribution?.campaignId ?? '';
    return { contributionId, campaignId, projectId, refundId: id, amountMinor };
  }
}

function after(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
