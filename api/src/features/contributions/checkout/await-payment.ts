import { Injectable } from '@nestjs/common';
import { isUuid } from '@vatra/shared/rules/text.rules';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import type { StripeCharge, StripeSession } from '../../../platform/stripe/stripe.types.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { CONTRIBUTION_EXPIRED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';

/** Asks Stripe about a payment of which nothing has been heard for too long. */
const ASK_STRIPE = defineJob('contributions.ask-stripe');
const MINUTE_MS = 60_000;
/** After its end a session has no news of its own; events of it may still be on the way. */
const AFTER_SESSION_MINUTES = 10;
const ASK_AGAIN_MINUTES = 15;

/** From the open page to the money: nothing waits without a time at which it is looked at again. */
@Injectable()
export class AwaitPayment {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly campaigns: CampaignsService,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {
    this.jobs.on(ASK_STRIPE, (tx, contributionId) => this.ask(tx, contributionId));
  }

  async begin(tx: Tx, contributionId: string, sessionExpiresAt: Date): Promise<void> {
    const dueAt = new Date(sessionExpiresAt.getTime() + AFTER_SESSION_MINUTES * MINUTE_MS);
    await this.jobs.schedule(tx, ASK_STRIPE, contributionId, dueAt);
  }

  /** Paid, but the provider has not settled it: no credit before its balance transaction (ruling 16). */
  async beginProcessing(
    tx: Tx,
    contribution: ContributionRecord,
    charge: StripeCharge,
  ): Promise<void> {
    const { id, state } = contribution;
    await this.contributions.setCharge(tx, id, charge);
    await this.askLater(tx, id);
    if (state !== 'created') return;
    await moveState(tx, {
      machine: 'contribution',
      id,
      from: 'created',
      to: 'processing',
      actor: SYSTEM,
    });
  }

  /** The payments have come to their end, whichever way. */
  async end(tx: Tx, contributions: readonly ContributionRecord[]): Promise<void> {
    const ids = contributions.map(({ id }) => id);
    await this.jobs.cancelAll(tx, ASK_STRIPE, ids);
    for (const { id, campaignId } of contributions) {
      await this.campaigns.closePayment(tx, campaignId, id);
    }
  }

  /** What Stripe says of its pages: the contribution's own that ended unpaid frees it. */
  async applySessions(tx: Tx, sessions: readonly StripeSession[]): Promise<void> {
    for (const session of sessions) {
      const id = session.metadata.contribution_id;
      if (session.status !== 'expired' || !isUuid(id)) continue;
      const contribution = await this.contributions.findForUpdate(tx, id);
      if (contribution?.state !== 'created') continue;
      // A stray one says nothing of the page that the donor has.
      if ((contribution.sessionId ?? session.id) !== session.id) continue;
      await this.expire(tx, contribution);
    }
  }

  private async expire(tx: Tx, contribution: ContributionRecord): Promise<void> {
    const { id, campaignId, projectId } = contribution;
    await moveState(tx, {
      machine: 'contribution',
      id,
      from: 'created',
      to: 'expired',
      actor: SYSTEM,
    });
    await this.end(tx, [contribution]);
    await this.events.publish(tx, CONTRIBUTION_EXPIRED, {
      contributionId: id,
      campaignId,
      projectId,
    });
  }

  private async ask(tx: Tx, id: string): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution === null || contribution.paidAt !== null) return;
    const { state, sessionId, chargeId } = contribution;
    if (chargeId !== null) await this.payments.askAgain(tx, 'charge', chargeId);
    else if (state !== 'created') return;
    else if (sessionId !== null) await this.payments.askAgain(tx, 'checkout.session', sessionId);
    await this.askLater(tx, id);
  }

  private async askLater(tx: Tx, id: string): Promise<void> {
    const now = await this.clock.now(tx);
    const dueAt = new Date(now.getTime() + ASK_AGAIN_MINUTES * MINUTE_MS);
    await this.jobs.schedule(tx, ASK_STRIPE, id, dueAt);
  }
}
