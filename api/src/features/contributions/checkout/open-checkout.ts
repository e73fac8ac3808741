import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations, type OperationContext } from '../../../platform/operations/operations.js';
import { Events } from '../../../platform/outbox/events.js';
import { pageWindow } from '../../../platform/stripe/page-window.js';
import { STORED_FAILURE } from '../../../platform/stripe/stripe-failure.js';
import { StripeGateway } from '../../../platform/stripe/stripe.gateway.js';
import type { StripeSession } from '../../../platform/stripe/stripe.types.js';
import { AwaitPayment } from './await-payment.js';
import { CheckoutPage } from './checkout-page.js';
import type { ContributionRecord } from '../contribution.record.js';
import { CONTRIBUTION_FAILED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { CheckoutPagesRepository } from './checkout-pages.repository.js';
import { PAGE_MAKERS } from './page-makers.js';
import { StrayPages } from './stray-pages.js';

interface SessionRequest {
  readonly contributionId: string;
}

/**
 * Opens the provider's page for one contribution. The operation keeps the contribution's id alone:
 * the rest is read from rows that do not change, so every attempt asks for exactly the same.
 */
@Injectable()
export class OpenCheckout {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsRepository,
    private readonly pages: CheckoutPagesRepository,
    private readonly page: CheckoutPage,
    private readonly waiting: AwaitPayment,
    private readonly strays: StrayPages,
    private readonly gateway: StripeGateway,
    private readonly operations: Operations,
    private readonly events: Events,
  ) {
    this.operations.register<SessionRequest, StripeSession>({
      name: PAGE_MAKERS.gift,
      call: (request, context) => this.create(request, context),
      ask: (request, context) => this.find(request, context),
      apply: async (tx, operation, session) => {
        await this.pages.setSession(tx, operation.subjectId, session);
        await this.strays.afterOpening(tx, operation);
      },
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
  }

  /** The first page is mostly opened within the donor's own request (`inline`); a later one by a worker. */
  request(tx: Tx, contributionId: string, version = 1, inline = version === 1): Promise<string> {
    const request: SessionRequest = { contributionId };
    const intent = { subjectId: contributionId, request, version, inline };
    return this.operations.request(tx, { name: PAGE_MAKERS.gift }, intent);
  }

  private async create({ contributionId }: SessionRequest, { key }: OperationContext) {
    const session = await this.database.look((tx) => this.page.of(tx, contributionId));
    return this.gateway.createSession(session, key);
  }

  private async find(
    { contributionId }: SessionRequest,
    { sentSince }: OperationContext,
  ): Promise<StripeSession | null> {
    const contribution = await this.database.look((tx) =>
      this.contributions.find(tx, contributionId),
    );
    if (contribution === null) return null;
    const window = pageWindow(sentSince, contribution.sessionExpiresAt);
    const isOurs = (session: StripeSession) => session.clientReferenceId === contributionId;
    return this.gateway.findSession(window, isOurs);
  }

  private async refused(tx: Tx, id: string, code: string): Promise<void> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution?.state !== 'created') return;
    if (code === STORED_FAILURE) {
      await this.request(tx, id, await this.pages.nextVersion(tx, id));
      return;
    }
    await this.fail(tx, contribution, code);
  }

  private async fail(tx: Tx, contribution: ContributionRecord, code: string): Promise<void> {
    const { id, campaignId, projectId } = contribution;
    await moveState(tx, {
      machine: 'contribution',
      id,
      from: 'created',
      to: 'failed',
      actor: SYSTEM,
      reason: code,
    });
    await this.waiting.end(tx, [contribution]);
    const fact = { contributionId: id, campaignId, projectId };
    await this.events.publish(tx, CONTRIBUTION_FAILED, fact);
  }
}
