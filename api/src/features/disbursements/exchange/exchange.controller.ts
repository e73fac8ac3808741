import { Body, Controller, Param } from '@nestjs/common';
import { ChooseCurrencyDto, SayReceivedDto } from '@vatra/shared/disbursements/disbursements.dto';
import type { AgreementView, TrancheView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { ExchangeService } from './exchange.service.js';

@Controller()
export class ExchangeController {
  constructor(private readonly exchange: ExchangeService) {}

  @Operation('disbursements.choose-currency')
  choose(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ChooseCurrencyDto,
  ): Promise<AgreementView> {
    return this.exchange.chooseCurrency(actor, id, dto);
  }

  @Operation('disbursements.say-received')
  sayReceived(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: SayReceivedDto,
  ): Promise<TrancheView> {
    return this.exchange.sayReceived(actor, id, dto);
  }
}
