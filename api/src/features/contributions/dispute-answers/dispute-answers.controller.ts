import { Body, Controller, Param } from '@nestjs/common';
import {
  SubmitDisputeAnswerDto,
  WriteDisputeAnswerDto,
} from '@vatra/shared/contributions/dispute-answers.dto';
import type { DisputeSheetView } from '@vatra/shared/contributions/disputes.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { DisputeAnswersService } from './dispute-answers.service.js';

@Controller()
export class DisputeAnswersController {
  constructor(private readonly answers: DisputeAnswersService) {}

  @Operation('contributions.dispute')
  sheet(@Param('id') id: string): Promise<DisputeSheetView> {
    return this.answers.sheet(id);
  }

  @Operation('contributions.write-dispute-answer')
  write(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: WriteDisputeAnswerDto,
  ): Promise<DisputeSheetView> {
    return this.answers.write(actor, id, dto);
  }

  @Operation('contributions.submit-dispute-answer')
  submit(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: SubmitDisputeAnswerDto,
  ): Promise<DisputeSheetView> {
    return this.answers.submit(actor, id, dto);
  }

  @Operation('contributions.accept-dispute')
  accept(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<DisputeSheetView> {
    return this.answers.accept(actor, id);
  }
}
