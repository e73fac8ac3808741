import { Injectable } from '@nestjs/common';
import type { DecideFundMoneyDto, FundMoneyDto } from '@vatra/shared/matching/funds.dto';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { FilesService } from '../../files/files.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PaymentsService, type KeptLine } from '../../payments/payments.service.js';
import type { FundRecord } from '../funds/fund.record.js';
import { FundConflict, FundForbidden, FundInvalid } from '../funds/funds.errors.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { RunFund } from '../funds/run-fund.js';
import {
  MATCHING_FUND_RECEIVED,
  MATCHING_FUND_REOPENED,
  MATCHING_FUND_SETTLED,
} from '../matching.events.js';
import { ReservationsRepository } from '../reservations/reservations.repository.js';
import { depositedMinor, moneyPosting, refusalOf } from './fund-money.policy.js';
import type { FundMoneyRecord } from './fund-money.record.js';
import { FundMoneyRepository } from './fund-money.repository.js';
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
    private readonly organisations: OrganisationsService,
    private readonly payments: PaymentsService,
    private readonly files: FilesService,
    private readonly ledger: LedgerService,
    private readonly events: Events,
  ) {}

  async propose(tx: Tx, fundId: string, dto: FundMoneyDto, actor: Actor): Promise<void> {
    const fund = await this.funds.getForUpdate(tx, fundId);
    const maker = await this.outsiderOf(tx, fund, actor);
    await this.requireFitting(tx, fund, dto);
    await this.requireProof(tx, dto);
    if ((await this.money.insert(tx, fundId, dto, maker)) === null) {
      throw new FundInvalid('matching.bank-line-does-not-fit', '/bankLineId');
    }
  }

  async decide(tx: Tx, id: string, verdict: DecideFundMoneyDto, actor: Actor): Promise<string> {
    const fund = await this.funds.getForUpdate(tx, await this.money.fundOf(tx, id));
    const money = await this.money.get(tx, id);
    const checker = await this.outsiderOf(tx, fund, actor);
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

  /** Nothing reserved, nothing free, nothing promised: the fund has done what it was for. */
  async settle(tx: Tx, fundId: string, actor: Actor): Promise<void> {
    const fund = await this.funds.getForUpdate(tx, fundId);
    await this.outsiderOf(tx, fund, actor);
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

  private async book(tx: Tx, money: FundMoneyRecord, actor: Actor): Promise<string> {
    let valueDate: string | undefined;
    if (money.bankLineId !== null) {
      const line = await this.lineOf(tx, money, money.bankLineId);
      valueDate = line.valueOn;
      const match = { lineId: line.id, kind: 'matching_fund', subjectId: money.id };
      if (!(await this.payments.explainLine(tx, match))) {
        throw new FundInvalid('matching.bank-line-does-not-fit', '/bankLineId');
      }
    }
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
    if (money.kind === 'received') {
      await this.events.publish(tx, MATCHING_FUND_RECEIVED, { fundId: fund.id });
    }
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

  private async requireProof(tx: Tx, dto: FundMoneyDto): Promise<void> {
    if (dto.kind === 'guarantee') {
      if (dto.fileId === undefined) throw new FundInvalid('matching.letter-missing', '/fileId');
      await this.files.requireUsable(tx, [dto.fileId], { purpose: 'agreement' });
    }
    const isAtBank = dto.kind !== 'guarantee' && dto.kind !== 'lapsed';
    if (isAtBank && dto.bankLineId === undefined) {
      throw new FundInvalid('matching.bank-line-missing', '/bankLineId');
    }
    if (!isAtBank && dto.bankLineId !== undefined) {
      throw new FundInvalid('matching.bank-line-does-not-fit', '/bankLineId');
    }
    if (dto.bankLineId !== undefined) await this.lineOf(tx, dto, dto.bankLineId);
  }

  /** @throws FundInvalid when the booking is not this amount in this direction, or somebody else's */
  private async lineOf(
    tx: Tx,
    { kind, amountMinor }: Pick<FundMoneyRecord, 'kind' | 'amountMinor'>,
    bankLineId: string,
  ): Promise<KeptLine> {
    const line = (await this.payments.linesByIds(tx, [bankLineId])).get(bankLineId);
    const direction = kind === 'returned' ? 'out' : 'in';
    const isFitting = line?.amountMinor === amountMinor && line.direction === direction;
    if (line === undefined || line.isMatched || !isFitting) {
      throw new FundInvalid('matching.bank-line-does-not-fit', '/bankLineId');
    }
    return line;
  }

  /** @throws FundForbidden */
  private async outsiderOf(tx: Tx, fund: FundRecord, { personId }: Actor): Promise<string> {
    if (personId === null) throw new FundForbidden('matching.own-fund');
    if (await this.organisations.isMemberNow(tx, personId, fund.organisationId)) {
      throw new FundForbidden('matching.own-fund');
    }
    return personId;
  }
}
