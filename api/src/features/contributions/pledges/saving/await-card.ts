import { Injectable } from '@nestjs/common';
import { isUuid } from '@vatra/shared/rules/text.rules';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Tx } from '../../../../platform/database/tx.js';
import { Jobs } from '../../../../platform/outbox/jobs.js';
import type { StripeSession } from '../../../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../../../payments/payments.service.js';
import { EndPledge } from '../end-pledge.js';
import { ASK_CARD_PAGE } from '../pledges.jobs.js';
import { PledgesRepository } from '../pledges.repository.js';
import { later } from './card-page.js';

const ASK_AGAIN_MINUTES = 15;

/** From the open page to the saved card: no pledge waits without a time at which it is looked at again. */
@Injectable()
export class AwaitCard {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly ending: EndPledge,
    private readonly payments: PaymentsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {
    this.jobs.on(ASK_CARD_PAGE, (tx, pledgeId) => this.ask(tx, pledgeId));
  }

  /** What the provider says of its pages: the pledge's own that ended without a card ends it. */
  async applySessions(tx: Tx, sessions: readonly StripeSession[]): Promise<void> {
    for (const session of sessions) {
      const id = session.metadata.pledge_id;
      if (!isUuid(id)) continue;
      const { status, setupIntentId } = session;
      if (status === 'complete' && setupIntentId !== null) {
        await this.payments.askAgain(tx, 'setup_intent', setupIntentId);
      }
      if (status !== 'expired') continue;
      const pledge = await this.pledges.findForUpdate(tx, id);
      if (pledge?.state !== 'created') continue;
      if ((pledge.sessionId ?? session.id) === session.id) await this.ending.expire(tx, pledge);
    }
  }

  private async ask(tx: Tx, id: string): Promise<void> {
    const pledge = await this.pledges.findForUpdate(tx, id);
    if (pledge?.state !== 'created') return;
    const { sessionId } = pledge;
    if (sessionId !== null) await this.payments.askAgain(tx, 'checkout.session', sessionId);
    const dueAt = later(await this.clock.now(tx), ASK_AGAIN_MINUTES);
    await this.jobs.schedule(tx, ASK_CARD_PAGE, id, dueAt);
  }
}
