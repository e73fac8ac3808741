import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  ChooseDto,
  ContributionKeyQuery,
  FeeEstimateQuery,
  StartContributionDto,
} from '@vatra/shared/contributions/contributions.dto';
import { GiveAccountDto } from '@vatra/shared/contributions/refund-claims.dto';
import type {
  ChoiceOptionsView,
  ContributionView,
  FeeEstimateView,
  StartedContributionView,
} from '@vatra/shared/contributions/contributions.views';
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor, MaybeActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { ContributionsService } from './contributions.service.js';
import { DonorActsService } from './donor-acts.service.js';

@Controller()
export class ContributionsController {
  constructor(
    private readonly contributions: ContributionsService,
    private readonly acts: DonorActsService,
  ) {}

  @Operation('contributions.fee-estimate')
  estimate(@Query() query: FeeEstimateQuery): Promise<FeeEstimateView> {
    return this.contributions.estimate(query);
  }

  @Operation('contributions.start', { status: 201 })
  start(
    @Param('id') campaignId: string,
    @Body() wish: StartContributionDto,
    @MaybeActor() actor: Actor | null,
  ): Promise<StartedContributionView> {
    return this.contributions.start(campaignId, wish, actor);
  }

  @Operation('contributions.progress')
  progress(
    @Param('id') id: string,
    @Query() query: ContributionKeyQuery,
  ): Promise<ContributionView> {
    return this.contributions.progress(id, query.key);
  }

  @Operation('contributions.mine')
  mine(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<Page<ContributionView>> {
    return this.contributions.own(actor, query);
  }

  @Operation('contributions.get')
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ContributionView> {
    return this.contributions.getOwn(id, actor);
  }

  @Operation('contributions.withdraw')
  withdraw(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ContributionView> {
    return this.acts.withdraw(id, actor);
  }

  @Operation('contributions.give-account')
  giveAccount(
    @Param('id') id: string,
    @Body() account: GiveAccountDto,
    @CurrentActor() actor: Actor,
  ): Promise<ContributionView> {
    return this.acts.giveAccount(id, account, actor);
  }

  @Operation('contributions.choices')
  choices(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ChoiceOptionsView> {
    return this.acts.choices(id, actor);
  }

  @Operation('contributions.choose')
  choose(
    @Param('id') id: string,
    @Body() choice: ChooseDto,
    @CurrentActor() actor: Actor,
  ): Promise<ContributionView> {
    return this.acts.choose(id, choice, actor);
  }
}
