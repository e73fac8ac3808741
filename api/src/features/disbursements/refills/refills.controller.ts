import { Controller, Param, Query } from '@nestjs/common';
import type {
  RefillsView,
  WaitingTransferView,
} from '@vatra/shared/disbursements/operator-money.views';
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { RefillsService } from './refills.service.js';

@Controller()
export class RefillsController {
  constructor(private readonly refills: RefillsService) {}

  @Operation('disbursements.waiting-transfers')
  waiting(@Query() query: PageQuery): Promise<Page<WaitingTransferView>> {
    return this.refills.waiting(query);
  }

  @Operation('disbursements.cancel-refill')
  cancel(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<RefillsView> {
    return this.refills.cancel(id, actor);
  }
}
