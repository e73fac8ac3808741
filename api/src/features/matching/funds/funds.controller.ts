import { Body, Controller, Param, Query } from '@nestjs/common';
import {
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
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { FundsService } from './funds.service.js';

@Controller()
export class FundsController {
  constructor(private readonly funds: FundsService) {}

  @Operation('matching.funds')
  list(@Query() query: PageQuery): Promise<Page<MatchingFundView>> {
    return this.funds.list(query);
  }

  @Operation('matching.fund')
  page(@Param('id') id: string): Promise<MatchingFundPageView> {
    return this.funds.page(id);
  }

  @Operation('matching.offer')
  offer(@Param('id') projectId: string): Promise<{ offer: MatchOfferView | null }> {
    return this.funds.offer(projectId);
  }

  @Operation('matching.write-fund', { status: 201 })
  write(
    @Param('id') organisationId: string,
    @Body() body: WriteFundDto,
    @CurrentActor() actor: Actor,
  ): Promise<FundDeskView> {
    return this.funds.write(organisationId, body, actor);
  }

  @Operation('matching.change-fund')
  change(
    @Param('id') id: string,
    @Body() body: WriteFundDto,
    @CurrentActor() actor: Actor,
  ): Promise<FundDeskView> {
    return this.funds.change(id, body, actor);
  }

  @Operation('matching.funds-of-funder')
  ofFunder(
    @Param('id') organisationId: string,
    @CurrentActor() actor: Actor,
  ): Promise<Page<MatchingFundView>> {
    return this.funds.ofFunder(organisationId, actor);
  }

  @Operation('matching.fund-desk')
  desk(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<FundDeskView> {
    return this.funds.desk(id, actor);
  }

  @Operation('matching.fund-queue')
  queue(): Promise<Page<MatchingFundView>> {
    return this.funds.queue();
  }

  @Operation('matching.open-bank-lines')
  openLines(): Promise<Page<OpenBankLineView>> {
    return this.funds.openLines();
  }

  @Operation('matching.propose-money', { status: 201 })
  proposeMoney(
    @Param('id') id: string,
    @Body() body: FundMoneyDto,
    @CurrentActor() actor: Actor,
  ): Promise<FundDeskView> {
    return this.funds.proposeMoney(id, body, actor);
  }

  @Operation('matching.decide-money')
  decideMoney(
    @Param('id') id: string,
    @Body() body: DecideFundMoneyDto,
    @CurrentActor() actor: Actor,
  ): Promise<FundDeskView> {
    return this.funds.decideMoney(id, body, actor);
  }

  @Operation('matching.give-notice')
  giveNotice(
    @Param('id') id: string,
    @Body() body: FundNoticeDto,
    @CurrentActor() actor: Actor,
  ): Promise<FundDeskView> {
    return this.funds.giveNotice(id, body, actor);
  }

  @Operation('matching.answer-question')
  answerQuestion(
    @Param('id') id: string,
    @Body() body: AnswerFundQuestionDto,
    @CurrentActor() actor: Actor,
  ): Promise<FundDeskView> {
    return this.funds.answerQuestion(id, body, actor);
  }

  @Operation('matching.settle-fund')
  settle(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<FundDeskView> {
    return this.funds.settle(id, actor);
  }
}
