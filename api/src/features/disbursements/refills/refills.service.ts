import { Injectable } from '@nestjs/common';
import type {
  RefillsView,
  WaitingTransferView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { CancelRefill } from './cancel-refill.js';
import { ReadRefills } from './read-refills.js';

/** Client money that goes back to Stripe, and the payments that wait for it there. */
@Injectable()
export class RefillsService {
  constructor(
    private readonly database: Database,
    private readonly reading: ReadRefills,
    private readonly cancelling: CancelRefill,
  ) {}

  /** Oldest first. @throws CursorUnknown */
  waiting(query: PageQuery): Promise<Page<WaitingTransferView>> {
    return this.database.look((tx) => this.reading.waiting(tx, query));
  }

  /** @throws RefillMissing, RefillClosed, RefillFetched, RefillNeeded */
  cancel(id: string, actor: Actor): Promise<RefillsView> {
    return this.database.inTransaction(async (tx) => {
      await this.cancelling.cancel(tx, actor, id);
      return this.reading.all(tx, actor);
    });
  }
}
