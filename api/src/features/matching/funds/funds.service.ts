import { Injectable } from '@nestjs/common';
import type {
  AnswerFundQuestionDto,
  DecideFundMoneyDto,
  FundMoneyDto,
  FundNoticeDto,
  WriteFundDto,
} from '@vatra/shared/matching/funds.dto';
import type {
  FundDeskView,
  MatchOfferView,
  MatchingFundPageView,
  MatchingFundView,
  OpenBankLineView,
} from '@vatra/shared/matching/funds.views';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { MoveMoney } from '../fund-money/move-money.js';
import { SettleFund } from '../fund-money/settle-fund.js';
import { AskFunders } from '../questions/ask-funders.js';
import { bankLineView } from './fund.presenter.js';
import { MatchOffers } from './match-offers.js';
import { ReadFunds } from './read-funds.js';
import { RunFund } from './run-fund.js';
import { WriteFund } from './write-fund.js';

const LINES_SHOWN_MAX = 100;

/** Matching funds from the first draft to the last statement. */
@Injectable()
export class FundsService {
  constructor(
    private readonly database: Database,
    private readonly writing: WriteFund,
    private readonly running: RunFund,
    private readonly money: MoveMoney,
    private readonly settling: SettleFund,
    private readonly reading: ReadFunds,
    private readonly offers: MatchOffers,
    private readonly payments: PaymentsService,
    private readonly asking: AskFunders,
  ) {}

  /** @throws OrganisationNotYours, FundConflict, FundInvalid */
  write(organisationId: string, dto: WriteFundDto, actor: Actor): Promise<FundDeskView> {
    return this.answering(actor, (tx) => this.writing.draft(tx, organisationId, dto, actor));
  }

  /** @throws FundMissing, FundConflict once the rules are frozen (R52) */
  change(id: string, dto: WriteFundDto, actor: Actor): Promise<FundDeskView> {
    return this.answering(actor, async (tx) => {
      await this.writing.change(tx, id, dto, actor);
      return id;
    });
  }

  /** @throws FundConflict, FundInvalid, FundForbidden */
  proposeMoney(id: string, dto: FundMoneyDto, actor: Actor): Promise<FundDeskView> {
    return this.answering(actor, async (tx) => {
      await this.money.propose(tx, id, dto, actor);
      return id;
    });
  }

  /** @throws FundConflict, FundInvalid, FundForbidden for the maker's own proposal */
  decideMoney(moneyId: string, dto: DecideFundMoneyDto, actor: Actor): Promise<FundDeskView> {
    return this.answering(actor, (tx) => this.money.decide(tx, moneyId, dto, actor));
  }

  /** @throws FundConflict, FundInvalid */
  giveNotice(id: string, dto: FundNoticeDto, actor: Actor): Promise<FundDeskView> {
    return this.answering(actor, async (tx) => {
      await this.running.giveNotice(tx, id, dto, actor);
      return id;
    });
  }

  /** R78, R79: final. @throws FundMissing, FundConflict when it was answered before */
  answerQuestion(id: string, dto: AnswerFundQuestionDto, actor: Actor): Promise<FundDeskView> {
    return this.answering(actor, (tx) => this.asking.answer(tx, id, dto.answer, actor));
  }

  /** @throws FundConflict while anything is reserved, free or promised */
  settle(id: string, actor: Actor): Promise<FundDeskView> {
    return this.answering(actor, async (tx) => {
      await this.settling.settle(tx, id, actor);
      return id;
    });
  }

  list(query: PageQuery): Promise<Page<MatchingFundView>> {
    return this.database.inTransaction((tx) => this.reading.list(tx, query));
  }

  /** @throws FundMissing */
  page(id: string): Promise<MatchingFundPageView> {
    return this.database.inTransaction((tx) => this.reading.page(tx, id));
  }

  ofFunder(organisationId: string, actor: Actor): Promise<Page<MatchingFundView>> {
    return this.database.inTransaction((tx) => this.reading.ofFunder(tx, organisationId, actor));
  }

  queue(): Promise<Page<MatchingFundView>> {
    return this.database.inTransaction((tx) => this.reading.queue(tx));
  }

  desk(id: string, actor: Actor): Promise<FundDeskView> {
    return this.database.inTransaction((tx) => this.reading.desk(tx, id, actor));
  }

  async openLines(): Promise<Page<OpenBankLineView>> {
    const lines = await this.database.look((tx) => this.payments.openLines(tx, LINES_SHOWN_MAX));
    return { items: lines.map(bankLineView), next: null };
  }

  /** Null when nobody matches the project now. */
  offer(projectId: string): Promise<{ offer: MatchOfferView | null }> {
    return this.database.inTransaction(async (tx) => ({
      offer: (await this.offers.of(tx, [projectId])).get(projectId) ?? null,
    }));
  }

  private answering(actor: Actor, work: (tx: Tx) => Promise<string>): Promise<FundDeskView> {
    return this.database.inTransaction(async (tx) => this.reading.desk(tx, await work(tx), actor));
  }
}
