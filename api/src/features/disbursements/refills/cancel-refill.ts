import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrderRefill } from './order-refill.js';
import { RefillClosed, RefillFetched, RefillMissing, RefillNeeded } from './refills.errors.js';
import { isCancellable, RefillsRepository } from './refills.repository.js';

/**
 * Payments were held, or gifts have brought enough: the money can stay at the bank. One person does it,
 * because nothing moves by it, and never when the file may be with the bank.
 */
@Injectable()
export class CancelRefill {
  constructor(
    private readonly refills: RefillsRepository,
    private readonly ordering: OrderRefill,
  ) {}

  /** @throws RefillMissing, RefillClosed, RefillFetched, RefillNeeded */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<void> {
    // What is missing is reckoned by one at a time; who fetches the file waits for the row.
    await this.refills.lockAll(tx);
    const refill = await this.refills.findForUpdate(tx, id);
    if (refill === null) throw new RefillMissing();
    if (!isCancellable(refill.state)) throw new RefillClosed(refill.state);
    if (refill.fetchedAt !== null) throw new RefillFetched();
    const missingMinor = (await this.ordering.missingMinor(tx)) + refill.amountMinor;
    if (missingMinor > 0) throw new RefillNeeded(missingMinor);
    await moveState(tx, { machine: 'refill', id, from: refill.state, to: 'cancelled', actor });
  }
}
