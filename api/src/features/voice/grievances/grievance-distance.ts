import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { EndorsementsService } from '../../endorsements/endorsements.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { OwnCase } from '../voice.errors.js';
import type { GrievanceRecord } from './grievance.record.js';
import { GrievanceKeys } from './grievance-keys.js';
import { GrievancesRepository } from './grievances.repository.js';

/**
 * R97, as far as the product can know (ruling 43): who belongs to the authority or to an association
 * that endorses, who decided about the project, and who filed it, keep away.
 */
@Injectable()
export class GrievanceDistance {
  constructor(
    private readonly grievances: GrievancesRepository,
    private readonly keys: GrievanceKeys,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly endorsements: EndorsementsService,
  ) {}

  /** @throws OwnCase */
  async require(tx: Tx, grievance: GrievanceRecord, actor: Actor): Promise<void> {
    if (!(await this.isKept(tx, grievance, actor))) throw new OwnCase();
  }

  async isKept(tx: Tx, grievance: GrievanceRecord, actor: Actor): Promise<boolean> {
    const { personId } = actor;
    if (personId === null) return false;
    if (await this.projects.isReviewedBy(tx, grievance.projectId, personId)) return false;
    if (await this.isOfItsOrganisations(tx, grievance.projectId, personId)) return false;
    return !(await this.hasFiled(tx, grievance.id, actor));
  }

  private async isOfItsOrganisations(
    tx: Tx,
    projectId: string,
    personId: string,
  ): Promise<boolean> {
    const { leadOrganisationId } = await this.projects.get(tx, projectId);
    const associations = await this.endorsements.activeAssociationIds(tx, projectId);
    for (const organisationId of [leadOrganisationId, ...associations]) {
      if (await this.organisations.isMemberNow(tx, personId, organisationId)) return true;
    }
    return false;
  }

  private async hasFiled(tx: Tx, id: string, { verifiedEmail }: Actor): Promise<boolean> {
    const sealed = (await this.grievances.wordsOf(tx, id))?.contactSealed ?? null;
    if (sealed === null || verifiedEmail === null) return false;
    return this.keys.open(sealed).toLowerCase() === verifiedEmail.toLowerCase();
  }
}
