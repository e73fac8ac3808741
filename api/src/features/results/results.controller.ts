import { Body, Controller, Param } from '@nestjs/common';
import {
  CompletionReportDto,
  FollowUpReportDto,
  ReviewReportDto,
} from '@vatra/shared/results/results.dto';
import type { ReportView } from '@vatra/shared/results/results.views';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { ResultsService } from './results.service.js';

@Controller()
export class ResultsController {
  constructor(private readonly results: ResultsService) {}

  @Operation('results.report-completion')
  reportCompletion(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: CompletionReportDto,
  ): Promise<ReportView[]> {
    return this.results.reportCompletion(actor, id, dto);
  }

  @Operation('results.report-follow-up')
  reportFollowUp(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: FollowUpReportDto,
  ): Promise<ReportView[]> {
    return this.results.reportFollowUp(actor, id, dto);
  }

  @Operation('results.of-project')
  ofProject(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ReportView[]> {
    return this.results.ofProject(actor, id);
  }

  @Operation('results.review-queue')
  queue(@CurrentActor() actor: Actor): Promise<ReportView[]> {
    return this.results.queue(actor);
  }

  @Operation('results.review')
  review(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReviewReportDto,
  ): Promise<ReportView[]> {
    return this.results.review(actor, id, dto);
  }
}
