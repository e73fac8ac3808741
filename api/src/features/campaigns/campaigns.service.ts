import { Injectable } from '@nestjs/common';
import type {
  AgreeExtensionDto,
  AskExtensionDto,
  DecideHoldDto,
  ScheduleCampaignDto,
} from '@vatra/shared/campaigns/campaigns.dto';
import type { CampaignView, ProgressPoint } from '@vatra/shared/campaigns/campaigns.views';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { ProjectsService } from '../projects/projects.service.js';
import { isOpen } from './accept-credit.policy.js';
import { campaignView } from './campaign.presenter.js';
import type { CampaignRecord, Credit, CreditResult, Debit } from './campaign.record.js';
import { CampaignMissing, CampaignNotOpen } from './campaigns.errors.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CountingRepository } from './counting.repository.js';
import { CreditsRepository } from './credits.repository.js';
import { DecideHold } from './decide-hold.js';
import { ExtendCampaign } from './extend-campaign.js';
import { ExtensionsRepository } from './extensions.repository.js';
import { RecordCredit } from './record-credit.js';
import { RunCampaign } from './run-campaign.js';

export type { CampaignRecord, Credit, CreditResult, Debit } from './campaign.record.js';

/** The longest a campaign can run: 90 days, 30 of an extension, 14 of a hold, and the grace. */
const PROGRESS_DAYS_MAX = 200;
const HELD_MAX = 50;

/** The time-limited collection: its dates, what counts, and how it ends. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly credits: CreditsRepository,
    private readonly counting: CountingRepository,
    private readonly extensions: ExtensionsRepository,
    private readonly projects: ProjectsService,
    private readonly recording: RecordCredit,
    private readonly running: RunCampaign,
    private readonly extending: ExtendCampaign,
    private readonly holds: DecideHold,
    private readonly clock: Clock,
  ) {}

  /**
   * The campaign, if money may be asked for in this moment.
   *
   * @throws CampaignMissing, CampaignNotOpen
   */
  async requireOpen(tx: Tx, campaignId: string): Promise<CampaignRecord> {
    const campaign = await this.campaigns.get(tx, campaignId);
    if (!isOpen(campaign, await this.clock.now(tx))) throw new CampaignNotOpen(campaign.state);
    return campaign;
  }

  /** @throws CampaignMissing */
  get(tx: Tx, campaignId: string): Promise<CampaignRecord> {
    return this.campaigns.get(tx, campaignId);
  }

  /** A payment is under way: the judgement waits for its end, 14 days at most (ruling 20). */
  openPayment(
    tx: Tx,
    campaignId: string,
    contributionId: string,
    submittedAt: Date,
  ): Promise<void> {
    return this.recording.openPayment(tx, campaignId, contributionId, submittedAt);
  }

  /** The payment has ended, whichever way. Safe to call again. */
  closePayment(tx: Tx, campaignId: string, contributionId: string): Promise<void> {
    return this.recording.closePayment(tx, campaignId, contributionId);
  }

  /**
   * Tells of money that came. `counted` may still turn into `overflow` or `late` when payments race
   * for the optimum: then CREDIT_NOT_COUNTED is published. Safe to call again for a contribution.
   */
  recordCredit(tx: Tx, credit: Credit): Promise<CreditResult> {
    return this.recording.credit(tx, credit);
  }

  /** Tells of money that went back; call it once for each refund, withdrawal or lost dispute. */
  recordDebit(tx: Tx, debit: Debit): Promise<void> {
    return this.recording.debit(tx, debit);
  }

  /**
   * After a failure: this contribution has ended in its donor's choice. The campaign itself knows
   * which contributions it counted and is wound up after the last of them.
   */
  recordChoiceDone(tx: Tx, campaignId: string, contributionId: string): Promise<void> {
    return this.recording.closeChoice(tx, campaignId, contributionId);
  }

  async viewOf(tx: Tx, campaignIds: readonly string[]): Promise<Map<string, CampaignView>> {
    const views = await this.present(tx, await this.campaigns.listByIds(tx, campaignIds));
    return new Map(views.map((view) => [view.id, view]));
  }

  /** The latest campaign of each project that has one, by project id. */
  async ofProject(tx: Tx, projectIds: readonly string[]): Promise<Map<string, CampaignView>> {
    const views = await this.present(tx, await this.campaigns.listLatestOf(tx, projectIds));
    return new Map(views.map((view) => [view.projectId, view]));
  }

  progressLine(tx: Tx, campaignId: string): Promise<ProgressPoint[]> {
    return this.counting.days(tx, campaignId, PROGRESS_DAYS_MAX);
  }

  /** @throws CampaignConflict, StartRefused */
  schedule(projectId: string, dates: ScheduleCampaignDto, actor: Actor): Promise<CampaignView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.running.schedule(tx, projectId, dates, actor);
      return this.viewOne(tx, id);
    });
  }

  /** @throws CampaignConflict */
  askExtension(campaignId: string, asked: AskExtensionDto, actor: Actor): Promise<CampaignView> {
    return this.database.inTransaction(async (tx) => {
      await this.extending.ask(tx, campaignId, asked, actor);
      return this.viewOne(tx, campaignId);
    });
  }

  /** @throws NotEndorsing, CampaignConflict */
  agreeExtension(
    campaignId: string,
    answer: AgreeExtensionDto,
    actor: Actor,
  ): Promise<CampaignView> {
    return this.database.inTransaction(async (tx) => {
      await this.extending.answer(tx, campaignId, answer, actor);
      return this.viewOne(tx, campaignId);
    });
  }

  /** @throws CampaignConflict */
  decideHold(campaignId: string, verdict: DecideHoldDto, actor: Actor): Promise<CampaignView> {
    return this.database.inTransaction(async (tx) => {
      await this.holds.decide(tx, campaignId, verdict, actor);
      return this.viewOne(tx, campaignId);
    });
  }

  /** Campaigns that wait for staff, the one due first at the top. */
  listHeld(): Promise<CampaignView[]> {
    return this.database.inTransaction(async (tx) =>
      this.present(tx, await this.campaigns.listHeld(tx, HELD_MAX)),
    );
  }

  private async viewOne(tx: Tx, id: string): Promise<CampaignView> {
    const view = (await this.viewOf(tx, [id])).get(id);
    if (view === undefined) throw new CampaignMissing();
    return view;
  }

  private async present(tx: Tx, campaigns: readonly CampaignRecord[]): Promise<CampaignView[]> {
    if (campaigns.length === 0) return [];
    const ids = campaigns.map(({ id }) => id);
    const sums = new Map(
      (await this.credits.visibleSums(tx, ids)).map((row) => [row.campaignId, row]),
    );
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
        extension: extensions.get(campaign.id) ?? null,
        cofinancing: cofinancing.get(campaign.projectId) ?? {
          committedMinor: 0,
          evidencedMinor: 0,
        },
        now,
      });
    });
  }
}
