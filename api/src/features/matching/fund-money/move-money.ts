import { Injectable } from '@nestjs/common';
import type { DecideFundMoneyDto, FundMoneyDto } from '@vatra/shared/matching/funds.dto';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import type { FundRecord } from '../funds/fund.record.js';
import { FundConflict, FundForbidden, FundInvalid } from '../funds/funds.errors.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { RunFund } from '../funds/run-fund.js';
import { MATCHING_FUND_REOPENED, MATCHING_RECEIVED } from '../matching.events.js';
import { ReservationsRepository } from '../reservations/reservations.repository.js';
import { depositedMinor, moneyPosting, refusalOf } from './fund-money.policy.js';
import type { FundMoneyRecord } from './fund-money.record.js';
import { FundMoneyRepository } from './fund-money.repository.js';
import { KeepDistance } from './keep-distance.js';
import { ProveMoney } from './prove-money.js';
import { ReadBalances } from './read-balances.js';

/**
 * L25 and R56 by two people of finance: the maker names the bank's line or the letter, the checker
 * looks at it and books. Neither belongs to the funder.
 */
@Injectable()
export class MoveMoney {
  constructor(
    private readonly funds: FundsRepository,
    private readonly money: FundMoneyRepository,
    private readonly balances: ReadBalances,
    private readonly reservations: ReservationsRepository,
    private readonly running: RunFund,
    private readonly proofs: ProveMoney,
    private readonly distance: KeepDistance,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {}

  async propose(tx: Tx, fundId: string, dto: FundMoneyDto, actor: Actor): Promise<void> {
    const fund = await this.funds.getForUpdate(tx, fundId);
    const maker = await this.distance.outsiderOf(tx, fund, actor);
    await this.requireFitting(tx, fund, dto);
    await this.proofs.require(tx, dto);
    if ((await this.money.insert(tx, fundId, dto, maker)) === null) {
      throw new FundInvalid('matching.bank-line-does-not-fit', '/bankLineId');
    }
  }

  async decide(tx: Tx, id: string, verdict: DecideFundMoneyDto, actor: Actor): Promise<string> {
    const fund = await this.funds.getForUpdate(tx, await this.money.fundOf(tx, id));
    const money = await this.money.get(tx, id);
    const checker = await this.distance.outsiderOf(tx, fund, actor);
    if (money.state !== 'proposed') throw new FundConflict('matching.money-decided-already');
    if (money.proposedBy === checker) throw new FundForbidden('matching.same-person');
    const { reason } = verdict;
    if (verdict.decision === 'refuse') {
      await this.money.decide(tx, id, { state: 'refused', by: checker, reason, entryId: null });
      return fund.id;
    }
    await this.requireFitting(tx, fund, money);
    const entryId = await this.book(tx, money, actor);
    await this.money.decide(tx, id, { state: 'confirmed', by: checker, reason, entryId });
    await this.follow(tx, fund, money, actor);
    return fund.id;
  }

  private async book(tx: Tx, money: FundMoneyRecord, actor: Actor): Promise<string> {
    const valueDate = await this.proofs.use(tx, money);
    return this.ledger.post(tx, { ...moneyPosting(money, valueDate), actor });
  }

  private async follow(tx: Tx, fund: FundRecord, money: FundMoneyRecord, actor: Actor) {
    const balances = await this.balances.one(tx, fund.id);
    if (fund.state === 'draft' && depositedMinor(balances) >= fund.potMinor) {
      await this.running.verify(tx, fund, actor);
    }
    if (fund.state === 'exhausted' && balances.freeMinor > 0) {
      await this.funds.move(tx, fund, 'open', { actor: SYSTEM });
      await this.events.publish(tx, MATCHING_FUND_REOPENED, { fundId: fund.id });
    }
    if (money.kind === 'received' || money.kind === 'paid_in') await this.tellWaiting(tx, fund.id);
  }

  private async tellWaiting(tx: Tx, fundId: string): Promise<void> {
    const projectIds = await this.reservations.committedProjectsOf(tx, fundId);
    await this.events.publishAll(
      tx,
      MATCHING_RECEIVED,
      projectIds.map((projectId) => ({ fundId, projectId })),
    );
  }

  private async requireFitting(
    tx: Tx,
    fund: FundRecord,
    money: Pick<FundMoneyRecord, 'kind' | 'amountMinor'>,
  ): Promise<void> {
    const balances = await this.balances.one(tx, fund.id);
    const refusal = refusalOf(money, fund.state, balances);
    if (refusal !== null) {
      const { freeMinor, promisedMinor } = balances;
      throw new FundConflict(refusal, { state: fund.state, freeMinor, promisedMinor });
    }
  }
}
