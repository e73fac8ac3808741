import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { CommitCofinancing } from './commit-cofinancing.js';
import { CommitmentsRepository } from './commitments.repository.js';
import { MatchingController } from './matching.controller.js';
import { MatchingDuties } from './matching.duties.js';
import { CommitmentsService } from './matching.service.js';
import { MatchingWorker } from './matching.worker.js';
import { TellCofinancing } from './tell-cofinancing.js';

@Module({
  imports: [FilesModule, LedgerModule, OrganisationsModule, ProjectsModule],
  controllers: [MatchingController],
  providers: [
    CommitmentsRepository,
    CommitCofinancing,
    TellCofinancing,
    CommitmentsService,
    MatchingWorker,
    MatchingDuties,
  ],
  exports: [CommitmentsService],
})
export class MatchingModule {}
