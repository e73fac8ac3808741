import { Body, Controller, Param } from '@nestjs/common';
import {
  DemandMoneyDto,
  ReceiveRecoveryDto,
  RecoveryStepDto,
} from '@vatra/shared/disbursements/recoveries.dto';
import type {
  OpenRecoveryView,
  ProjectRecoveriesView,
} from '@vatra/shared/disbursements/recoveries.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { RecoveriesService } from './recoveries.service.js';

@Controller()
export class RecoveriesController {
  constructor(private readonly recoveries: RecoveriesService) {}

  @Operation('disbursements.recoveries')
  ofProject(@Param('id') projectId: string): Promise<ProjectRecoveriesView> {
    return this.recoveries.ofProject(projectId);
  }

  @Operation('disbursements.demand-money', { status: 201 })
  demand(
    @CurrentActor() actor: Actor,
    @Param('id') projectId: string,
    @Body() dto: DemandMoneyDto,
  ): Promise<ProjectRecoveriesView> {
    return this.recoveries.demand(actor, projectId, dto);
  }

  @Operation('disbursements.step-recovery')
  step(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: RecoveryStepDto,
  ): Promise<ProjectRecoveriesView> {
    return this.recoveries.step(actor, id, dto);
  }

  @Operation('disbursements.open-recoveries')
  open(): Promise<OpenRecoveryView[]> {
    return this.recoveries.open();
  }

  @Operation('disbursements.receive-recovery')
  receive(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReceiveRecoveryDto,
  ): Promise<OpenRecoveryView[]> {
    return this.recoveries.receive(actor, id, dto);
  }
}
