import { Injectable } from '@nestjs/common';
import type { CampaignView, ProgressPoint } from '@vatra/shared/campaigns/campaigns.views';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { isOpen } from './accept-credit.policy.js';
import type {
  CampaignRecord,
  Credit,
  CreditResult,
  Debit,
  Match,
  OpenPayment,
  Standing,
} from './campaign.record.js';
import { CampaignNotOpen } from './campaigns.errors.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CountingRepository } from './counting.repository.js';
import { CreditsRepository } from './credits.repository.js';
import { PauseCampaign } from './pause-campaign.js';
import { PromisesRepository } from './promises.repository.js';
import { ReadCampaigns } from './read-campaigns.js';
import { RecordCredit } from './record-credit.js';
import { RecordMatch, type CommittedPart } from './record-match.js';

export type {
  CampaignRecord,
  Credit,
  CreditResult,
  Debit,
  Match,
  Standing,
} from './campaign.record.js';
export { namelessKey } from './payer-groups.js';

/** The longest a campaign can run: 90 days, 30 of an extension, 14 of a hold, and the grace. */
const PROGRESS_DAYS_MAX = 200;
/** More than may be live in one country at a time (R4). */
const LIVE_MAX = 2_000;

/** The face of campaigns for the features above: what is open, what came in, how it stands. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly counting: CountingRepository,
    private readonly credits: CreditsRepository,
    private readonly promises: PromisesRepository,
    private readonly recording: RecordCredit,
    private readonly matching: RecordMatch,
    private readonly reading: ReadCampaigns,
    private readonly pausing: PauseCampaign,
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

  /** Those of the campaigns that take money in this moment. */
  async listOpen(tx: Tx, campaignIds: readonly string[]): Promise<CampaignRecord[]> {
    const now = await this.clock.now(tx);
    const found = await this.campaigns.listByIds(tx, campaignIds);
    return found.filter((campaign) => isOpen(campaign, now));
  }

  /** Those of the campaigns that have not closed; one that pauses has not. */
  async notClosedAmong(tx: Tx, campaignIds: readonly string[]): Promise<Set<string>> {
    const now = await this.clock.now(tx);
    const found = await this.campaigns.listByIds(tx, campaignIds);
    const open = found.filter((campaign) => campaign.state === 'paused' || isOpen(campaign, now));
    return new Set(open.map(({ id }) => id));
  }

  /** By what a contribution's payer is known in the campaign (ruling 21); none when it never came. */
  payerKeysOf(tx: Tx, campaignId: string, contributionId: string): Promise<string[]> {
    return this.credits.payerKeysOf(tx, campaignId, contributionId);
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
    return this.recording.openPayment(tx, { campaignId, contributionId, submittedAt });
  }

  /** As `openPayment`, for a transfer or cash that needs days to arrive (ruling 20). */
  openDelayedPayment(tx: Tx, payment: Omit<OpenPayment, 'isDelayed'>): Promise<void> {
    return this.recording.openPayment(tx, { ...payment, isDelayed: true });
  }

  /** The delayed payment is promised for certain: shown beside what counts until it ends (R42). */
  recordPromise(tx: Tx, contributionId: string, amountMinor: number): Promise<void> {
    return this.promises.set(tx, contributionId, amountMinor);
  }

  /** What counts and what is promised, beside the goals. @throws CampaignMissing */
  standingOf(tx: Tx, campaignId: string): Promise<Standing> {
    return this.reading.standing(tx, campaignId);
  }

  /** R42: promises fall due. Should they bring too little, staff decide, not the test alone. */
  beginCollecting(tx: Tx, campaignId: string): Promise<void> {
    return this.campaigns.beginCollecting(tx, campaignId);
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

  /** The same as an earlier debit, the other way: a dispute was won. */
  recordRestored(tx: Tx, debit: Debit): Promise<void> {
    return this.recording.restore(tx, debit);
  }

  /**
   * Tells of matching reserved for contributions that were taken as counted (R34). It counts towards
   * the goals and may cross the optimum; it is nobody's payment (R38, R39).
   */
  recordMatch(tx: Tx, matches: readonly Match[]): Promise<void> {
    return this.matching.append(tx, 'match', matches);
  }

  /** Tells of matching that went back to its fund. */
  recordUnmatch(tx: Tx, matches: readonly Match[]): Promise<void> {
    return this.matching.append(tx, 'unmatch', matches);
  }

  /**
   * Matches of the succeeded campaign are the project's now, told in the transaction that made them so;
   * with the last of them it may be settled.
   */
  recordMatchCommitted(tx: Tx, campaignId: string, part: CommittedPart): Promise<void> {
    return this.matching.committed(tx, campaignId, part);
  }

  /**
   * After a failure: this contribution has ended in its donor's choice. The campaign itself knows
   * which contributions it counted and is wound up after the last of them.
   */
  recordChoiceDone(tx: Tx, campaignId: string, contributionId: string): Promise<void> {
    return this.recording.closeChoice(tx, campaignId, contributionId);
  }

  /** By campaign id; those that do not exist are left out. */
  async viewOf(tx: Tx, campaignIds: readonly string[]): Promise<Map<string, CampaignView>> {
    const views = await this.reading.byIds(tx, campaignIds);
    return new Map(views.map((view) => [view.id, view]));
  }

  /** The latest campaign of each project that has one, by project id. */
  async ofProject(tx: Tx, projectIds: readonly string[]): Promise<Map<string, CampaignView>> {
    const views = await this.reading.latestOf(tx, projectIds);
    return new Map(views.map((view) => [view.projectId, view]));
  }

  /** No new payments for the project's campaign, for fourteen days at most; the end moves with it. */
  pause(tx: Tx, projectId: string, by: { actor: Actor; reason: string }): Promise<void> {
    return this.pausing.pause(tx, projectId, by);
  }

  /** What it was paused for is over. */
  endPause(tx: Tx, projectId: string, reason: string): Promise<void> {
    return this.pausing.end(tx, projectId, reason);
  }

  /** Projects with a campaign that is under way. */
  liveProjects(tx: Tx): Promise<string[]> {
    return this.campaigns.listLiveProjects(tx, LIVE_MAX);
  }

  /** What all campaigns count now, and how many payers they count. */
  totalsOfAll(tx: Tx): Promise<{ netMinor: number; payers: number }> {
    return this.counting.sumOfAll(tx);
  }

  progressLine(tx: Tx, campaignId: string): Promise<ProgressPoint[]> {
    return this.counting.days(tx, campaignId, PROGRESS_DAYS_MAX);
  }
}
