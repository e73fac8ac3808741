import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { ProjectListQuery } from '@vatra/shared/projects/project-list.dto';
import type { ProjectRowView } from '@vatra/shared/projects/projects.views';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { limitOf, pageOf, positionOf } from '../../platform/paging/cursor.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PlacesService } from '../places/places.service.js';
import { ProjectListsRepository, type PublicFilter } from './project-lists.repository.js';
import { rowView } from './project.presenter.js';
import type { ProjectRecord } from './project.record.js';
import { AUTHORITY_ROLES } from './project-roles.js';
import { searchFor } from './search-words.js';
import { SectionsRepository, sectionsByProject } from './sections.repository.js';

const EVERYTHING: PublicFilter = {
  search: null,
  placeId: null,
  category: null,
  state: null,
  phase: null,
};

/** The lists of projects, each by an index of its own. */
@Injectable()
export class ListProjects {
  constructor(
    private readonly lists: ProjectListsRepository,
    private readonly sections: SectionsRepository,
    private readonly organisations: OrganisationsService,
    private readonly places: PlacesService,
  ) {}

  /** What a visitor looks for; the place is asked by its slug. @throws PlaceUnknown */
  async public(tx: Tx, query: ProjectListQuery): Promise<Page<ProjectRecord>> {
    const place = query.place === undefined ? null : await this.places.getBySlug(tx, query.place);
    return this.publicPage(tx, query, {
      ...EVERYTHING,
      search: query.query === undefined ? null : searchFor(query.query),
      placeId: place?.id ?? null,
      category: query.category ?? null,
      state: query.state ?? null,
      phase: query.phase ?? null,
    });
  }

  ofPlace(tx: Tx, placeId: string, query: PageQuery): Promise<Page<ProjectRecord>> {
    return this.publicPage(tx, query, { ...EVERYTHING, placeId });
  }

  /** Projects of the authorities this person works for. */
  async mine(tx: Tx, query: PageQuery, actor: Actor): Promise<Page<ProjectRowView>> {
    const leads = actor.memberships
      .filter(({ roles }) => roles.some((role) => AUTHORITY_ROLES.includes(role)))
      .map(({ organisationId }) => organisationId);
    const limit = limitOf(query);
    const slice = { after: positionOf(query.cursor), limit: limit + 1 };
    const rows = leads.length === 0 ? [] : await this.lists.listOfLeads(tx, leads, slice);
    return this.rows(
      tx,
      pageOf(rows, limit, ({ startedAt, id }) => ({ at: startedAt, id })),
    );
  }

  async underReview(tx: Tx, query: PageQuery): Promise<Page<ProjectRowView>> {
    const limit = limitOf(query);
    const slice = { after: positionOf(query.cursor), limit: limit + 1 };
    const rows = await this.lists.listUnderReview(tx, slice);
    return this.rows(
      tx,
      pageOf(rows, limit, ({ submittedAt, startedAt, id }) => ({
        at: submittedAt ?? startedAt,
        id,
      })),
    );
  }

  private async publicPage(
    tx: Tx,
    query: PageQuery,
    filter: PublicFilter,
  ): Promise<Page<ProjectRecord>> {
    const limit = limitOf(query);
    const slice = { after: positionOf(query.cursor), limit: limit + 1 };
    const rows = await this.lists.listPublic(tx, filter, slice);
    return pageOf(rows, limit, ({ publishedAt, startedAt, id }) => ({
      at: publishedAt ?? startedAt,
      id,
    }));
  }

  private async rows(tx: Tx, page: Page<ProjectRecord>): Promise<Page<ProjectRowView>> {
    const projects = page.items;
    const leads = await this.organisations.cardsOf(
      tx,
      projects.map(({ leadOrganisationId }) => leadOrganisationId),
    );
    const places = await this.places.listByIds(
      tx,
      projects.map(({ placeId }) => placeId),
    );
    const sections = sectionsByProject(
      await this.sections.listOf(
        tx,
        projects.map(({ id }) => id),
      ),
    );
    const items = projects.map((project) =>
      rowView(project, {
        lead: leads.get(project.leadOrganisationId),
        place: places.get(project.placeId),
        saved: sections.get(project.id) ?? {},
      }),
    );
    return { items, next: page.next };
  }
}
