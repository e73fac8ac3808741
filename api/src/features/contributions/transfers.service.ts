import { Injectable } from '@nestjs/common';
import type { StartTransferDto } from '@vatra/shared/contributions/transfers.dto';
import type {
  StartedTransferView,
  TransferInstructionsView,
  TransferOfferView,
} from '@vatra/shared/contributions/transfers.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { DonorKeys } from './donor-keys.js';
import { ReadContributions } from './read-contributions.js';
import { AnnounceTransfer } from './transfers/announce-transfer.js';
import { TransferOffer } from './transfers/transfer-offer.js';

/** Gifts by bank transfer, as their givers meet them. */
@Injectable()
export class TransfersService {
  constructor(
    private readonly database: Database,
    private readonly announcing: AnnounceTransfer,
    private readonly reading: ReadContributions,
    private readonly campaigns: CampaignsService,
    private readonly keys: DonorKeys,
    private readonly offering: TransferOffer,
  ) {}

  /** @throws CampaignMissing */
  offer(campaignId: string): Promise<TransferOfferView> {
    return this.database.look(async (tx) => {
      await this.campaigns.get(tx, campaignId);
      const [campaign] = await this.campaigns.listOpen(tx, [campaignId]);
      if (campaign === undefined) return { until: null };
      const until = await this.offering.untilOf(tx, campaign);
      return { until: until?.toISOString() ?? null };
    });
  }

  /** @throws ContributionInvalid, ContributionConflict, CampaignMissing */
  announce(
    campaignId: string,
    wish: StartTransferDto,
    actor: Actor | null,
  ): Promise<StartedTransferView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.announcing.run(tx, campaignId, wish, actor);
      const { state, transfer } = await this.reading.viewOf(tx, id);
      return { id, state, key: this.keys.pageKeyOf(id), instructions: transfer };
    });
  }

  /** How to pay an announced transfer; null when it is not waited for any more. */
  async instructionsOf(tx: Tx, contributionId: string): Promise<TransferInstructionsView | null> {
    return (await this.reading.viewOf(tx, contributionId)).transfer;
  }
}
