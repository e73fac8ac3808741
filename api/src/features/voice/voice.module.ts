import { Module } from '@nestjs/common';
import { DisbursementsModule } from '../disbursements/disbursements.module.js';
import { EndorsementsModule } from '../endorsements/endorsements.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { CloseGrievance } from './grievances/close-grievance.js';
import { FileGrievance } from './grievances/file-grievance.js';
import { GrievanceDistance } from './grievances/grievance-distance.js';
import { GrievanceKeys } from './grievances/grievance-keys.js';
import { GrievancesController } from './grievances/grievances.controller.js';
import { GrievanceDuties } from './grievances/grievances.duties.js';
import { GrievancesRepository } from './grievances/grievances.repository.js';
import { GrievancesService } from './grievances/grievances.service.js';
import { HandleGrievance } from './grievances/handle-grievance.js';
import { ReadGrievances } from './grievances/read-grievances.js';
import { VoiceListener } from './voice.listener.js';
import { VoiceService } from './voice.service.js';

@Module({
  imports: [OrganisationsModule, ProjectsModule, EndorsementsModule, DisbursementsModule],
  controllers: [GrievancesController],
  providers: [
    GrievanceKeys,
    GrievancesRepository,
    GrievanceDistance,
    FileGrievance,
    HandleGrievance,
    CloseGrievance,
    ReadGrievances,
    GrievancesService,
    GrievanceDuties,
    VoiceListener,
    VoiceService,
  ],
  exports: [VoiceService],
})
export class VoiceModule {}
