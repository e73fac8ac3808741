import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { afterWorkingDays } from '../../platform/calendar/working-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { ProjectConcernsService } from '../projects/project-concerns.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import type { CampaignRecord } from './campaign.record.js';
import { CAMPAIGN_FAILED, CAMPAIGN_HELD, CAMPAIGN_SUCCEEDED } from './campaigns.events.js';
import { JUDGE_CAMPAIGN, SETTLE_CAMPAIGN, WIND_UP_CAMPAIGN } from './campaigns.jobs.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CountCredits } from './count-credits.js';
import { countedCash } from './count-credits.policy.js';
import { CountingRepository } from './counting.repository.js';
import { CreditsRepository } from './credits.repository.js';
import { judge, type Findings } from './judge-campaign.policy.js';

/** Ruling 20: how long after the close a payment under way may still hold back the judgement. */
const LAST_PAYMENT_MS = 14 * 24 * 60 * 60 * 1000;
const HOLD_WORKING_DAYS = 10;

interface Decision {
  readonly countedMinor: number;
  readonly reasons: readonly string[];
  readonly actor: Actor;
  readonly reason: string;
}

/** The success test (R36 to R40) and what follows from it. */
@Injectable()
export class JudgeCampaign {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly credits: CreditsRepository,
    private readonly counting: CountingRepository,
    private readonly counter: CountCredits,
    private readonly projects: ProjectsService,
    private readonly concerns: ProjectConcernsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Judges a closing campaign once its grace is over and no payment is under way any more. */
  async judge(tx: Tx, campaignId: string): Promise<void> {
    const campaign = await this.counter.countAll(tx, campaignId);
    if (campaign.state !== 'closing') return;
    const waitUntil = await this.waitUntil(tx, campaign);
    if (waitUntil !== null) {
      await this.jobs.waitOn(tx, JUDGE_CAMPAIGN, campaignId, waitUntil);
      return;
    }
    const findings = await this.findings(tx, campaign);
    const { state, reasons } = judge(findings);
    const decision = {
      countedMinor: findings.countedMinor,
      reasons,
      actor: SYSTEM,
      reason: reasons.join(' '),
    };
    if (state === 'succeeded') await this.succeed(tx, campaign, decision);
    else if (state === 'failed') await this.fail(tx, campaign, decision);
    else await this.hold(tx, campaign, decision);
  }

  async succeed(tx: Tx, campaign: CampaignRecord, decision: Decision): Promise<void> {
    await this.campaigns.setJudged(tx, campaign.id, { ...decision, dueAt: null });
    await this.campaigns.move(tx, campaign, 'succeeded', decision);
    await this.projects.markFunded(tx, campaign.projectId, decision.actor);
    await this.jobs.schedule(tx, SETTLE_CAMPAIGN, campaign.id, null);
    await this.events.publish(tx, CAMPAIGN_SUCCEEDED, factOf(campaign));
  }

  async fail(tx: Tx, campaign: CampaignRecord, decision: Decision): Promise<void> {
    await this.campaigns.setJudged(tx, campaign.id, { ...decision, dueAt: null });
    await this.campaigns.move(tx, campaign, 'failed', decision);
    await this.projects.markUnfunded(tx, campaign.projectId, decision.actor);
    await this.credits.openChoices(tx, campaign.id);
    await this.jobs.schedule(tx, WIND_UP_CAMPAIGN, campaign.id, null);
    await this.events.publish(tx, CAMPAIGN_FAILED, factOf(campaign));
  }

  async findings(tx: Tx, campaign: CampaignRecord): Promise<Findings> {
    const totals = await this.counting.totals(tx, campaign.id);
    const readiness = await this.projects.readinessOf(tx, campaign.projectId);
    return {
      countedMinor: countedCash(totals),
      minimumMinor: campaign.minimumMinor,
      payers: totals.payers,
      largestPayerMinor: await this.counting.largestPayer(tx, campaign.id),
      netContributionsMinor: totals.netMinor,
      isCommitmentDecided: readiness.la_commitment,
      isPayeeVerified: readiness.payee_verified,
      isConcerned: (await this.concerns.openSince(tx, campaign.projectId)) !== null,
      hasCollected: campaign.collectingAt !== null,
    };
  }

  private async hold(tx: Tx, campaign: CampaignRecord, decision: Decision): Promise<void> {
    const dueAt = afterWorkingDays(await this.clock.now(tx), HOLD_WORKING_DAYS, campaign);
    await this.campaigns.setJudged(tx, campaign.id, { ...decision, dueAt });
    await this.campaigns.move(tx, campaign, 'review_hold', decision);
    await this.events.publish(tx, CAMPAIGN_HELD, factOf(campaign));
  }

  private async waitUntil(tx: Tx, campaign: CampaignRecord): Promise<Date | null> {
    const now = await this.clock.now(tx);
    if (campaign.closedAt === null || campaign.graceUntil === null) {
      throw new Error(`Campaign ${campaign.id} is closing without a close`);
    }
    if (now < campaign.graceUntil) return campaign.graceUntil;
    const last = new Date(campaign.closedAt.getTime() + LAST_PAYMENT_MS);
    if (now >= last) return null;
    return (await this.credits.hasOpenPayments(tx, campaign.id)) ? last : null;
  }
}

function factOf({ id, projectId }: CampaignRecord): { campaignId: string; projectId: string } {
  return { campaignId: id, projectId };
}
