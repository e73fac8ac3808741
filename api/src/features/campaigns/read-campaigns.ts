import { Injectable } from '@nestjs/common';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { ProjectsService } from '../projects/projects.service.js';
import { campaignView } from './campaign.presenter.js';
import type { CampaignRecord, Standing } from './campaign.record.js';
import { CampaignMissing } from './campaigns.errors.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CreditsRepository } from './credits.repository.js';
import { ExtensionsRepository } from './extensions.repository.js';
import { PromisesRepository } from './promises.repository.js';

const HELD_MAX = 50;
const NOTHING_PROMISED = { committedMinor: 0, evidencedMinor: 0 };

/** Campaigns with their sums, as everybody sees them. */
@Injectable()
export class ReadCampaigns {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly credits: CreditsRepository,
    private readonly promises: PromisesRepository,
    private readonly extensions: ExtensionsRepository,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
  ) {}

  /** @throws CampaignMissing */
  async one(tx: Tx, id: string): Promise<CampaignView> {
    const [view] = await this.byIds(tx, [id]);
    if (view === undefined) throw new CampaignMissing();
    return view;
  }

  async byIds(tx: Tx, ids: readonly string[]): Promise<CampaignView[]> {
    return this.present(tx, await this.campaigns.listByIds(tx, ids));
  }

  async latestOf(tx: Tx, projectIds: readonly string[]): Promise<CampaignView[]> {
    return this.present(tx, await this.campaigns.listLatestOf(tx, projectIds));
  }

  /** Those that wait for staff, the one due first at the top. */
  async held(tx: Tx): Promise<CampaignView[]> {
    return this.present(tx, await this.campaigns.listHeld(tx, HELD_MAX));
  }

  /** What counts and what is promised, beside the goals. @throws CampaignMissing */
  async standing(tx: Tx, id: string): Promise<Standing> {
    const { progress } = await this.one(tx, id);
    const { countedMinor, promisedMinor, minimumMinor, optimumMinor } = progress;
    return { countedMinor, promisedMinor, minimumMinor, optimumMinor };
  }

  private async present(tx: Tx, campaigns: readonly CampaignRecord[]): Promise<CampaignView[]> {
    if (campaigns.length === 0) return [];
    const ids = campaigns.map(({ id }) => id);
    const visible = await this.credits.visibleSums(tx, ids);
    const sums = new Map(visible.map((row) => [row.campaignId, row]));
    const returned = await this.credits.returnedOf(tx, ids);
    const promised = await this.promises.sumsOf(tx, ids);
    const extensions = await this.extensions.latestOf(tx, ids);
    const projectIds = campaigns.map(({ projectId }) => projectId);
    const cofinancing = await this.projects.cofinancingOf(tx, projectIds);
    const now = await this.clock.now(tx);
    return campaigns.map((campaign) => {
      const own = sums.get(campaign.id);
      if (own === undefined) throw new Error(`Campaign ${campaign.id} has no totals`);
      return campaignView({
        campaign,
        sums: own,
        returnedMinor: returned.get(campaign.id) ?? 0,
        promisedMinor: promised.get(campaign.id) ?? 0,
        extension: extensions.get(campaign.id) ?? null,
        cofinancing: cofinancing.get(campaign.projectId) ?? NOTHING_PROMISED,
        now,
      });
    });
  }
}
