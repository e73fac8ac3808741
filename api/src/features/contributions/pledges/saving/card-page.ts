import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Database } from '../../../../platform/database/database.js';
import type { Tx } from '../../../../platform/database/tx.js';
import { Operations } from '../../../../platform/operations/operations.js';
import { Jobs } from '../../../../platform/outbox/jobs.js';
import { pageWindow } from '../../../../platform/stripe/page-window.js';
import { SavedCardsGateway } from '../../../../platform/stripe/saved-cards.gateway.js';
import { STORED_FAILURE } from '../../../../platform/stripe/stripe-failure.js';
import type { StripeSession } from '../../../../platform/stripe/stripe.types.js';
import { PAGE_MAKERS } from '../../checkout/page-makers.js';
import { StrayPages } from '../../checkout/stray-pages.js';
import { CardPageContent } from './card-page-content.js';
import { EndPledge } from '../end-pledge.js';
import { ASK_CARD_PAGE } from '../pledges.jobs.js';
import { PledgesRepository } from '../pledges.repository.js';

const MINUTE_MS = 60_000;
const AFTER_PAGE_MINUTES = 10;

interface PageRequest {
  readonly pledgeId: string;
  readonly expiresAt: string;
}

/** The provider's page on which a donor saves the card of a pledge: nothing is charged there. */
@Injectable()
export class CardPage {
  constructor(
    private readonly database: Database,
    private readonly content: CardPageContent,
    private readonly pledges: PledgesRepository,
    private readonly ending: EndPledge,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    gateway: SavedCardsGateway,
    strays: StrayPages,
  ) {
    this.operations.register<PageRequest, StripeSession>({
      name: PAGE_MAKERS.card,
      call: async ({ pledgeId, expiresAt }, { key }) => {
        const page = await this.database.look((tx) =>
          this.content.of(tx, pledgeId, new Date(expiresAt)),
        );
        return gateway.createPage(page, key);
      },
      ask: (request, { sentSince }) => findPage(gateway, request, sentSince),
      apply: async (tx, operation, page) => {
        await this.pledges.setPage(tx, operation.subjectId, page);
        await strays.afterOpening(tx, operation);
      },
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
  }

  /** Answers with the operation that the donor's own request may carry out. */
  async request(tx: Tx, pledgeId: string, expiresAt: Date, inline = true): Promise<string> {
    const request: PageRequest = { pledgeId, expiresAt: expiresAt.toISOString() };
    const version = await this.pledges.nextVersion(tx, pledgeId);
    const intent = { subjectId: pledgeId, request, version, inline };
    await this.jobs.schedule(tx, ASK_CARD_PAGE, pledgeId, later(expiresAt, AFTER_PAGE_MINUTES));
    return this.operations.request(tx, { name: PAGE_MAKERS.card }, intent);
  }

  /** The provider keeps its own failure under the key; any other no ends a pledge without a card. */
  private async refused(tx: Tx, id: string, code: string): Promise<void> {
    const pledge = await this.pledges.findForUpdate(tx, id);
    if (pledge?.state !== 'created') return;
    if (code !== STORED_FAILURE) {
      await this.ending.expire(tx, pledge, code);
      return;
    }
    await this.request(tx, id, later(await this.clock.now(tx), PAGE_MINUTES_MIN), false);
  }
}

/** The provider opens no page for less than thirty. */
export const PAGE_MINUTES_MIN = 32;

export function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

/** A page of this pledge that is still open is as good as another one. */
function findPage(
  gateway: SavedCardsGateway,
  { pledgeId, expiresAt }: PageRequest,
  sentSince: Date,
) {
  return gateway.findPage(
    pageWindow(sentSince, new Date(expiresAt)),
    ({ clientReferenceId, status }) => clientReferenceId === pledgeId && status === 'open',
  );
}
