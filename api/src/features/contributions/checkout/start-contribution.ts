import { Injectable } from '@nestjs/common';
import {
  GIFT_MINOR_MAX_IN,
  GIFT_MINOR_MIN,
  giftCeiling,
  isGiftCurrency,
  type GiftCurrency,
  type StartContributionDto,
} from '@vatra/shared/contributions/contributions.dto';
import { cardRegionOf, partsOfPayment, type PaymentParts } from '@vatra/shared/contributions/fees';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { CampaignsService, type CampaignRecord } from '../../campaigns/campaigns.service.js';
import { AcceptGiver } from '../accept-giver.js';
import { HoldGift } from '../giver-checks/hold-gift.js';
import { AwaitPayment } from './await-payment.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { OpenCheckout } from './open-checkout.js';

const MINUTE_MS = 60_000;
/** Stripe allows 24 hours from its own clock; some of it is left to differences between clocks. */
const SESSION_MINUTES_MAX = 23 * 60 + 30;
/** Stripe allows no less than 30. */
const SESSION_MINUTES_MIN = 32;

export interface Started {
  readonly id: string;
  /** Null while a person has to look at it (R43). */
  readonly operationId: string | null;
}

interface OpenedPayment {
  readonly id: string;
  readonly campaignId: string;
  readonly sessionExpiresAt: Date;
}

export interface AcceptedParts extends PaymentParts {
  readonly currency: GiftCurrency;
}

/** Writes down a wish to give, with the operation that will open the page to pay it: no money yet. */
@Injectable()
export class StartContribution {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly givers: AcceptGiver,
    private readonly holding: HoldGift,
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
    const { giftMinor, currency } = parts;
    const campaign = await this.givers.openCampaign(tx, campaignId);
    if (campaign.collection === 'on_success') {
      throw new ContributionConflict('contributions.collected-on-success');
    }
    const donor = this.givers.donorOf(wish, actor);
    const sourceOfFunds = wish.sourceOfFunds ?? null;
    const assessment = await this.holding.assess(tx, donor, { giftMinor, currency, sourceOfFunds });
    const now = await this.clock.now(tx);
    const id = newId();
    const checkDueAt = await this.holding.dueAt(tx, campaign);
    const waits = assessment?.waits === true;
    const sessionExpiresAt = waits ? checkDueAt : sessionEnd(now, campaign.endsAt);
    await this.contributions.insert(tx, {
      id,
      campaignId,
      projectId: campaign.projectId,
      channel: 'card',
      amounts: parts,
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
    const gift = { id, campaignId, projectId: campaign.projectId };
    if (assessment !== null) await this.holding.keep(tx, gift, assessment, checkDueAt);
    if (waits) return { id, operationId: null };
    const operationId = await this.request(tx, { ...gift, sessionExpiresAt }, true);
    return { id, operationId };
  }

  /** A gift that had to wait can be paid from now on. */
  async open(tx: Tx, id: string, { id: campaignId, endsAt }: CampaignRecord): Promise<void> {
    const sessionExpiresAt = sessionEnd(await this.clock.now(tx), endsAt);
    await this.contributions.setSessionEnd(tx, id, sessionExpiresAt);
    await this.request(tx, { id, campaignId, sessionExpiresAt }, false);
  }

  /** `isHere`: its donor waits for the page. */
  private async request(tx: Tx, payment: OpenedPayment, isHere: boolean): Promise<string> {
    const { id, campaignId, sessionExpiresAt } = payment;
    await this.campaigns.openPayment(tx, campaignId, id, await this.clock.now(tx));
    await this.waiting.begin(tx, id, sessionExpiresAt);
    return this.checkout.request(tx, id, 1, isHere);
  }
}

/** R43, ruling 5: within the limits of its own currency. @throws ContributionInvalid */
export function acceptedParts(wish: StartContributionDto, isPromise = false): AcceptedParts {
  const { gift, tipMinor, coverFee, country } = wish;
  const { currency, minor: giftMinor } = gift;
  if (!isGiftCurrency(currency)) {
    throw new ContributionInvalid('contributions.currency-not-accepted', '/gift/currency');
  }
  const minimumMinor = GIFT_MINOR_MIN[currency];
  if (giftMinor < minimumMinor) {
    const params = { minimumMinor, currency };
    throw new ContributionInvalid('contributions.below-minimum', '/gift/minor', params);
  }
  requireWithinLimit('/gift/minor', giftMinor, {
    currency,
    maximumMinor: giftCeiling(currency, isPromise),
  });
  requireWithinLimit('/tipMinor', tipMinor, {
    currency,
    maximumMinor: GIFT_MINOR_MAX_IN[currency],
  });
  const region = cardRegionOf(country);
  return { ...partsOfPayment({ giftMinor, tipMinor, coverFee, region, currency }), currency };
}

function requireWithinLimit(
  pointer: string,
  minor: number,
  limit: { readonly maximumMinor: number; readonly currency: GiftCurrency },
): void {
  if (minor <= limit.maximumMinor) return;
  throw new ContributionInvalid('contributions.above-limit', pointer, { ...limit });
}

/** R31: nobody should be able to pay long after the end, as far as Stripe's shortest session lets us. */
export function sessionEnd(now: Date, campaignEnd: Date): Date {
  const soonest = now.getTime() + SESSION_MINUTES_MIN * MINUTE_MS;
  const latest = now.getTime() + SESSION_MINUTES_MAX * MINUTE_MS;
  return new Date(Math.min(latest, Math.max(soonest, campaignEnd.getTime())));
}
