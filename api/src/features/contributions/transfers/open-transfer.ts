import { Injectable } from '@nestjs/common';
import { creditorReference } from '../../../platform/bank/creditor-reference.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { CampaignsService, type CampaignRecord } from '../../campaigns/campaigns.service.js';
import { TRANSFER_ANNOUNCED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { ExpireTransfers } from './expire-transfers.js';
import { transferExpiry } from './transfer-window.policy.js';
import { TransfersRepository } from './transfers.repository.js';

/** Gives an announced gift the reference its money will be known by, and a last day. */
@Injectable()
export class OpenTransfer {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly transfers: TransfersRepository,
    private readonly campaigns: CampaignsService,
    private readonly expiring: ExpireTransfers,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** From now on there is a reference by which its money is known. */
  async run(tx: Tx, id: string, campaign: CampaignRecord, giftMinor: number): Promise<void> {
    const submittedAt = await this.clock.now(tx);
    const expiresAt = transferExpiry(submittedAt, campaign);
    await this.contributions.setSessionEnd(tx, id, expiresAt);
    await this.transfers.insert(tx, {
      contributionId: id,
      reference: creditorReference('T', await this.transfers.nextNumber(tx)),
      announcedMinor: giftMinor,
      bankLineId: null,
    });
    const { id: campaignId, projectId } = campaign;
    const payment = { campaignId, contributionId: id, submittedAt };
    await this.campaigns.openDelayedPayment(tx, payment);
    await this.expiring.schedule(tx, id, expiresAt);
    const fact = { contributionId: id, campaignId, projectId };
    await this.events.publish(tx, TRANSFER_ANNOUNCED, fact);
  }
}
