import { Body, Controller, Param } from '@nestjs/common';
import {
  BudgetSectionDto,
  FundingSectionDto,
  IndicatorsSectionDto,
  MilestonesSectionDto,
  NeedSectionDto,
  OwnerSectionDto,
  PhotosSectionDto,
  PollsSectionDto,
} from '@vatra/shared/projects/projects.dto';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { ProjectDesk } from './project-desk.js';

/** The task list: one door per section, so that each has its own form and rules. */
@Controller()
export class SectionsController {
  constructor(private readonly desk: ProjectDesk) {}

  @Operation('projects.save-need')
  saveNeed(
    @Param('id') projectId: string,
    @Body() body: NeedSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'need' }, body, actor);
  }

  @Operation('projects.save-photos')
  savePhotos(
    @Param('id') projectId: string,
    @Body() body: PhotosSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'photos' }, body, actor);
  }

  @Operation('projects.save-polls')
  savePolls(
    @Param('id') projectId: string,
    @Body() body: PollsSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'polls' }, body, actor);
  }

  @Operation('projects.save-owner')
  saveOwner(
    @Param('id') projectId: string,
    @Body() body: OwnerSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'owner' }, body, actor);
  }

  @Operation('projects.save-budget')
  saveBudget(
    @Param('id') projectId: string,
    @Body() body: BudgetSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'budget' }, body, actor);
  }

  @Operation('projects.save-funding')
  saveFunding(
    @Param('id') projectId: string,
    @Body() body: FundingSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'funding' }, body, actor);
  }

  @Operation('projects.save-milestones')
  saveMilestones(
    @Param('id') projectId: string,
    @Body() body: MilestonesSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'milestones' }, body, actor);
  }

  @Operation('projects.save-indicators')
  saveIndicators(
    @Param('id') projectId: string,
    @Body() body: IndicatorsSectionDto,
    @CurrentActor() actor: Actor,
  ): Promise<ProjectFileView> {
    return this.desk.save({ projectId, section: 'indicators' }, body, actor);
  }
}
