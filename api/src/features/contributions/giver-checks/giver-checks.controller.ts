import { Body, Controller, Param } from '@nestjs/common';
import {
  DecideGiverDto,
  ImportSanctionListDto,
} from '@vatra/shared/contributions/giver-checks.dto';
import type { GiverDeskView } from '@vatra/shared/contributions/giver-checks.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { GiverChecksService } from './giver-checks.service.js';

@Controller()
export class GiverChecksController {
  constructor(private readonly checks: GiverChecksService) {}

  @Operation('contributions.giver-desk')
  desk(@CurrentActor() actor: Actor): Promise<GiverDeskView> {
    return this.checks.desk(actor);
  }

  @Operation('contributions.decide-giver')
  decide(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: DecideGiverDto,
  ): Promise<GiverDeskView> {
    return this.checks.decide(actor, id, dto);
  }

  @Operation('contributions.import-sanctions')
  import(@CurrentActor() actor: Actor, @Body() dto: ImportSanctionListDto): Promise<GiverDeskView> {
    return this.checks.import(actor, dto);
  }
}
