import { Body, Controller, Param } from '@nestjs/common';
import {
  NameSupplierDto,
  ProcurementMinutesDto,
  ProcurementPapersDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { ProcurementService } from './procurement.service.js';

@Controller()
export class ProcurementController {
  constructor(private readonly procurement: ProcurementService) {}

  @Operation('disbursements.procurement-papers')
  papers(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ProcurementPapersDto,
  ): Promise<AgreementView> {
    return this.procurement.addPapers(actor, id, dto);
  }

  @Operation('disbursements.procurement-minutes')
  minutes(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ProcurementMinutesDto,
  ): Promise<AgreementView> {
    return this.procurement.handInMinutes(actor, id, dto);
  }

  @Operation('disbursements.name-supplier')
  nameSupplier(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: NameSupplierDto,
  ): Promise<AgreementView> {
    return this.procurement.nameSupplier(actor, id, dto);
  }
}
