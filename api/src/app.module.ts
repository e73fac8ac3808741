import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from './features/accounts/accounts.module.js';
import { CampaignsModule } from './features/campaigns/campaigns.module.js';
import { ContributionsModule } from './features/contributions/contributions.module.js';
import { DisbursementsModule } from './features/disbursements/disbursements.module.js';
import { EndorsementsModule } from './features/endorsements/endorsements.module.js';
import { FilesModule } from './features/files/files.module.js';
import { LedgerModule } from './features/ledger/ledger.module.js';
import { MatchingModule } from './features/matching/matching.module.js';
import { MilestonesModule } from './features/milestones/milestones.module.js';
import { NotificationsModule } from './features/notifications/notifications.module.js';
import { OrganisationsModule } from './features/organisations/organisations.module.js';
import { PaymentsModule } from './features/payments/payments.module.js';
import { PlacesModule } from './features/places/places.module.js';
import { ProjectsModule } from './features/projects/projects.module.js';
import { PublishingModule } from './features/publishing/publishing.module.js';
import { ResultsModule } from './features/results/results.module.js';
import { VoiceModule } from './features/voice/voice.module.js';
import type { Config } from './platform/config/config.js';
import { FileStoreModule } from './platform/files/file-store.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { VerifyModule } from './verify/verify.module.js';

/** The features from the ground up (architecture, section 4). */
const FEATURES = [
  AccountsModule,
  FilesModule,
  PlacesModule,
  LedgerModule,
  PaymentsModule,
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
  PublishingModule,
  NotificationsModule,
];

/** The whole product. */
@Module({})
export class AppModule {
  static with(config: Config, processName: 'http' | 'worker'): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, processName),
        MailModule,
        FileStoreModule,
        ...FEATURES,
        VerifyModule,
      ],
    };
  }
}
