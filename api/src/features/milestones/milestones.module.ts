import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { EndorsementsModule } from '../endorsements/endorsements.module.js';
import { FilesModule } from '../files/files.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { AnswerVerification } from './answer-verification.js';
import { CountInvoices } from './count-invoices.js';
import { DecideDoubt } from './decide-doubt.js';
import { DrawVerifiers } from './draw-verifiers.js';
import { EvidenceRepository } from './evidence.repository.js';
import { FindRepeats } from './find-repeats.js';
import { KeepEvidence } from './keep-evidence.js';
import { MilestonesController } from './milestones.controller.js';
import { MilestoneDuties } from './milestones.duties.js';
import { MilestonesListener } from './milestones.listener.js';
import { MilestonesRepository } from './milestones.repository.js';
import { MilestonesService } from './milestones.service.js';
import { PlanMilestones } from './plan-milestones.js';
import { ReadMilestones } from './read-milestones.js';
import { ReportSpending } from './report-spending.js';
import { ReportMilestone } from './report-milestone.js';
import { VerificationsRepository } from './verifications.repository.js';

@Module({
  imports: [
    AccountsModule,
    PlacesModule,
    FilesModule,
    OrganisationsModule,
    ProjectsModule,
    EndorsementsModule,
  ],
  controllers: [MilestonesController],
  providers: [
    MilestonesRepository,
    EvidenceRepository,
    VerificationsRepository,
    FindRepeats,
    KeepEvidence,
    CountInvoices,
    PlanMilestones,
    ReportSpending,
    DrawVerifiers,
    ReportMilestone,
    AnswerVerification,
    DecideDoubt,
    ReadMilestones,
    MilestonesService,
    MilestonesListener,
    MilestoneDuties,
  ],
  exports: [MilestonesService],
})
export class MilestonesModule {}
