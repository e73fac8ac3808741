import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PlacesModule } from '../places/places.module.js';
import { CountPlace } from './count-place.js';
import { ListProjects } from './list-projects.js';
import { ProjectConcernsRepository } from './project-concerns.repository.js';
import { ProjectConcernsService } from './project-concerns.service.js';
import { ProjectCovers } from './project-covers.js';
import { ProjectDesk } from './project-desk.js';
import { ProjectFactsRepository } from './project-facts.repository.js';
import { ProjectFile } from './project-file.js';
import { ProjectListsRepository } from './project-lists.repository.js';
import { ProjectMoves } from './project-moves.js';
import { ProjectPurposeService } from './project-purpose.service.js';
import { ProjectReadiness } from './project-readiness.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsDuties } from './projects.duties.js';
import { ProjectsRepository } from './projects.repository.js';
import { ProjectsService } from './projects.service.js';
import { ProjectsWorker } from './projects.worker.js';
import { ReviewProject } from './review-project.js';
import { SectionsController } from './sections.controller.js';
import { SectionsRepository } from './sections.repository.js';
import { SubmitProject } from './submit-project.js';
import { WriteProject } from './write-project.js';

@Module({
  imports: [FilesModule, OrganisationsModule, PlacesModule],
  controllers: [ProjectsController, SectionsController],
  providers: [
    ProjectsRepository,
    ProjectListsRepository,
    SectionsRepository,
    ProjectFactsRepository,
    ProjectConcernsRepository,
    ProjectMoves,
    CountPlace,
    ProjectReadiness,
    ProjectCovers,
    ProjectFile,
    ListProjects,
    WriteProject,
    SubmitProject,
    ReviewProject,
    ProjectDesk,
    ProjectsService,
    ProjectPurposeService,
    ProjectConcernsService,
    ProjectsWorker,
    ProjectsDuties,
  ],
  exports: [ProjectsService, ProjectPurposeService, ProjectConcernsService],
})
export class ProjectsModule {}
