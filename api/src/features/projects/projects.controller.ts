import { Body, Controller, Param, Query } from '@nestjs/common';
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import { ReviewProjectDto } from '@vatra/shared/projects/project-review.dto';
import { StartProjectDto } from '@vatra/shared/projects/projects.dto';
import type { ProjectFileView, ProjectRowView } from '@vatra/shared/projects/projects.views';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { ProjectDesk } from './project-desk.js';

@Controller()
export class ProjectsController {
  constructor(private readonly desk: ProjectDesk) {}

  @Operation('projects.start', { status: 201 })
  start(@Body() body: StartProjectDto, @CurrentActor() actor: Actor): Promise<ProjectFileView> {
    return this.desk.start(body, actor);
  }

  @Operation('projects.mine')
  mine(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<Page<ProjectRowView>> {
    return this.desk.mine(query, actor);
  }

  @Operation('projects.review-queue')
  reviewQueue(@Query() query: PageQuery): Promise<Page<ProjectRowView>> {
    return this.desk.reviewQueue(query);
  }

  @Operation('projects.file')
  file(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ProjectFileView> {
    return this.desk.file(id, actor);
  }

  @Operation('projects.submit')
  submit(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ProjectFileView> {
    return this.desk.submit(id, actor);
  }

  @Operation('projects.review')
  review(
    @Param('id') id: string,
    @Body() body: ReviewProjectDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.review(id, body, actor);
  }

  @Operation('projects.relaunch')
  relaunch(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ProjectFileView> {
    return this.desk.relaunch(id, actor);
  }
}
