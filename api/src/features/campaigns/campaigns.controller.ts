import { Body, Controller, Param } from '@nestjs/common';
import {
  AgreeExtensionDto,
  AskExtensionDto,
  DecideHoldDto,
  ScheduleCampaignDto,
} from '@vatra/shared/campaigns/campaigns.dto';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { CampaignDesk } from './campaign-desk.js';

@Controller()
export class CampaignsController {
  constructor(private readonly desk: CampaignDesk) {}

  @Operation('campaigns.schedule', { status: 201 })
  schedule(
    @Param('id') projectId: string,
    @Body() body: ScheduleCampaignDto,
    @CurrentActor() actor: Actor,
  ): Promise<CampaignView> {
    return this.desk.schedule(projectId, body, actor);
  }

  @Operation('campaigns.ask-extension')
  askExtension(
    @Param('id') id: string,
    @Body() body: AskExtensionDto,
    @CurrentActor() actor: Actor,
  ): Promise<CampaignView> {
    return this.desk.askExtension(id, body, actor);
  }

  @Operation('campaigns.agree-extension')
  agreeExtension(
    @Param('id') id: string,
    @Body() body: AgreeExtensionDto,
    @CurrentActor() actor: Actor,
  ): Promise<CampaignView> {
    return this.desk.agreeExtension(id, body, actor);
  }

  @Operation('campaigns.hold-queue')
  async holdQueue(): Promise<Page<CampaignView>> {
    return { items: await this.desk.held(), next: null };
  }

  @Operation('campaigns.decide-hold')
  decideHold(
    @Param('id') id: string,
    @Body() body: DecideHoldDto,
    @CurrentActor() actor: Actor,
  ): Promise<CampaignView> {
    return this.desk.decideHold(id, body, actor);
  }
}
