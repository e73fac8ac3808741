import { Module } from '@nestjs/common';
import { BankModule } from '../../platform/bank/bank.module.js';
import { StripeModule } from '../../platform/stripe/stripe.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FilesModule } from '../files/files.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { AcceptGiver } from './accept-giver.js';
import { ApplyCharges } from './apply-charges.js';
import { CHECKOUT } from './checkout/checkout.providers.js';
import { ClaimsController } from './claims/claims.controller.js';
import { CLAIMS } from './claims/claims.providers.js';
import { CHOICES } from './choices/choices.providers.js';
import { ConcludePayment } from './conclude-payment.js';
import { ContributionsController } from './contributions.controller.js';
import { ContributionsListener } from './contributions.listener.js';
import { ContributionsRepository } from './contributions.repository.js';
import { ContributionsService } from './contributions.service.js';
import { DisputeAnswersController } from './dispute-answers/dispute-answers.controller.js';
import { DISPUTE_ANSWERS } from './dispute-answers/dispute-answers.providers.js';
import { DisputesController } from './disputes/disputes.controller.js';
import { DISPUTES } from './disputes/disputes.providers.js';
import { DonorActsService } from './donor-acts.service.js';
import { DonorKeys } from './donor-keys.js';
import { DonorsRepository } from './donors.repository.js';
import { EarlyNews } from './early-news.js';
import { EndCampaignGifts } from './end-campaign-gifts.js';
import { GiftMoney } from './gift-money.js';
import { GiftMoneyRepository } from './gift-money.repository.js';
import { GiftProjects } from './gift-projects.js';
import { OfferChoice } from './offer-choice.js';
import { OFFLINE_PROVIDERS } from './offline/offline.providers.js';
import { OfflineSheetsController } from './offline/offline-sheets.controller.js';
import { OfflineService } from './offline.service.js';
import { PledgesController } from './pledges/pledges.controller.js';
import { PLEDGES } from './pledges/pledges.providers.js';
import { PledgesService } from './pledges.service.js';
import { ProjectPool } from './project-pool.js';
import { ContributionViews } from './contribution-views.js';
import { ProviderListener } from './provider.listener.js';
import { ReadContributions } from './read-contributions.js';
import { REFUNDS } from './refunds/refunds.providers.js';
import { SHARE_OUTS } from './share-outs/share-outs.providers.js';
import { StaffRefundsController } from './staff-refunds/staff-refunds.controller.js';
import { STAFF_REFUNDS } from './staff-refunds/staff-refunds.providers.js';
import { GiverChecksController } from './giver-checks/giver-checks.controller.js';
import { GIVER_CHECKS } from './giver-checks/giver-checks.providers.js';
import { TransfersService } from './transfers.service.js';
import { TransfersController } from './transfers/transfers.controller.js';
import { TRANSFERS } from './transfers/transfers.providers.js';

@Module({
  imports: [
    StripeModule,
    BankModule,
    AccountsModule,
    LedgerModule,
    PaymentsModule,
    PlacesModule,
    ProjectsModule,
    CampaignsModule,
    MatchingModule,
    FilesModule,
    OrganisationsModule,
  ],
  controllers: [
    ContributionsController,
    StaffRefundsController,
    ClaimsController,
    DisputesController,
    DisputeAnswersController,
    GiverChecksController,
    TransfersController,
    PledgesController,
    OfflineSheetsController,
  ],
  providers: [
    ContributionsRepository,
    DonorsRepository,
    DonorKeys,
    GiftProjects,
    AcceptGiver,
    GiftMoneyRepository,
    GiftMoney,
    EarlyNews,
    ProjectPool,
    ...CHECKOUT,
    ...REFUNDS,
    ...STAFF_REFUNDS,
    ...CHOICES,
    ...CLAIMS,
    ...SHARE_OUTS,
    ...DISPUTES,
    ...DISPUTE_ANSWERS,
    ...GIVER_CHECKS,
    OfferChoice,
    ConcludePayment,
    ApplyCharges,
    EndCampaignGifts,
    ContributionViews,
    ReadContributions,
    ContributionsListener,
    ProviderListener,
    DonorActsService,
    ContributionsService,
    ...TRANSFERS,
    ...PLEDGES,
    ...OFFLINE_PROVIDERS,
  ],
  exports: [ContributionsService, TransfersService, OfflineService, PledgesService],
})
export class ContributionsModule {}
