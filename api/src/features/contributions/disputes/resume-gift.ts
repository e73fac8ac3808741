import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { KeepUnanswered } from '../choices/keep-unanswered.js';
import { heldOf, type ContributionRecord } from '../contribution.record.js';
import { EndCampaignGifts } from '../end-campaign-gifts.js';
import { ShareOuts } from '../share-outs/share-outs.js';

/** R49: how long its donor may choose when the campaign failed while the gift was held up. */
const CHOICE_DAYS = 30;
const DAY_MS = 86_400_000;

const SUCCEEDED: readonly string[] = ['succeeded', 'settled'];
const FAILED: readonly string[] = ['failed', 'wound_up'];

/** A gift that was held up catches up with what happened to the others of its campaign. */
@Injectable()
export class ResumeGift {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly gifts: EndCampaignGifts,
    private readonly keeping: KeepUnanswered,
    private readonly shareOuts: ShareOuts,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, contribution: ContributionRecord): Promise<void> {
    const { state, campaignId, settled } = contribution;
    if (settled === null || heldOf(settled) === 0) return;
    if (state === 'choice_pending') await this.askAgain(tx, contribution);
    if (state !== 'succeeded') return;
    const { state: campaign } = await this.campaigns.get(tx, campaignId);
    if (SUCCEEDED.includes(campaign)) await this.gifts.afterSuccess(tx, campaignId);
    if (FAILED.includes(campaign)) await this.offer(tx, contribution);
  }

  /** Its last day may have gone by while the bank thought. */
  private async askAgain(tx: Tx, contribution: ContributionRecord): Promise<void> {
    const { id, projectId, choiceUntil, choiceReason } = contribution;
    const now = await this.clock.now(tx);
    const until = choiceUntil === null || choiceUntil < now ? now : choiceUntil;
    const isOfCampaign = choiceReason === 'failed' || choiceReason === 'overflow';
    if (isOfCampaign) await this.keeping.plan(tx, id, until);
    else await this.shareOuts.defaultAgain(tx, projectId, until);
  }

  private async offer(tx: Tx, { id, campaignId }: ContributionRecord): Promise<void> {
    await this.gifts.offerAgain(tx, campaignId);
    const now = await this.clock.now(tx);
    await this.keeping.plan(tx, id, new Date(now.getTime() + CHOICE_DAYS * DAY_MS));
  }
}
