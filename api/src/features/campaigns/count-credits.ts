import { Injectable } from '@nestjs/common';
import { dayOf } from '../../platform/calendar/zoned-days.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import type { CampaignRecord } from './campaign.record.js';
import { CREDIT_NOT_COUNTED } from './campaigns.events.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CloseCampaign } from './close-campaign.js';
import { countBatch, type BatchOutcome, type QueuedCredit } from './count-credits.policy.js';
import { CountingRepository } from './counting.repository.js';
import { PayerGroups, ownKey } from './payer-groups.js';

const BATCH = 200;
/** Within one transaction: enough for any queue that one second can leave behind. */
const BATCHES_MAX = 100;

/** The one counter of a campaign: whoever holds its lock counts what waits, in order. */
@Injectable()
export class CountCredits {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly counting: CountingRepository,
    private readonly closing: CloseCampaign,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** Counts everything that waits; the campaign as it stands afterwards. */
  async countAll(tx: Tx, campaignId: string): Promise<CampaignRecord> {
    let campaign = await this.campaigns.getLocked(tx, campaignId);
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      if ((await this.countOnce(tx, campaign)) < BATCH) break;
      campaign = await this.campaigns.get(tx, campaignId);
    }
    return this.campaigns.get(tx, campaignId);
  }

  /** Counts one batch of a campaign whose lock the caller holds; how many rows it took. */
  async countOnce(tx: Tx, campaign: CampaignRecord): Promise<number> {
    const batch = await this.counting.queued(tx, campaign.id, BATCH);
    if (batch.length === 0) return 0;
    const outcome = await this.count(tx, campaign, batch);
    await this.counting.addToDays(
      tx,
      campaign.id,
      outcome.results.map(({ paidAt, movedMinor }) => ({
        day: dayOf(paidAt, campaign.zone).toString(),
        movedMinor,
      })),
    );
    await this.tellNotCounted(tx, campaign, outcome);
    if (outcome.totals.crossingCreditId !== null && isCollecting(campaign)) {
      await this.closing.close(tx, campaign, 'optimum', await this.clock.now(tx));
    }
    return batch.length;
  }

  private async count(
    tx: Tx,
    campaign: CampaignRecord,
    batch: readonly QueuedCredit[],
  ): Promise<BatchOutcome> {
    const { id } = campaign;
    const keys = batch.flatMap((item) => [...item.payerKeys, ownKey(item.contributionId)]);
    const { groupOfKey, groups } = await this.counting.groupsOf(tx, id, [...new Set(keys)]);
    const payers = new PayerGroups(groupOfKey, groups);
    const contributionIds = batch.map(({ contributionId }) => contributionId);
    const outcome = countBatch(
      await this.counting.totals(tx, id),
      batch,
      {
        optimumMinor: campaign.optimumMinor,
        closesAtOptimum: !campaign.holdExtended,
        takesCredits: isCollecting(campaign) || campaign.state === 'closing',
      },
      { groups: payers, left: await this.counting.leftOf(tx, id, contributionIds) },
    );
    await this.counting.keepOutcome(tx, id, outcome);
    await this.counting.keepGroups(tx, id, payers);
    return outcome;
  }

  private async tellNotCounted(
    tx: Tx,
    { id, projectId }: CampaignRecord,
    { results }: BatchOutcome,
  ): Promise<void> {
    for (const { result, contributionId } of results) {
      if (result !== 'overflow' && result !== 'late') continue;
      await this.events.publish(tx, CREDIT_NOT_COUNTED, {
        campaignId: id,
        projectId,
        contributionId,
        result,
      });
    }
  }
}

function isCollecting({ state }: CampaignRecord): boolean {
  return state === 'live' || state === 'paused';
}
