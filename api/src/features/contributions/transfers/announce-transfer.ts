import { Injectable } from '@nestjs/common';
import { GIFT_MINOR_MAX, TRANSFER_MINOR_MIN } from '@vatra/shared/contributions/contributions.dto';
import type { StartTransferDto } from '@vatra/shared/contributions/transfers.dto';
import { BASE_CURRENCY } from '@vatra/shared/money';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { creditorReference } from '../../../platform/bank/creditor-reference.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { CampaignsService, type CampaignRecord } from '../../campaigns/campaigns.service.js';
import { AcceptGiver } from '../accept-giver.js';
import { TRANSFER_ANNOUNCED } from '../contributions.events.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { ExpireTransfers } from './expire-transfers.js';
import { TransferOffer } from './transfer-offer.js';
import { transferExpiry } from './transfer-window.policy.js';
import { TransfersRepository } from './transfers.repository.js';

/** Writes down a wish to give by transfer and the reference it will be known by: no money yet. */
@Injectable()
export class AnnounceTransfer {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly transfers: TransfersRepository,
    private readonly donors: DonorsRepository,
    private readonly givers: AcceptGiver,
    private readonly campaigns: CampaignsService,
    private readonly offer: TransferOffer,
    private readonly expiring: ExpireTransfers,
    private readonly clock: Clock,
    private readonly events: Events,
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
    await this.givers.requireWithinYear(tx, donor, giftMinor);
    const id = newId();
    await this.write(tx, { id, campaign, giftMinor, now });
    await this.donors.insert(tx, id, donor);
    const birth = { machine: 'contribution', id, state: 'created' } as const;
    await recordBirth(tx, { ...birth, actor: actor ?? SYSTEM });
    const { projectId } = campaign;
    const fact = { contributionId: id, campaignId, projectId };
    await this.events.publish(tx, TRANSFER_ANNOUNCED, fact);
    return id;
  }

  private async write(
    tx: Tx,
    about: { id: string; campaign: CampaignRecord; giftMinor: number; now: Date },
  ): Promise<void> {
    const { id, campaign, giftMinor, now } = about;
    const expiresAt = transferExpiry(now, campaign);
    await this.contributions.insert(tx, {
      id,
      campaignId: campaign.id,
      projectId: campaign.projectId,
      channel: 'bank_transfer',
      amounts: {
        ...{ giftMinor, tipMinor: 0, feeCoverMinor: 0, grossMinor: giftMinor },
        currency: BASE_CURRENCY,
      },
      createdAt: now,
      sessionExpiresAt: expiresAt,
    });
    await this.transfers.insert(tx, {
      contributionId: id,
      reference: creditorReference('T', await this.transfers.nextNumber(tx)),
      announcedMinor: giftMinor,
      bankLineId: null,
    });
    const payment = { campaignId: campaign.id, contributionId: id, submittedAt: now };
    await this.campaigns.openDelayedPayment(tx, payment);
    await this.expiring.schedule(tx, id, expiresAt);
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
  if (gift.minor > GIFT_MINOR_MAX) {
    const params = { maximumMinor: GIFT_MINOR_MAX };
    throw new ContributionInvalid('contributions.above-limit', '/gift/minor', params);
  }
  return gift.minor;
}
