import { Module } from '@nestjs/common';
import { SavedCardsGateway } from './saved-cards.gateway.js';
import { StripeGateway } from './stripe.gateway.js';

@Module({
  providers: [StripeGateway, SavedCardsGateway],
  exports: [StripeGateway, SavedCardsGateway],
})
export class StripeModule {}
