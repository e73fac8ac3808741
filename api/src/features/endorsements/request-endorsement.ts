import { Injectable } from '@nestjs/common';
import { isAssociation } from '@vatra/shared/organisations/organisation-words';
import type { OrganisationCard } from '@vatra/shared/organisations/organisations.views';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { EndorsementConflict, EndorsementInvalid } from './endorsements.errors.js';
import { ENDORSEMENT_REQUESTED } from './endorsements.events.js';
import { EndorsementsRepository } from './endorsements.repository.js';

const AUTHOR_ROLES: readonly OrganisationRole[] = ['la_focal_point', 'la_mayor'];
const BOARD_ROLES: readonly OrganisationRole[] = ['hta_board'];
/** R21: existence proven. */
const ASSOCIATION_LEVEL_MIN = 2;
/** R21: natives who may stand in where no association exists. */
const INITIATIVE_MEMBERS_MIN = 10;

/** Asking an association for its name: by the authority, or by the association's own board. */
@Injectable()
export class RequestEndorsement {
  constructor(
    private readonly endorsements: EndorsementsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly events: Events,
  ) {}

  async request(tx: Tx, projectId: string, organisationId: string, actor: Actor): Promise<string> {
    const project = await this.projects.get(tx, projectId);
    if (!this.organisations.hasRole(actor, project.leadOrganisationId, AUTHOR_ROLES)) {
      this.organisations.requireRole(actor, organisationId, BOARD_ROLES);
    }
    requireSeeking(project);
    const association = await this.organisations.getCard(tx, organisationId);
    await this.requireEligible(tx, association, project);
    const id = newId();
    const isNew = await this.endorsements.insert(
      tx,
      {
        id,
        projectId,
        organisationId,
        scopeDigest: await this.projects.scopeOf(tx, projectId),
        decisionBody: await this.organisations.decisionBodyOf(tx, organisationId),
      },
      actor,
    );
    if (!isNew) throw new EndorsementConflict('endorsements.asked-already');
    await this.events.publish(tx, ENDORSEMENT_REQUESTED, {
      endorsementId: id,
      projectId,
      organisationId,
    });
    return id;
  }

  /** R21; asked again when the call opens, since a verification can end in between. */
  async requireEligible(
    tx: Tx,
    association: OrganisationCard,
    project: ProjectRecord,
  ): Promise<void> {
    const { id, kind } = association;
    if (!isAssociation(kind)) {
      throw new EndorsementInvalid('endorsements.not-an-association', '/organisationId');
    }
    if (!(await this.organisations.isVerified(tx, id, ASSOCIATION_LEVEL_MIN))) {
      throw new EndorsementConflict('endorsements.association-not-verified', { rule: 'R21' });
    }
    if (!(await this.organisations.placesOf(tx, id)).includes(project.placeId)) {
      throw new EndorsementConflict('endorsements.association-of-another-place', { rule: 'R21' });
    }
    if (kind === 'initiative_group') await this.requireStandIn(tx, id, project.placeId);
  }

  /** A group of natives counts only where no verified association of the place exists. */
  private async requireStandIn(tx: Tx, groupId: string, placeId: string): Promise<void> {
    const verified = await this.organisations.verifiedAssociationsOf(tx, placeId);
    if (verified.some(({ kind }) => kind === 'hta')) {
      throw new EndorsementConflict('endorsements.association-exists', { rule: 'R21' });
    }
    const members = await this.organisations.votingMembers(tx, groupId);
    if (members.length < INITIATIVE_MEMBERS_MIN) {
      throw new EndorsementConflict('endorsements.body-too-small', {
        rule: 'R21',
        needed: INITIATIVE_MEMBERS_MIN,
      });
    }
  }
}

export function requireSeeking({ state }: ProjectRecord): void {
  if (state === 'seeking_endorsement') return;
  throw new EndorsementConflict('endorsements.project-not-seeking', { state });
}
