import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ContributionsModule } from '../contributions/contributions.module.js';
import { DisbursementsModule } from '../disbursements/disbursements.module.js';
import { EndorsementsModule } from '../endorsements/endorsements.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { AssociationMails } from './association-mails.js';
import { AuthorityMails } from './authority-mails.js';
import { DonorMails } from './donor-mails.js';
import { DonorNewsRepository } from './donor-news.repository.js';
import { DonorNews } from './donor-news.js';
import { FinanceMails } from './finance-mails.js';
import { FunderMails } from './funder-mails.js';
import { GiftMails } from './gift-mails.js';
import { GrantMails } from './grant-mails.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';
import { OfflineMails } from './offline-mails.js';
import { PledgeMails } from './pledge-mails.js';
import { PurposeMails } from './purpose-mails.js';
import { RefundMails } from './refund-mails.js';
import { TeamMails } from './team-mails.js';
import { TransferMails } from './transfer-mails.js';

/** The top of the house: listens to all features, and nobody imports it. */
@Module({
  imports: [
    AccountsModule,
    CampaignsModule,
    ContributionsModule,
    DisbursementsModule,
    EndorsementsModule,
    OrganisationsModule,
    ProjectsModule,
  ],
  controllers: [NotificationsController],
  providers: [
    NotificationsService,
    DonorNewsRepository,
    DonorNews,
    GiftMails,
    DonorMails,
    RefundMails,
    TeamMails,
    AssociationMails,
    AuthorityMails,
    GrantMails,
    OfflineMails,
    FinanceMails,
    FunderMails,
    PurposeMails,
    TransferMails,
    PledgeMails,
  ],
})
export class NotificationsModule {}
