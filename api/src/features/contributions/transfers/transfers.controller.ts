import { Body, Controller, Param } from '@nestjs/common';
import { StartTransferDto } from '@vatra/shared/contributions/transfers.dto';
import type {
  StartedTransferView,
  TransferOfferView,
} from '@vatra/shared/contributions/transfers.views';
import type { Actor } from '../../../platform/actor.js';
import { MaybeActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { TransfersService } from '../transfers.service.js';

@Controller()
export class TransfersController {
  constructor(private readonly transfers: TransfersService) {}

  @Operation('contributions.transfer-offer')
  offer(@Param('id') campaignId: string): Promise<TransferOfferView> {
    return this.transfers.offer(campaignId);
  }

  @Operation('contributions.announce-transfer', { status: 201 })
  announce(
    @Param('id') campaignId: string,
    @Body() wish: StartTransferDto,
    @MaybeActor() actor: Actor | null,
  ): Promise<StartedTransferView> {
    return this.transfers.announce(campaignId, wish, actor);
  }
}
