import { Module } from '@nestjs/common';
import { ConnectedAccountsGateway } from './connected-accounts.gateway.js';
import { DisputesGateway } from './disputes.gateway.js';
import { SavedCardsGateway } from './saved-cards.gateway.js';
import { StripeTransferRail } from './stripe-transfer.rail.js';
import { StripeGateway } from './stripe.gateway.js';

@Module({
  providers: [
    StripeGateway,
    SavedCardsGateway,
    DisputesGateway,
    ConnectedAccountsGateway,
    StripeTransferRail,
  ],
  exports: [
    StripeGateway,
    SavedCardsGateway,
    DisputesGateway,
    ConnectedAccountsGateway,
    StripeTransferRail,
  ],
})
export class StripeModule {}
