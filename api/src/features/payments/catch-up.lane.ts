import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Lanes, type Lane } from '../../platform/queue/lanes.js';
import { StripeGateway } from '../../platform/stripe/stripe.gateway.js';
import type { StripeEvent } from '../../platform/stripe/stripe.types.js';
import { CATCH_UP_DUE, CatchUpRepository } from './catch-up.repository.js';
import { fateOf } from './event-rules.js';
import { InboxRepository } from './inbox.repository.js';
import { INBOX_LANE } from './stripe-inbox.js';

/** Events of one second are not told in order: a little of the known past is listed again. */
const OVERLAP_MS = 60_000;

/** Every minute asks Stripe what happened, so that a webhook that never came is not missed for long. */
@Injectable()
export class CatchUpLane implements Lane {
  readonly name = 'stripe-catch-up';
  readonly dueWhen = CATCH_UP_DUE;
  private readonly log = new Logger(CatchUpLane.name);

  constructor(
    private readonly database: Database,
    private readonly catchUp: CatchUpRepository,
    private readonly inbox: InboxRepository,
    private readonly gateway: StripeGateway,
    private readonly lanes: Lanes,
  ) {
    lanes.add(this);
  }

  async work(): Promise<number> {
    const turn = await this.database.inTransaction((tx) => this.catchUp.takeTurn(tx));
    if (turn === null) return 0;
    try {
      await this.list(new Date(turn.listedTo.getTime() - OVERLAP_MS));
    } catch (error) {
      this.log.warn(`Stripe's events were not listed: ${String(error)}`);
    }
    return 0;
  }

  /**
   * To the last page, however many there are: the newest come first, so that stopping early would leave
   * out the oldest for ever. The provider keeps events for thirty days.
   */
  private async list(from: Date): Promise<void> {
    let newest: Date | null = null;
    let after: string | undefined;
    for (let hasMore = true; hasMore;) {
      const page = await this.gateway.listEvents({ from }, after);
      newest ??= page.items[0]?.createdAt ?? null;
      await this.keep(page.items);
      after = page.items.at(-1)?.id;
      hasMore = page.hasMore && after !== undefined;
    }
    if (newest !== null) await this.reached(newest);
  }

  private async keep(events: readonly StripeEvent[]): Promise<void> {
    const rows = events.map((event) => ({
      event,
      fate: fateOf(event),
      source: 'catch_up' as const,
    }));
    const missed = await this.database.inTransaction((tx) => this.inbox.keepAll(tx, rows));
    if (missed > 0) this.lanes.hint(INBOX_LANE);
  }

  private async reached(newest: Date): Promise<void> {
    await this.database.inTransaction((tx) => this.catchUp.reached(tx, newest));
  }
}
