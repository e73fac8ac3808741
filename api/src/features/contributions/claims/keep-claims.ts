import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { ContributionRecord, RefundRecord } from '../contribution.record.js';
import { CLAIM_DUE, CLAIM_UNCLAIMED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { unclaimedOverPosting } from '../postings.js';
import type { ClaimRecord } from './claim.record.js';
import { ClaimsRepository } from './claims.repository.js';

/** R47: how long a donor is asked for an account, and how long the money then stays theirs. */
const ASK_DAYS = 60;
const UNCLAIMED_MONTHS = 12;
const REMIND_DAYS = [14, 45];
const DAY_MS = 86_400_000;

const END_ASKING = defineJob('contributions.end-asking');
const END_CLAIM = defineJob('contributions.end-claim');
const REMINDERS = REMIND_DAYS.map((day) => ({
  day,
  job: defineJob(`contributions.remind-claim-${String(day)}`),
}));

/** What time does to money that could not go back: asked for, unclaimed, the hometown's. */
@Injectable()
export class KeepClaims {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly contributions: ContributionsRepository,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(END_ASKING, (tx, id) => this.endAsking(tx, id));
    this.jobs.on(END_CLAIM, (tx, id) => this.endClaim(tx, id));
    REMINDERS.forEach(({ job }, index) => {
      this.jobs.on(job, (tx, id) => this.remind(tx, id, index + 1));
    });
  }

  /** The refund came back and its money lies in 2900: the donor is asked where it should go. */
  async open(tx: Tx, contribution: ContributionRecord, refund: RefundRecord): Promise<void> {
    const now = await this.clock.now(tx);
    await this.claims.insert(tx, {
      id: refund.id,
      contributionId: contribution.id,
      projectId: contribution.projectId,
      amountMinor: refund.amountMinor,
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

  private async endAsking(tx: Tx, id: string): Promise<void> {
    const claim = await this.lock(tx, id);
    if (claim?.state !== 'asked') return;
    const until = new Date(await this.clock.now(tx));
    until.setUTCMonth(until.getUTCMonth() + UNCLAIMED_MONTHS);
    await this.claims.setUnclaimedUntil(tx, id, until);
    const move = { machine: 'refund_claim', id, from: 'asked', to: 'unclaimed' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
    await this.moveGift(tx, claim, { from: 'refunded', to: 'unclaimed' });
    await this.jobs.schedule(tx, END_CLAIM, id, until);
    await this.events.publish(tx, CLAIM_UNCLAIMED, await this.factOf(tx, claim));
  }

  /** L19, the end: it serves the same hometown. */
  private async endClaim(tx: Tx, id: string): Promise<void> {
    const claim = await this.lock(tx, id);
    const contribution =
      claim === null ? null : await this.contributions.find(tx, claim.contributionId);
    if (claim?.state !== 'unclaimed' || contribution === null) return;
    const { placeId } = await this.projects.get(tx, claim.projectId);
    await this.ledger.post(tx, unclaimedOverPosting(contribution, claim, placeId));
    const move = { machine: 'refund_claim', id, from: 'unclaimed', to: 'forfeited' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
    await this.moveGift(tx, claim, { from: 'unclaimed', to: 'to_hometown_fund' });
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

  private async factOf(tx: Tx, { id, contributionId, projectId, amountMinor }: ClaimRecord) {
    const contribution = await this.contributions.find(tx, contributionId);
    const campaignId = contribution?.campaignId ?? '';
    return { contributionId, campaignId, projectId, refundId: id, amountMinor };
  }
}

function after(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
