import { Body, Controller, Ip, Param } from '@nestjs/common';
import {
  DecideGrievanceDto,
  FileGrievanceDto,
  GrievanceCodeDto,
  SendElsewhereDto,
  TriageGrievanceDto,
} from '@vatra/shared/voice/grievances.dto';
import type {
  GrievanceCaseView,
  GrievanceRowView,
  GrievanceView,
} from '@vatra/shared/voice/grievances.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { GrievancesService } from './grievances.service.js';

@Controller()
export class GrievancesController {
  constructor(private readonly grievances: GrievancesService) {}

  @Operation('voice.file-grievance', { status: 201 })
  file(
    @Param('slug') slug: string,
    @Body() wish: FileGrievanceDto,
    @Ip() address: string,
  ): Promise<GrievanceView> {
    return this.grievances.file(slug, wish, address);
  }

  @Operation('voice.read-grievance')
  read(@Body() { code }: GrievanceCodeDto): Promise<GrievanceView> {
    return this.grievances.read(code);
  }

  @Operation('voice.accept-decision')
  accept(@Body() { code }: GrievanceCodeDto): Promise<GrievanceView> {
    return this.grievances.accept(code);
  }

  @Operation('voice.grievance-queue')
  queue(@CurrentActor() actor: Actor): Promise<GrievanceRowView[]> {
    return this.grievances.queue(actor);
  }

  @Operation('voice.grievance')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<GrievanceCaseView> {
    return this.grievances.get(actor, id);
  }

  @Operation('voice.acknowledge-grievance')
  acknowledge(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<GrievanceCaseView> {
    return this.grievances.step(actor, id, (handling, tx) => handling.acknowledge(tx, actor, id));
  }

  @Operation('voice.send-elsewhere')
  sendElsewhere(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: SendElsewhereDto,
  ): Promise<GrievanceCaseView> {
    return this.grievances.step(actor, id, (handling, tx) =>
      handling.sendElsewhere(tx, actor, id, dto),
    );
  }

  @Operation('voice.triage-grievance')
  triage(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: TriageGrievanceDto,
  ): Promise<GrievanceCaseView> {
    return this.grievances.step(actor, id, (handling, tx) => handling.triage(tx, actor, id, dto));
  }

  @Operation('voice.investigate-grievance')
  investigate(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<GrievanceCaseView> {
    return this.grievances.step(actor, id, (handling, tx) => handling.investigate(tx, actor, id));
  }

  @Operation('voice.decide-grievance')
  decide(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: DecideGrievanceDto,
  ): Promise<GrievanceCaseView> {
    return this.grievances.step(actor, id, (handling, tx) => handling.decide(tx, actor, id, dto));
  }
}
