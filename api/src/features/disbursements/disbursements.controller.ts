import { Body, Controller, Param } from '@nestjs/common';
import {
  ApproveTrancheDto,
  PrepareTrancheDto,
  SignAgreementDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type {
  AgreementRowView,
  AgreementView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { DisbursementsService } from './disbursements.service.js';

/** Agreements and tranches. */
@Controller()
export class DisbursementsController {
  constructor(private readonly disbursements: DisbursementsService) {}

  @Operation('disbursements.agreement')
  agreement(@Param('id') id: string): Promise<AgreementView> {
    return this.disbursements.agreement(id);
  }

  @Operation('disbursements.agreement-queue')
  agreementQueue(): Promise<AgreementRowView[]> {
    return this.disbursements.agreementQueue();
  }

  @Operation('disbursements.sign-agreement')
  sign(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: SignAgreementDto,
  ): Promise<AgreementView> {
    return this.disbursements.signAgreement(actor, id, dto);
  }

  @Operation('disbursements.of-project')
  ofProject(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<TrancheView[]> {
    return this.disbursements.ofProject(actor, id);
  }

  @Operation('disbursements.queue')
  queue(@CurrentActor() actor: Actor): Promise<TrancheView[]> {
    return this.disbursements.queue(actor);
  }

  @Operation('disbursements.sheet')
  sheet(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<TrancheSheetView> {
    return this.disbursements.sheet(actor, id);
  }

  @Operation('disbursements.prepare')
  prepare(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: PrepareTrancheDto,
  ): Promise<TrancheSheetView> {
    return this.disbursements.prepare(actor, id, dto);
  }

  @Operation('disbursements.approve')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ApproveTrancheDto,
  ): Promise<TrancheSheetView> {
    return this.disbursements.approve(actor, id, dto);
  }
}
