import { Body, Controller, Param } from '@nestjs/common';
import {
  AnswerPurposeDto,
  ProposePurposeDto,
} from '@vatra/shared/disbursements/purpose-changes.dto';
import type {
  OpenPurposeChangeView,
  PurposeChangesView,
} from '@vatra/shared/disbursements/purpose-changes.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor, MaybeActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { PurposeService } from './purpose.service.js';

@Controller()
export class PurposeController {
  constructor(private readonly purpose: PurposeService) {}

  @Operation('disbursements.purpose-changes')
  ofProject(
    @MaybeActor() actor: Actor | null,
    @Param('id') projectId: string,
  ): Promise<PurposeChangesView> {
    return this.purpose.ofProject(actor, projectId);
  }

  @Operation('disbursements.open-purpose-changes')
  open(): Promise<OpenPurposeChangeView[]> {
    return this.purpose.open();
  }

  @Operation('disbursements.propose-purpose', { status: 201 })
  propose(
    @CurrentActor() actor: Actor,
    @Param('id') projectId: string,
    @Body() dto: ProposePurposeDto,
  ): Promise<PurposeChangesView> {
    return this.purpose.propose(actor, projectId, dto);
  }

  @Operation('disbursements.answer-purpose')
  answer(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: AnswerPurposeDto,
  ): Promise<PurposeChangesView> {
    return this.purpose.answer(actor, id, dto);
  }

  @Operation('disbursements.withdraw-purpose')
  withdraw(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PurposeChangesView> {
    return this.purpose.withdraw(actor, id);
  }
}
