import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  ContributionKeyQuery,
  StartContributionDto,
} from '@vatra/shared/contributions/contributions.dto';
import type {
  PledgePageView,
  PledgeView,
  StartedPledgeView,
} from '@vatra/shared/contributions/pledges.views';
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor, MaybeActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { PledgesService } from '../pledges.service.js';

@Controller()
export class PledgesController {
  constructor(private readonly pledges: PledgesService) {}

  @Operation('contributions.start-pledge', { status: 201 })
  start(
    @Param('id') campaignId: string,
    @Body() wish: StartContributionDto,
    @MaybeActor() actor: Actor | null,
  ): Promise<StartedPledgeView> {
    return this.pledges.start(campaignId, wish, actor);
  }

  @Operation('contributions.pledge-progress')
  progress(@Param('id') id: string, @Query() query: ContributionKeyQuery): Promise<PledgeView> {
    return this.pledges.progress(id, query.key);
  }

  @Operation('contributions.pledges-mine')
  mine(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<Page<PledgeView>> {
    return this.pledges.own(actor, query);
  }

  @Operation('contributions.withdraw-pledge')
  withdraw(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<PledgeView> {
    return this.pledges.withdraw(id, actor);
  }

  @Operation('contributions.confirm-pledge')
  confirm(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<PledgePageView> {
    return this.pledges.confirm(id, actor);
  }

  @Operation('contributions.change-pledge-card')
  changeCard(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<PledgePageView> {
    return this.pledges.changeCard(id, actor);
  }
}
