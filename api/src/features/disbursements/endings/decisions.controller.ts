import { Body, Controller, Param } from '@nestjs/common';
import {
  ConfirmDecisionDto,
  ProposeDecisionDto,
} from '@vatra/shared/disbursements/project-decisions.dto';
import type { ProjectDecisionsView } from '@vatra/shared/disbursements/project-decisions.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { DecisionsService } from './decisions.service.js';

@Controller()
export class DecisionsController {
  constructor(private readonly decisions: DecisionsService) {}

  @Operation('disbursements.decisions')
  ofProject(
    @CurrentActor() actor: Actor,
    @Param('id') projectId: string,
  ): Promise<ProjectDecisionsView> {
    return this.decisions.ofProject(actor, projectId);
  }

  @Operation('disbursements.propose-decision', { status: 201 })
  propose(
    @CurrentActor() actor: Actor,
    @Param('id') projectId: string,
    @Body() dto: ProposeDecisionDto,
  ): Promise<ProjectDecisionsView> {
    return this.decisions.propose(actor, projectId, dto);
  }

  @Operation('disbursements.confirm-decision')
  confirm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ConfirmDecisionDto,
  ): Promise<ProjectDecisionsView> {
    return this.decisions.confirm(actor, id, dto);
  }

  @Operation('disbursements.withdraw-decision')
  withdraw(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ProjectDecisionsView> {
    return this.decisions.withdraw(actor, id);
  }
}
