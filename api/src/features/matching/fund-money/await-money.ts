import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { ReservationsRepository } from '../reservations/reservations.repository.js';
import { awaitedMinor } from './fund-money.policy.js';
import { ReadBalances } from './read-balances.js';

/** R56: matching that is a project's own on paper while its fund has only promised it. */
@Injectable()
export class AwaitMoney {
  constructor(
    private readonly reservations: ReservationsRepository,
    private readonly balances: ReadBalances,
  ) {}

  /** What came to a fund covers what it owes projects first of all; the free part waits longest. */
  async of(tx: Tx, projectId: string): Promise<number> {
    const committed = await this.reservations.committedTo(tx, projectId);
    const balances = await this.balances.of(tx, [...committed.keys()]);
    return [...committed].reduce((sum, [fundId, minor]) => {
      const own = balances.get(fundId);
      return own === undefined ? sum : sum + Math.min(minor, awaitedMinor(own));
    }, 0);
  }
}
