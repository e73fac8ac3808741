import { Injectable } from '@nestjs/common';
import type { Page } from '@vatra/shared/paging.dto';
import type { ProjectListQuery } from '@vatra/shared/projects/project-list.dto';
import type {
  AssociationPageView,
  HomeView,
  NamedEntryView,
  ProjectCardView,
  ProjectPageView,
  TownPageView,
} from '@vatra/shared/publishing/publishing.views';
import { Database } from '../../platform/database/database.js';
import { ProjectsService } from '../projects/projects.service.js';
import { Books } from './books.js';
import { HomePage } from './home-page.js';
import { ProjectCards } from './project-cards.js';
import { ProjectPage } from './project-page.js';
import { AssociationPage, TownPage } from './town-page.js';

/** Everything a visitor reads, each page from one consistent look at the database. */
@Injectable()
export class PublishingService {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsService,
    private readonly cards: ProjectCards,
    private readonly allBooks: Books,
    private readonly homePage: HomePage,
    private readonly projectPage: ProjectPage,
    private readonly townPage: TownPage,
    private readonly associationPage: AssociationPage,
  ) {}

  home(): Promise<HomeView> {
    return this.database.inTransaction((tx) => this.homePage.of(tx));
  }

  /** The whole book, newest first, each line with the project it belongs to. */
  books(asked: { cursor?: string; limit: number }): Promise<Page<NamedEntryView>> {
    return this.allBooks.page(asked);
  }

  list(query: ProjectListQuery): Promise<Page<ProjectCardView>> {
    return this.database.inTransaction(async (tx) => {
      const { items, next } = await this.projects.listPublic(tx, query);
      return { items: await this.cards.of(tx, items), next };
    });
  }

  /** @throws ProjectMissing */
  project(slug: string): Promise<ProjectPageView> {
    return this.database.inTransaction((tx) => this.projectPage.of(tx, slug));
  }

  /** @throws PlaceMissing */
  town(slug: string): Promise<TownPageView> {
    return this.database.inTransaction((tx) => this.townPage.of(tx, slug));
  }

  /** @throws OrganisationMissing */
  association(slug: string): Promise<AssociationPageView> {
    return this.database.inTransaction((tx) => this.associationPage.of(tx, slug));
  }
}
