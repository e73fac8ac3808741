import { Module } from '@nestjs/common';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { BallotsRepository } from './ballots.repository.js';
import { CastBallot } from './cast-ballot.js';
import { EndorsementsController } from './endorsements.controller.js';
import { EndorsementsDuties } from './endorsements.duties.js';
import { EndorsementsRepository } from './endorsements.repository.js';
import { EndorsementsService } from './endorsements.service.js';
import { EndorsementsWorker } from './endorsements.worker.js';
import { RequestEndorsement } from './request-endorsement.js';
import { RunCall } from './run-call.js';
import { SuspendEndorsements } from './suspend-endorsements.js';
import { TellEndorsed } from './tell-endorsed.js';

@Module({
  imports: [OrganisationsModule, ProjectsModule],
  controllers: [EndorsementsController],
  providers: [
    EndorsementsRepository,
    BallotsRepository,
    RequestEndorsement,
    RunCall,
    CastBallot,
    TellEndorsed,
    SuspendEndorsements,
    EndorsementsService,
    EndorsementsWorker,
    EndorsementsDuties,
  ],
  exports: [EndorsementsService],
})
export class EndorsementsModule {}
