import { Injectable } from '@nestjs/common';
import { isAssociation } from '@vatra/shared/organisations/organisation-words';
import type { AssociationPageView, TownPageView } from '@vatra/shared/publishing/publishing.views';
import { PAGE_SIZE_MAX } from '@vatra/shared/paging.dto';
import type { Tx } from '../../platform/database/tx.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PlacesService } from '../places/places.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { ProjectCards } from './project-cards.js';

/** A village with everything that happens there. */
@Injectable()
export class TownPage {
  constructor(
    private readonly places: PlacesService,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly ledger: LedgerService,
    private readonly cards: ProjectCards,
  ) {}

  /** @throws PlaceMissing */
  async of(tx: Tx, slug: string): Promise<TownPageView> {
    const place = await this.places.getBySlug(tx, slug);
    const records = await this.projects.listOfPlace(tx, place.id, { limit: PAGE_SIZE_MAX });
    const projects = await this.cards.of(tx, records.items);
    const organisations = await this.organisations.ofPlace(tx, place.id);
    const fund = await this.ledger.balance(tx, this.places.hometownFundAccount(place.id));
    return {
      place,
      projects,
      authorities: organisations.filter(({ kind }) => kind === 'local_authority'),
      associations: organisations.filter(({ kind }) => isAssociation(kind)),
      hometownFundMinor: fund,
      ...(await this.ledger.heldFor(
        tx,
        projects.map(({ id }) => id),
      )),
      raisedMinor: projects.reduce(
        (sum, { campaign }) => sum + (campaign?.progress.countedMinor ?? 0),
        0,
      ),
    };
  }
}

/** R28: an association with every endorsement it gave and how the project went on. */
@Injectable()
export class AssociationPage {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly endorsements: EndorsementsService,
    private readonly projects: ProjectsService,
    private readonly places: PlacesService,
    private readonly cards: ProjectCards,
  ) {}

  /** @throws OrganisationMissing */
  async of(tx: Tx, slug: string): Promise<AssociationPageView> {
    const organisation = await this.organisations.getCardBySlug(tx, slug);
    const places = await this.places.listByIds(
      tx,
      await this.organisations.placesOf(tx, organisation.id),
    );
    const endorsements = await this.endorsements.listOfAssociation(tx, organisation.id);
    const records = await this.projects.listByIds(
      tx,
      endorsements.map(({ projectId }) => projectId),
    );
    const cards = await this.cards.of(tx, [...records.values()]);
    const cardOf = new Map(cards.map((card) => [card.id, card]));
    return {
      organisation,
      places: [...places.values()],
      votingMembers: (await this.organisations.votingMembers(tx, organisation.id)).length,
      endorsements: endorsements.flatMap((endorsement) => {
        const project = cardOf.get(endorsement.projectId);
        return project === undefined ? [] : [{ endorsement, project }];
      }),
    };
  }
}
