import { Module } from '@nestjs/common';
import { EndorsementsModule } from '../endorsements/endorsements.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { CampaignDesk } from './campaign-desk.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignsDuties } from './campaigns.duties.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CampaignsService } from './campaigns.service.js';
import { CampaignsWorker } from './campaigns.worker.js';
import { CloseCampaign } from './close-campaign.js';
import { CountCredits } from './count-credits.js';
import { CountingRepository } from './counting.repository.js';
import { CreditsLane } from './credits.lane.js';
import { CreditsRepository } from './credits.repository.js';
import { DecideHold } from './decide-hold.js';
import { ExtendCampaign } from './extend-campaign.js';
import { ExtensionsRepository } from './extensions.repository.js';
import { FinishCampaign } from './finish-campaign.js';
import { JudgeCampaign } from './judge-campaign.js';
import { PauseCampaign } from './pause-campaign.js';
import { PromisesRepository } from './promises.repository.js';
import { ReadCampaigns } from './read-campaigns.js';
import { MatchesRepository } from './matches.repository.js';
import { RecordCredit } from './record-credit.js';
import { RecordMatch } from './record-match.js';
import { RunCampaign } from './run-campaign.js';

@Module({
  imports: [EndorsementsModule, OrganisationsModule, ProjectsModule],
  controllers: [CampaignsController],
  providers: [
    CampaignsRepository,
    CreditsRepository,
    PromisesRepository,
    CountingRepository,
    ExtensionsRepository,
    CloseCampaign,
    CountCredits,
    CreditsLane,
    RecordCredit,
    MatchesRepository,
    RecordMatch,
    RunCampaign,
    PauseCampaign,
    ExtendCampaign,
    JudgeCampaign,
    FinishCampaign,
    DecideHold,
    ReadCampaigns,
    CampaignDesk,
    CampaignsService,
    CampaignsWorker,
    CampaignsDuties,
  ],
  exports: [CampaignsService],
})
export class CampaignsModule {}
