import { Controller, Param, Query } from '@nestjs/common';
import { SlugParam } from '@vatra/shared/id.dto';
import { PAGE_SIZE, PageQuery, type Page } from '@vatra/shared/paging.dto';
import { ProjectListQuery } from '@vatra/shared/projects/project-list.dto';
import type {
  AssociationPageView,
  HomeView,
  NamedEntryView,
  ProjectCardView,
  ProjectPageView,
  TownPageView,
} from '@vatra/shared/publishing/publishing.views';
import { Operation } from '../../platform/http/operation.js';
import { PublishingService } from './publishing.service.js';

@Controller()
export class PublishingController {
  constructor(private readonly publishing: PublishingService) {}

  @Operation('publishing.home')
  home(): Promise<HomeView> {
    return this.publishing.home();
  }

  @Operation('publishing.books')
  books(@Query() query: PageQuery): Promise<Page<NamedEntryView>> {
    return this.publishing.books({ cursor: query.cursor, limit: query.limit ?? PAGE_SIZE });
  }

  @Operation('publishing.projects')
  projects(@Query() query: ProjectListQuery): Promise<Page<ProjectCardView>> {
    return this.publishing.list(query);
  }

  @Operation('publishing.project-page')
  project(@Param() { slug }: SlugParam): Promise<ProjectPageView> {
    return this.publishing.project(slug);
  }

  @Operation('publishing.town-page')
  town(@Param() { slug }: SlugParam): Promise<TownPageView> {
    return this.publishing.town(slug);
  }

  @Operation('publishing.association-page')
  association(@Param() { slug }: SlugParam): Promise<AssociationPageView> {
    return this.publishing.association(slug);
  }
}
