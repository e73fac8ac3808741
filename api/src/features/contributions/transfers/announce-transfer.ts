import { Injectable } from '@nestjs/common';
import {
  GIFT_MINOR_CEILING,
  TRANSFER_MINOR_MIN,
} from '@vatra/shared/contributions/contributions.dto';
import type { StartTransferDto } from '@vatra/shared/contributions/transfers.dto';
import { BASE_CURRENCY } from '@vatra/shared/money';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import type { CampaignRecord } from '../../campaigns/campaigns.service.js';
import { AcceptGiver } from '../accept-giver.js';
import { HoldGift } from '../giver-checks/hold-gift.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { OpenTransfer } from './open-transfer.js';
import { TransferOffer } from './transfer-offer.js';

/** Writes down a wish to give by transfer and the reference it will be known by: no money yet. */
@Injectable()
export class AnnounceTransfer {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly givers: AcceptGiver,
    private readonly holding: HoldGift,
    private readonly offer: TransferOffer,
    private readonly opening: OpenTransfer,
    private readonly clock: Clock,
  ) {}

  /** @throws ContributionInvalid, ContributionConflict, CampaignMissing */
  async run(
    tx: Tx,
    campaignId: string,
    wish: StartTransferDto,
    actor: Actor | null,
  ): Promise<string> {
    const giftMinor = acceptedGift(wish);
    const campaign = await this.givers.openCampaign(tx, campaignId);
    const now = await this.clock.now(tx);
    if ((await this.offer.untilOf(tx, campaign)) === null) {
      throw new ContributionConflict('contributions.transfer-not-offered');
    }
    const donor = this.givers.donorOf(wish, actor);
    const sourceOfFunds = wish.sourceOfFunds ?? null;
    const gift = { giftMinor, currency: BASE_CURRENCY, sourceOfFunds } as const;
    const assessment = await this.holding.assess(tx, donor, gift);
    const id = newId();
    const dueAt = await this.holding.dueAt(tx, campaign);
    await this.write(tx, { id, campaign, giftMinor, createdAt: now, dueAt });
    await this.donors.insert(tx, id, donor);
    const birth = { machine: 'contribution', id, state: 'created' } as const;
    await recordBirth(tx, { ...birth, actor: actor ?? SYSTEM });
    const about = { id, campaignId, projectId: campaign.projectId };
    if (assessment !== null) await this.holding.keep(tx, about, assessment, dueAt);
    if (assessment?.waits !== true) await this.opening.run(tx, id, campaign, giftMinor);
    return id;
  }

  private async write(
    tx: Tx,
    about: {
      id: string;
      campaign: CampaignRecord;
      giftMinor: number;
      createdAt: Date;
      dueAt: Date;
    },
  ): Promise<void> {
    const { id, campaign, giftMinor, createdAt, dueAt } = about;
    await this.contributions.insert(tx, {
      id,
      campaignId: campaign.id,
      projectId: campaign.projectId,
      channel: 'bank_transfer',
      amounts: {
        ...{ giftMinor, tipMinor: 0, feeCoverMinor: 0, grossMinor: giftMinor },
        currency: BASE_CURRENCY,
      },
      createdAt,
      sessionExpiresAt: dueAt,
    });
  }
}

/** R43. @throws ContributionInvalid */
function acceptedGift({ gift }: StartTransferDto): number {
  // Our account is in euro, and so is every transfer to it.
  if (gift.currency !== BASE_CURRENCY) {
    throw new ContributionInvalid('contributions.currency-not-accepted', '/gift/currency');
  }
  if (gift.minor < TRANSFER_MINOR_MIN) {
    const params = { minimumMinor: TRANSFER_MINOR_MIN };
    throw new ContributionInvalid('contributions.below-minimum', '/gift/minor', params);
  }
  if (gift.minor > GIFT_MINOR_CEILING) {
    const params = { maximumMinor: GIFT_MINOR_CEILING };
    throw new ContributionInvalid('contributions.above-limit', '/gift/minor', params);
  }
  return gift.minor;
}
