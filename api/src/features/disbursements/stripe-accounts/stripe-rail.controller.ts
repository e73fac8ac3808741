import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  OnboardStripeAccountDto,
  ReverseTransferDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type {
  PayeeAccountView,
  TrancheSheetView,
} from '@vatra/shared/disbursements/disbursements.views';
import type {
  StripePaymentView,
  StripeRailView,
} from '@vatra/shared/disbursements/stripe-rail.views';
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { TransfersService } from '../transfers/transfers.service.js';
import { StripeRailService } from './stripe-rail.service.js';

@Controller()
export class StripeRailController {
  constructor(
    private readonly rail: StripeRailService,
    private readonly transfers: TransfersService,
  ) {}

  @Operation('disbursements.stripe-rail')
  of(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<StripeRailView> {
    return this.rail.of(actor, id);
  }

  @Operation('disbursements.open-stripe-account')
  open(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<StripeRailView> {
    return this.rail.open(actor, id);
  }

  @Operation('disbursements.onboard-stripe-account')
  onboard(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { locale }: OnboardStripeAccountDto,
  ): Promise<StripeRailView> {
    return this.rail.onboard(actor, id, locale);
  }

  @Operation('disbursements.read-stripe-account')
  ask(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<StripeRailView> {
    return this.rail.ask(actor, id);
  }

  @Operation('disbursements.offer-stripe-account')
  offer(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PayeeAccountView> {
    return this.rail.offer(actor, id);
  }

  @Operation('disbursements.stripe-payments')
  payments(@Query() query: PageQuery): Promise<Page<StripePaymentView>> {
    return this.transfers.listPayments(query);
  }

  @Operation('disbursements.pay-out-again')
  payOutAgain(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<TrancheSheetView> {
    return this.transfers.payOutAgain(actor, id);
  }

  @Operation('disbursements.reverse-transfer')
  reverse(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReverseTransferDto,
  ): Promise<TrancheSheetView> {
    return this.transfers.reverse(actor, id, dto);
  }
}
