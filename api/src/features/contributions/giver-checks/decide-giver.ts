import { Injectable } from '@nestjs/common';
import type { DecideGiverDto } from '@vatra/shared/contributions/giver-checks.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import type { CampaignRecord } from '../../campaigns/campaigns.service.js';
import { AcceptGiver } from '../accept-giver.js';
import { StartContribution } from '../checkout/start-contribution.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ContributionConflict } from '../contributions.errors.js';
import { GIVER_CHECK_DECIDED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { OpenTransfer } from '../transfers/open-transfer.js';
import { CheckMissing, CheckTooLate, OwnCheck } from './giver-checks.errors.js';
import { GiverChecksRepository } from './giver-checks.repository.js';
import { HoldGift } from './hold-gift.js';

/** A person of finance lets a gift through, or does not (R43). Only then can it be paid. */
@Injectable()
export class DecideGiver {
  constructor(
    private readonly checks: GiverChecksRepository,
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly holding: HoldGift,
    private readonly givers: AcceptGiver,
    private readonly cards: StartContribution,
    private readonly transfers: OpenTransfer,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** @throws CheckMissing, OwnCheck, CheckTooLate, ContributionConflict */
  async decide(tx: Tx, actor: Actor, id: string, verdict: DecideGiverDto): Promise<void> {
    const contribution = await this.lock(tx, id);
    const { personId } = await this.donors.get(tx, id);
    if (personId !== null && personId === actor.personId) throw new OwnCheck();
    const { decision, reason } = verdict;
    const by = actor.personId ?? '';
    await this.checks.setDecided(tx, id, { by, at: await this.clock.now(tx), reason });
    const to = decision === 'accept' ? 'accepted' : 'refused';
    await moveState(tx, { machine: 'giver_check', id, from: 'waiting', to, actor });
    await this.holding.decided(tx, id);
    if (decision === 'accept') await this.open(tx, contribution);
    else await this.close(tx, contribution, actor);
    const { campaignId, projectId } = contribution;
    const fact = { contributionId: id, campaignId, projectId, decision };
    await this.events.publish(tx, GIVER_CHECK_DECIDED, fact);
  }

  private async lock(tx: Tx, id: string): Promise<ContributionRecord> {
    const contribution = await this.contributions.findForUpdate(tx, id);
    const check = await this.checks.find(tx, id);
    if (contribution === null || check === null) throw new CheckMissing();
    if (check.state !== 'waiting') throw new ContributionConflict('contributions.check-decided');
    return contribution;
  }

  /** As if its donor had come now: the campaign has to be collecting still. */
  private async open(tx: Tx, contribution: ContributionRecord): Promise<void> {
    const campaign = await this.openCampaign(tx, contribution.campaignId);
    if (contribution.channel === 'card') await this.cards.open(tx, contribution.id, campaign);
    else await this.transfers.run(tx, contribution.id, campaign, contribution.giftMinor);
  }

  /** Finance reads another sentence than a donor, and has something else to do. */
  private async openCampaign(tx: Tx, campaignId: string): Promise<CampaignRecord> {
    try {
      return await this.givers.openCampaign(tx, campaignId);
    } catch (error) {
      throw error instanceof ContributionConflict ? new CheckTooLate() : error;
    }
  }

  private async close(tx: Tx, { id }: ContributionRecord, actor: Actor): Promise<void> {
    await this.checks.forget(tx, id);
    const move = { machine: 'contribution', id, from: 'created', to: 'failed' } as const;
    await moveState(tx, { ...move, actor, reason: 'giver-refused' });
  }
}
