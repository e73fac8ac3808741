import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx.js';
import { Jobs } from '../../../../platform/outbox/jobs.js';
import { CampaignsService } from '../../../campaigns/campaigns.service.js';
import { ChargePledge } from './charge-pledge.js';
import { areChargedAtClose } from './collecting.policy.js';
import { EndPledge } from '../end-pledge.js';
import { CHARGE_PLEDGES, DECIDE_PLEDGES, LAPSE_PLEDGES } from '../pledges.jobs.js';
import type { PledgeRecord } from '../pledge.record.js';
import { PledgesRepository } from '../pledges.repository.js';

const BATCH = 50;

/** R42: an hour after the close all pledges of a campaign fall due, or none. */
@Injectable()
export class DecidePledges {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly campaigns: CampaignsService,
    private readonly charging: ChargePledge,
    private readonly ending: EndPledge,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(DECIDE_PLEDGES, (tx, campaignId) => this.decide(tx, campaignId));
    this.jobs.on(CHARGE_PLEDGES, (tx, campaignId) => this.charge(tx, campaignId));
    this.jobs.on(LAPSE_PLEDGES, (tx, campaignId) => this.lapse(tx, campaignId));
  }

  /** Cards on their way to being saved get the hour that payments under way get (R31). */
  async afterClosing(tx: Tx, campaignId: string): Promise<void> {
    const { collection, graceUntil } = await this.campaigns.get(tx, campaignId);
    if (collection !== 'on_success') return;
    await this.jobs.schedule(tx, DECIDE_PLEDGES, campaignId, graceUntil);
  }

  private async decide(tx: Tx, campaignId: string): Promise<void> {
    // It went on after a hold: its next close decides.
    if ((await this.campaigns.get(tx, campaignId)).state !== 'closing') return;
    const unsaved = await this.batch(tx, campaignId, 'created');
    for (const pledge of unsaved) await this.ending.expire(tx, pledge);
    if (unsaved.length === BATCH) {
      await this.jobs.schedule(tx, DECIDE_PLEDGES, campaignId, null);
      return;
    }
    const standing = await this.campaigns.standingOf(tx, campaignId);
    if (standing.promisedMinor === 0) return;
    const isDue = areChargedAtClose(standing);
    if (isDue) await this.campaigns.beginCollecting(tx, campaignId);
    await this.jobs.schedule(tx, isDue ? CHARGE_PLEDGES : LAPSE_PLEDGES, campaignId, null);
  }

  private async charge(tx: Tx, campaignId: string): Promise<void> {
    const due = await this.batch(tx, campaignId, 'pledged');
    for (const pledge of due) await this.charging.begin(tx, pledge);
    if (due.length === BATCH) await this.jobs.schedule(tx, CHARGE_PLEDGES, campaignId, null);
  }

  private async lapse(tx: Tx, campaignId: string): Promise<void> {
    const vain = await this.batch(tx, campaignId, 'pledged');
    for (const pledge of vain) await this.ending.lapse(tx, pledge, 'not_needed');
    if (vain.length === BATCH) await this.jobs.schedule(tx, LAPSE_PLEDGES, campaignId, null);
  }

  private batch(tx: Tx, campaignId: string, state: 'created' | 'pledged'): Promise<PledgeRecord[]> {
    return this.pledges.lockOfCampaign(tx, campaignId, { state, limit: BATCH });
  }
}
