import { Module } from '@nestjs/common';
import { DisbursementsModule } from '../disbursements/disbursements.module.js';
import { FilesModule } from '../files/files.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { MilestonesModule } from '../milestones/milestones.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { PlannedIndicators } from './planned-indicators.js';
import { ReadResults } from './read-results.js';
import { ReportsRepository } from './reports.repository.js';
import { ResultsController } from './results.controller.js';
import { ResultDuties } from './results.duties.js';
import { ResultsListener } from './results.listener.js';
import { ResultsService } from './results.service.js';
import { ReviewReport } from './review-report.js';
import { SubmitReport } from './submit-report.js';

@Module({
  imports: [
    FilesModule,
    OrganisationsModule,
    ProjectsModule,
    MatchingModule,
    MilestonesModule,
    DisbursementsModule,
  ],
  controllers: [ResultsController],
  providers: [
    ReportsRepository,
    PlannedIndicators,
    SubmitReport,
    ReviewReport,
    ReadResults,
    ResultsService,
    ResultsListener,
    ResultDuties,
  ],
  exports: [ResultsService],
})
export class ResultsModule {}
