import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FilesModule } from '../files/files.module.js';
import { PlacesModule } from '../places/places.module.js';
import { Members } from './members.js';
import { MembershipsRepository } from './memberships.repository.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsDuties } from './organisations.duties.js';
import { OrganisationsRepository } from './organisations.repository.js';
import { OrganisationsService } from './organisations.service.js';
import { ReadOrganisations } from './read-organisations.js';
import { ReviewOrganisation } from './review-organisation.js';

@Module({
  imports: [AccountsModule, PlacesModule, FilesModule],
  controllers: [OrganisationsController],
  providers: [
    OrganisationsRepository,
    MembershipsRepository,
    OrganisationsService,
    Members,
    ReviewOrganisation,
    ReadOrganisations,
    OrganisationsDuties,
  ],
  exports: [OrganisationsService],
})
export class OrganisationsModule {}
