import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { defineJob, Jobs } from '../../../platform/outbox/jobs.js';
import { CAMPAIGN_CLOSING } from '../../campaigns/campaigns.events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { OfflineSheetsRepository } from '../offline/offline-sheets.repository.js';

const STOP_WAITING = defineJob('contributions.stop-waiting-for-cash');
/** Ruling 20: the judgement waits no longer for money that is on its way. */
const WAIT_MS = 14 * 24 * 60 * 60 * 1000;

/** Fourteen days after the end nothing that is still missing holds a campaign up any more. */
@Injectable()
export class StopWaiting {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly campaigns: CampaignsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    events: Events,
  ) {
    jobs.on(STOP_WAITING, (tx, campaignId) => this.stop(tx, campaignId));
    events.on(CAMPAIGN_CLOSING, 'contributions.wait-for-cash-when-campaign-closes', (tx, fact) =>
      this.begin(tx, fact.campaignId),
    );
  }

  private async begin(tx: Tx, campaignId: string): Promise<void> {
    const { closedAt } = await this.campaigns.get(tx, campaignId);
    const from = closedAt ?? (await this.clock.now(tx));
    const dueAt = new Date(from.getTime() + WAIT_MS);
    await this.jobs.schedule(tx, STOP_WAITING, campaignId, dueAt);
  }

  private async stop(tx: Tx, campaignId: string): Promise<void> {
    for (const id of await this.sheets.idsOnTheWayOf(tx, campaignId)) {
      await this.campaigns.closePayment(tx, campaignId, id);
    }
  }
}
