import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  ApproveRefundsDto,
  CancelRefundsDto,
  PrepareRefundsDto,
  RefundQuoteQuery,
} from '@vatra/shared/contributions/refund-batches.dto';
import type {
  RefundBatchView,
  RefundQuoteView,
} from '@vatra/shared/contributions/refund-batches.views';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { StaffRefundsService } from './staff-refunds.service.js';

@Controller()
export class StaffRefundsController {
  constructor(private readonly refunds: StaffRefundsService) {}

  @Operation('contributions.refund-quote')
  quote(@Query() { receipt }: RefundQuoteQuery): Promise<RefundQuoteView> {
    return this.refunds.quote(receipt);
  }

  @Operation('contributions.refund-batches')
  latest(@CurrentActor() actor: Actor): Promise<RefundBatchView[]> {
    return this.refunds.latest(actor);
  }

  @Operation('contributions.refund-batch')
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<RefundBatchView> {
    return this.refunds.get(id, actor);
  }

  @Operation('contributions.prepare-refunds', { status: 201 })
  prepare(@Body() dto: PrepareRefundsDto, @CurrentActor() actor: Actor): Promise<RefundBatchView> {
    return this.refunds.prepare(dto, actor);
  }

  @Operation('contributions.approve-refunds')
  approve(
    @Param('id') id: string,
    @Body() dto: ApproveRefundsDto,
    @CurrentActor() actor: Actor,
  ): Promise<RefundBatchView> {
    return this.refunds.approve(id, dto, actor);
  }

  @Operation('contributions.cancel-refunds')
  cancel(
    @Param('id') id: string,
    @Body() dto: CancelRefundsDto,
    @CurrentActor() actor: Actor,
  ): Promise<RefundBatchView> {
    return this.refunds.cancel(id, dto, actor);
  }
}
