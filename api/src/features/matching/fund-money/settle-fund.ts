import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { FundConflict } from '../funds/funds.errors.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { MATCHING_FUND_SETTLED } from '../matching.events.js';
import { ReservationsRepository } from '../reservations/reservations.repository.js';
import { KeepDistance } from './keep-distance.js';
import { ReadBalances } from './read-balances.js';

/** The end of a fund: nothing reserved, nothing free, nothing promised. */
@Injectable()
export class SettleFund {
  constructor(
    private readonly funds: FundsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly balances: ReadBalances,
    private readonly distance: KeepDistance,
    private readonly events: Events,
  ) {}

  /** @throws FundMissing, FundConflict, FundForbidden */
  async settle(tx: Tx, fundId: string, actor: Actor): Promise<void> {
    const fund = await this.funds.getForUpdate(tx, fundId);
    await this.distance.outsiderOf(tx, fund, actor);
    if (fund.state !== 'closed') {
      throw new FundConflict('matching.not-closed', { state: fund.state });
    }
    if (await this.reservations.hasReserved(tx, fundId)) {
      throw new FundConflict('matching.reservations-open');
    }
    const { freeMinor, promisedMinor } = await this.balances.one(tx, fundId);
    if (freeMinor > 0 || promisedMinor > 0) {
      throw new FundConflict('matching.money-left', { freeMinor, promisedMinor });
    }
    await this.funds.move(tx, fund, 'settled', { actor });
    await this.events.publish(tx, MATCHING_FUND_SETTLED, { fundId });
  }
}
