import { Body, Controller, Param } from '@nestjs/common';
import {
  AcceptVerificationDto,
  DecideReworkDto,
  ReportMilestoneDto,
  SpendingReportDto,
  VerifyMilestoneDto,
} from '@vatra/shared/milestones/milestones.dto';
import type {
  MilestoneView,
  SpendingView,
  VerificationCaseView,
} from '@vatra/shared/milestones/milestones.views';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { MilestonesService } from './milestones.service.js';

@Controller()
export class MilestonesController {
  constructor(private readonly milestones: MilestonesService) {}

  @Operation('milestones.of-project')
  ofProject(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<MilestoneView[]> {
    return this.milestones.ofProject(actor, id);
  }

  @Operation('milestones.report')
  report(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReportMilestoneDto,
  ): Promise<MilestoneView> {
    return this.milestones.report(actor, id, dto);
  }

  @Operation('milestones.my-cases')
  myCases(@CurrentActor() actor: Actor): Promise<VerificationCaseView[]> {
    return this.milestones.myCases(actor);
  }

  @Operation('milestones.accept-case')
  acceptCase(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: AcceptVerificationDto,
  ): Promise<VerificationCaseView[]> {
    return this.milestones.acceptCase(actor, id, dto);
  }

  @Operation('milestones.answer-case')
  answerCase(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: VerifyMilestoneDto,
  ): Promise<VerificationCaseView[]> {
    return this.milestones.answerCase(actor, id, dto);
  }

  @Operation('milestones.doubt-queue')
  doubtQueue(@CurrentActor() actor: Actor): Promise<MilestoneView[]> {
    return this.milestones.doubtQueue(actor);
  }

  @Operation('milestones.decide-doubt')
  decideDoubt(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: DecideReworkDto,
  ): Promise<MilestoneView> {
    return this.milestones.decideDoubt(actor, id, dto);
  }

  @Operation('milestones.report-spending')
  reportSpending(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: SpendingReportDto,
  ): Promise<SpendingView> {
    return this.milestones.reportSpending(actor, id, dto);
  }
}
