import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  CastBallotDto,
  OpenCallDto,
  RequestEndorsementDto,
} from '@vatra/shared/endorsements/endorsements.dto';
import type { EndorsementView } from '@vatra/shared/endorsements/endorsements.views';
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { EndorsementsService } from './endorsements.service.js';

@Controller()
export class EndorsementsController {
  constructor(private readonly endorsements: EndorsementsService) {}

  @Operation('endorsements.request', { status: 201 })
  request(
    @Param('id') projectId: string,
    @Body() body: RequestEndorsementDto,
    @CurrentActor() actor: Actor,
  ): Promise<EndorsementView> {
    return this.endorsements.request(projectId, body, actor);
  }

  @Operation('endorsements.of-project')
  ofProject(
    @Param('id') projectId: string,
    @CurrentActor() actor: Actor,
  ): Promise<Page<EndorsementView>> {
    return this.endorsements.ofProject(projectId, actor);
  }

  @Operation('endorsements.mine')
  mine(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<Page<EndorsementView>> {
    return this.endorsements.mine(query, actor);
  }

  @Operation('endorsements.get')
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<EndorsementView> {
    return this.endorsements.view(id, actor);
  }

  @Operation('endorsements.open-call')
  openCall(
    @Param('id') id: string,
    @Body() body: OpenCallDto,
    @CurrentActor() actor: Actor,
  ): Promise<EndorsementView> {
    return this.endorsements.openCall(id, body, actor);
  }

  @Operation('endorsements.cast-ballot')
  castBallot(
    @Param('id') id: string,
    @Body() body: CastBallotDto,
    @CurrentActor() actor: Actor,
  ): Promise<EndorsementView> {
    return this.endorsements.castBallot(id, body, actor);
  }
}
