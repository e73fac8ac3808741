import { Injectable } from '@nestjs/common';
import type {
  AgreeExtensionDto,
  AskExtensionDto,
  DecideHoldDto,
  ScheduleCampaignDto,
} from '@vatra/shared/campaigns/campaigns.dto';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { DecideHold } from './decide-hold.js';
import { ExtendCampaign } from './extend-campaign.js';
import { ReadCampaigns } from './read-campaigns.js';
import { RunCampaign } from './run-campaign.js';

/** The verbs of people, one transaction each; all answer with the campaign as it is now. */
@Injectable()
export class CampaignDesk {
  constructor(
    private readonly database: Database,
    private readonly running: RunCampaign,
    private readonly extending: ExtendCampaign,
    private readonly holds: DecideHold,
    private readonly reading: ReadCampaigns,
  ) {}

  /** @throws CampaignConflict, StartRefused */
  schedule(projectId: string, dates: ScheduleCampaignDto, actor: Actor): Promise<CampaignView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.running.schedule(tx, projectId, dates, actor);
      return this.reading.one(tx, id);
    });
  }

  /** @throws CampaignConflict */
  askExtension(id: string, asked: AskExtensionDto, actor: Actor): Promise<CampaignView> {
    return this.answering(id, (tx) => this.extending.ask(tx, id, asked, actor));
  }

  /** @throws NotEndorsing, CampaignConflict */
  agreeExtension(id: string, answer: AgreeExtensionDto, actor: Actor): Promise<CampaignView> {
    return this.answering(id, (tx) => this.extending.answer(tx, id, answer, actor));
  }

  /** @throws CampaignConflict */
  decideHold(id: string, verdict: DecideHoldDto, actor: Actor): Promise<CampaignView> {
    return this.answering(id, (tx) => this.holds.decide(tx, id, verdict, actor));
  }

  held(): Promise<CampaignView[]> {
    return this.database.inTransaction((tx) => this.reading.held(tx));
  }

  private answering(id: string, work: (tx: Tx) => Promise<void>): Promise<CampaignView> {
    return this.database.inTransaction(async (tx) => {
      await work(tx);
      return this.reading.one(tx, id);
    });
  }
}
