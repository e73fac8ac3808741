import { Body, Controller, Param } from '@nestjs/common';
import {
  AddPayeeAccountDto,
  VerifyPayeeAccountDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type { PayeeAccountView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { DisbursementsService } from '../disbursements.service.js';

@Controller()
export class PayeesController {
  constructor(private readonly disbursements: DisbursementsService) {}

  @Operation('disbursements.add-payee')
  add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: AddPayeeAccountDto,
  ): Promise<PayeeAccountView> {
    return this.disbursements.addPayee(actor, id, dto);
  }

  @Operation('disbursements.payees-of')
  ofOrganisation(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
  ): Promise<PayeeAccountView[]> {
    return this.disbursements.payeesOf(actor, id);
  }

  @Operation('disbursements.payee-queue')
  queue(): Promise<PayeeAccountView[]> {
    return this.disbursements.payeeQueue();
  }

  @Operation('disbursements.verify-payee')
  verify(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: VerifyPayeeAccountDto,
  ): Promise<PayeeAccountView> {
    return this.disbursements.verifyPayee(actor, id, dto);
  }
}
