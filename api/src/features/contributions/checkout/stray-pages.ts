import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import {
  Operations,
  OutsideRefused,
  wasSentBefore,
  type OperationRef,
} from '../../../platform/operations/operations.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { pageWindow } from '../../../platform/stripe/page-window.js';
import { StripeGateway } from '../../../platform/stripe/stripe.gateway.js';
import type { StripeSession } from '../../../platform/stripe/stripe.types.js';
import { CheckoutPagesRepository } from './checkout-pages.repository.js';
import { PAGE_MAKERS } from './page-makers.js';

const LOOK_FOR_STRAYS = defineJob('contributions.look-for-stray-pages');
const CLOSE_STRAYS = 'contributions.close-stray-pages';
/** Longer than a call can be on its way. */
const LATE_MS = 5 * 60_000;

interface StraysRequest {
  /** Of the gift or the pledge. */
  readonly reference: string;
}

/**
 * Closes pages that a late call made beside the one we know (decision 0057): the call of a process that
 * died arrives after another has been sent in its place, and the provider has not kept the key.
 */
@Injectable()
export class StrayPages {
  constructor(
    private readonly database: Database,
    private readonly pages: CheckoutPagesRepository,
    private readonly gateway: StripeGateway,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {
    this.jobs.on(LOOK_FOR_STRAYS, (tx, reference) => this.request(tx, reference));
    this.operations.register<StraysRequest, readonly string[]>({
      name: CLOSE_STRAYS,
      call: ({ reference }) => this.close(reference),
      // The provider tells of each page itself.
      apply: () => Promise.resolve(),
      refused: () => Promise.resolve(),
    });
  }

  /** A page is known that was asked for more than once: others may come. */
  async afterOpening(tx: Tx, opening: OperationRef): Promise<void> {
    if (!wasSentBefore(opening)) return;
    const now = await this.clock.now(tx);
    const dueAt = new Date(now.getTime() + LATE_MS);
    await this.jobs.schedule(tx, LOOK_FOR_STRAYS, opening.subjectId, dueAt);
  }

  private async request(tx: Tx, reference: string): Promise<void> {
    const request: StraysRequest = { reference };
    await this.operations.request(tx, { name: CLOSE_STRAYS }, { subjectId: newId(), request });
  }

  private async close(reference: string): Promise<readonly string[]> {
    const open = await this.openPages(reference);
    // After the list: what is on it and not known by now was not opened by anybody who is still at it.
    const { isOpen, known } = await this.database.look(async (tx) => ({
      ...(await this.operations.historyOf(tx, Object.values(PAGE_MAKERS), reference)),
      known: await this.pages.knownOf(tx, reference),
    }));
    if (isOpen) throw new Error(`a page of ${reference} is being opened`);
    const strays = open.map(({ id }) => id).filter((id) => !known.includes(id));
    for (const id of strays) await this.expire(id);
    return strays;
  }

  private async openPages(reference: string): Promise<StripeSession[]> {
    const { sentSince, now } = await this.database.look(async (tx) => ({
      ...(await this.operations.historyOf(tx, Object.values(PAGE_MAKERS), reference)),
      now: await this.clock.now(tx),
    }));
    if (sentSince === null) return [];
    return this.gateway.findSessions(
      pageWindow(sentSince, now),
      ({ clientReferenceId, status }) => clientReferenceId === reference && status === 'open',
    );
  }

  /** Paid or ended in this very moment: the provider tells what became of it. */
  private async expire(id: string): Promise<void> {
    try {
      await this.gateway.expireSession(id, `stray:${id}`);
    } catch (error) {
      if (!(error instanceof OutsideRefused)) throw error;
    }
  }
}
