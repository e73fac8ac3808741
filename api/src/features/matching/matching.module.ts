import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { CommitCofinancing } from './commitments/commit-cofinancing.js';
import { CommitmentsController } from './commitments/commitments.controller.js';
import { CommitmentsDuties } from './commitments/commitments.duties.js';
import { CommitmentsRepository } from './commitments/commitments.repository.js';
import { CommitmentsService } from './commitments/commitments.service.js';
import { CommitmentsWorker } from './commitments/commitments.worker.js';
import { TellCofinancing } from './commitments/tell-cofinancing.js';

@Module({
  imports: [FilesModule, LedgerModule, OrganisationsModule, ProjectsModule],
  controllers: [CommitmentsController],
  providers: [
    CommitmentsRepository,
    CommitCofinancing,
    TellCofinancing,
    CommitmentsService,
    CommitmentsWorker,
    CommitmentsDuties,
  ],
  exports: [CommitmentsService],
})
export class MatchingModule {}
