import { Injectable } from '@nestjs/common';
import {
  ACCEPTED_CURRENCIES,
  GIFTS_OF_A_YEAR_MINOR_MAX,
  GIFT_MINOR_MAX,
  GIFT_MINOR_MIN,
  type StartContributionDto,
} from '@vatra/shared/contributions/contributions.dto';
import { cardRegionOf, partsOfPayment, type PaymentParts } from '@vatra/shared/contributions/fees';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AppError } from '../../../platform/http/app-error.js';
import { newId } from '../../../platform/ids/ids.js';
import { CampaignsService, type CampaignRecord } from '../../campaigns/campaigns.service.js';
import { AwaitPayment } from './await-payment.js';
import type { DonorRecord } from '../contribution.record.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorKeys } from '../donor-keys.js';
import { DonorsRepository } from '../donors.repository.js';
import { OpenCheckout } from './open-checkout.js';

const MINUTE_MS = 60_000;
/** Stripe allows 24 hours from its own clock; some of it is left to differences between clocks. */
const SESSION_MINUTES_MAX = 23 * 60 + 30;
/** Stripe allows no less than 30. */
const SESSION_MINUTES_MIN = 32;

export interface Started {
  readonly id: string;
  readonly operationId: string;
  readonly grossMinor: number;
}

/** Writes down a wish to give, with the operation that will open the page to pay it: no money yet. */
@Injectable()
export class StartContribution {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly keys: DonorKeys,
    private readonly campaigns: CampaignsService,
    private readonly waiting: AwaitPayment,
    private readonly checkout: OpenCheckout,
    private readonly clock: Clock,
  ) {}

  /** @throws ContributionInvalid, ContributionConflict, CampaignMissing */
  async run(
    tx: Tx,
    campaignId: string,
    wish: StartContributionDto,
    actor: Actor | null,
  ): Promise<Started> {
    const parts = acceptedParts(wish);
    const campaign = await this.openCampaign(tx, campaignId);
    const donor = this.donorOf(wish, actor);
    await this.requireWithinYear(tx, donor, wish.gift.minor);
    const now = await this.clock.now(tx);
    const id = newId();
    const sessionExpiresAt = sessionEnd(now, campaign.endsAt);
    await this.contributions.insert(tx, {
      id,
      campaignId,
      projectId: campaign.projectId,
      channel: 'card',
      giftMinor: parts.giftMinor,
      tipMinor: parts.tipMinor,
      feeCoverMinor: parts.feeCoverMinor,
      grossMinor: parts.grossMinor,
      createdAt: now,
      sessionExpiresAt,
    });
    await this.donors.insert(tx, id, donor);
    await recordBirth(tx, {
      machine: 'contribution',
      id,
      state: 'created',
      actor: actor ?? SYSTEM,
    });
    await this.campaigns.openPayment(tx, campaignId, id, now);
    await this.waiting.begin(tx, id, sessionExpiresAt);
    const operationId = await this.checkout.request(tx, id);
    return { id, operationId, grossMinor: parts.grossMinor };
  }

  private async openCampaign(tx: Tx, campaignId: string): Promise<CampaignRecord> {
    try {
      return await this.campaigns.requireOpen(tx, campaignId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'campaigns.not-open') {
        throw new ContributionConflict('contributions.campaign-not-open');
      }
      throw error;
    }
  }

  private donorOf(wish: StartContributionDto, actor: Actor | null): DonorRecord {
    const email = wish.email.trim();
    const proved = actor?.verifiedEmail?.toLowerCase() ?? null;
    return {
      personId: actor?.personId ?? null,
      email,
      emailHash: this.keys.emailHash(email),
      emailVerified: proved === email.toLowerCase(),
      donorName: wish.donorName ?? null,
      publicName: wish.publicName ?? null,
      message: wish.message ?? null,
      country: wish.country ?? null,
      locale: wish.locale,
    };
  }

  private async requireWithinYear(tx: Tx, donor: DonorRecord, giftMinor: number): Promise<void> {
    const { personId, emailHash } = donor;
    const paidMinor = await this.donors.paidInYear(tx, { personId, emailHash });
    if (paidMinor + giftMinor <= GIFTS_OF_A_YEAR_MINOR_MAX) return;
    throw new ContributionInvalid('contributions.above-limit', '/gift/minor', {
      maximumMinor: Math.max(0, GIFTS_OF_A_YEAR_MINOR_MAX - paidMinor),
    });
  }
}

/** @throws ContributionInvalid */
function acceptedParts(wish: StartContributionDto): PaymentParts {
  const { gift, tipMinor, coverFee, country } = wish;
  if (!ACCEPTED_CURRENCIES.includes(gift.currency)) {
    throw new ContributionInvalid('contributions.currency-not-accepted', '/gift/currency');
  }
  const minimumMinor = GIFT_MINOR_MIN[gift.currency] ?? 0;
  if (gift.minor < minimumMinor) {
    throw new ContributionInvalid('contributions.below-minimum', '/gift/minor', { minimumMinor });
  }
  if (gift.minor > GIFT_MINOR_MAX) {
    throw new ContributionInvalid('contributions.above-limit', '/gift/minor', {
      maximumMinor: GIFT_MINOR_MAX,
    });
  }
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) {
    throw new ContributionInvalid('contributions.country-unknown', '/country');
  }
  const region = cardRegionOf(country);
  return partsOfPayment({ giftMinor: gift.minor, tipMinor, coverFee, region });
}

/** R31: nobody should be able to pay long after the end, as far as Stripe's shortest session lets us. */
function sessionEnd(now: Date, campaignEnd: Date): Date {
  const soonest = now.getTime() + SESSION_MINUTES_MIN * MINUTE_MS;
  const latest = now.getTime() + SESSION_MINUTES_MAX * MINUTE_MS;
  return new Date(Math.min(latest, Math.max(soonest, campaignEnd.getTime())));
}
