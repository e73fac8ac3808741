import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations } from '../../../platform/operations/operations.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { StripeGateway } from '../../../platform/stripe/stripe.gateway.js';
import type { StripeSession } from '../../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { AwaitPayment } from './await-payment.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { CheckoutPagesRepository } from './checkout-pages.repository.js';

const CLOSE_PAGES = defineJob('contributions.close-pages');
const EXPIRE_SESSION = 'contributions.expire-checkout-session';
const BATCH = 100;
/** R31: what was under way when the campaign closed gets sixty minutes. */
const GRACE_MS = 3_600_000;

interface ExpireRequest {
  readonly sessionId: string;
}

/** Closes the provider's pages that are still open an hour after a campaign closed. */
@Injectable()
export class ClosePages {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly pages: CheckoutPagesRepository,
    private readonly waiting: AwaitPayment,
    private readonly payments: PaymentsService,
    private readonly gateway: StripeGateway,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {
    this.jobs.on(CLOSE_PAGES, (tx, campaignId) => this.close(tx, campaignId));
    this.operations.register<ExpireRequest, StripeSession>({
      name: EXPIRE_SESSION,
      call: ({ sessionId }, { key }) => this.gateway.expireSession(sessionId, key),
      apply: (tx, _operation, session) => this.waiting.applySessions(tx, [session]),
      // Paid or expired in this very moment: what it is now decides.
      refused: (tx, { subjectId }) => this.ask(tx, subjectId),
    });
  }

  async afterClosing(tx: Tx, campaignId: string): Promise<void> {
    const now = await this.clock.now(tx);
    await this.jobs.schedule(tx, CLOSE_PAGES, campaignId, new Date(now.getTime() + GRACE_MS));
  }

  private async close(tx: Tx, campaignId: string): Promise<void> {
    const ended = await this.pages.end(tx, campaignId, BATCH);
    for (const { id, sessionId } of ended) {
      const request: ExpireRequest = { sessionId };
      await this.operations.request(tx, { name: EXPIRE_SESSION }, { subjectId: id, request });
    }
    if (ended.length === BATCH) await this.jobs.schedule(tx, CLOSE_PAGES, campaignId, null);
  }

  private async ask(tx: Tx, contributionId: string): Promise<void> {
    const contribution = await this.contributions.find(tx, contributionId);
    const sessionId = contribution?.sessionId ?? null;
    if (sessionId !== null) await this.payments.askAgain(tx, 'checkout.session', sessionId);
  }
}
