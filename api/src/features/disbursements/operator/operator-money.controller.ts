import { Body, Controller, Param, Res } from '@nestjs/common';
import {
  ApproveOrderDto,
  CancelOrderDto,
  PrepareOrderDto,
} from '@vatra/shared/disbursements/operator-money.dto';
import type {
  OperatorMoneyView,
  OperatorOrderView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { OperatorMoneyService } from './operator-money.service.js';

@Controller()
export class OperatorMoneyController {
  constructor(private readonly operatorMoney: OperatorMoneyService) {}

  @Operation('disbursements.operator-money')
  all(@CurrentActor() actor: Actor): Promise<OperatorMoneyView> {
    return this.operatorMoney.all(actor);
  }

  @Operation('disbursements.order')
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperatorOrderView> {
    return this.operatorMoney.get(id, actor);
  }

  @Operation('disbursements.prepare-order', { status: 201 })
  prepare(@Body() dto: PrepareOrderDto, @CurrentActor() actor: Actor): Promise<OperatorOrderView> {
    return this.operatorMoney.prepare(dto, actor);
  }

  @Operation('disbursements.approve-order')
  approve(
    @Param('id') id: string,
    @Body() dto: ApproveOrderDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperatorOrderView> {
    return this.operatorMoney.approve(id, dto, actor);
  }

  @Operation('disbursements.cancel-order')
  cancel(
    @Param('id') id: string,
    @Body() dto: CancelOrderDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperatorOrderView> {
    return this.operatorMoney.cancel(id, dto, actor);
  }

  @Operation('disbursements.order-file')
  async file(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { name, content } = await this.operatorMoney.file(id);
    await reply
      .header('content-type', 'application/xml; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-store')
      .send(content);
  }
}
