import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ContributionsModule } from '../contributions/contributions.module.js';
import { DisbursementsModule } from '../disbursements/disbursements.module.js';
import { EndorsementsModule } from '../endorsements/endorsements.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { MilestonesModule } from '../milestones/milestones.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { ResultsModule } from '../results/results.module.js';
import { VoiceModule } from '../voice/voice.module.js';
import { Books } from './books.js';
import { HomePage } from './home-page.js';
import { ProjectCards } from './project-cards.js';
import { ProjectAfter, ProjectBefore, ProjectPage } from './project-page.js';
import { PublishingController } from './publishing.controller.js';
import { PublishingService } from './publishing.service.js';
import { Totals } from './totals.js';
import { AssociationPage, TownPage } from './town-page.js';

@Module({
  imports: [
    PlacesModule,
    LedgerModule,
    OrganisationsModule,
    ProjectsModule,
    EndorsementsModule,
    CampaignsModule,
    MatchingModule,
    ContributionsModule,
    MilestonesModule,
    DisbursementsModule,
    ResultsModule,
    VoiceModule,
  ],
  controllers: [PublishingController],
  providers: [
    Books,
    ProjectCards,
    ProjectBefore,
    ProjectAfter,
    ProjectPage,
    Totals,
    HomePage,
    TownPage,
    AssociationPage,
    PublishingService,
  ],
})
export class PublishingModule {}
