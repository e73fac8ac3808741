import { Injectable } from '@nestjs/common';
import {
  baseMinorAtMost,
  GIFTS_OF_A_YEAR_MINOR_MAX,
  type GiverDto,
} from '@vatra/shared/contributions/contributions.dto';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { AppError } from '../../platform/http/app-error.js';
import { CampaignsService, type CampaignRecord } from '../campaigns/campaigns.service.js';
import type { DonorRecord } from './contribution.record.js';
import { ContributionConflict, ContributionInvalid } from './contributions.errors.js';
import { DonorKeys } from './donor-keys.js';
import { DonorsRepository } from './donors.repository.js';

/** Who may give how much to what, by whichever way the money comes. */
@Injectable()
export class AcceptGiver {
  constructor(
    private readonly donors: DonorsRepository,
    private readonly keys: DonorKeys,
    private readonly campaigns: CampaignsService,
  ) {}

  /** @throws ContributionConflict, CampaignMissing */
  async openCampaign(tx: Tx, campaignId: string): Promise<CampaignRecord> {
    try {
      return await this.campaigns.requireOpen(tx, campaignId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'campaigns.not-open') {
        throw new ContributionConflict('contributions.campaign-not-open');
      }
      throw error;
    }
  }

  /** @throws ContributionInvalid */
  donorOf(wish: GiverDto, actor: Actor | null): DonorRecord {
    requireCountry(wish.country);
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

  /** R43 for a promise, which is charged without anybody looking at it again. @throws ContributionInvalid */
  async requireWithinYear(tx: Tx, donor: DonorRecord, giftMinor: number): Promise<void> {
    const leftMinor = GIFTS_OF_A_YEAR_MINOR_MAX - (await this.givenInYear(tx, donor));
    if (giftMinor <= leftMinor) return;
    throw new ContributionInvalid('contributions.above-limit', '/gift/minor', {
      maximumMinor: Math.max(0, leftMinor),
    });
  }

  /**
   * R43: what this donor has given in twelve months, has promised, or is paying now, in euro at most.
   * Until this transaction ends nobody else is told of the same donor: gifts of the same moment add up.
   */
  async givenInYear(tx: Tx, { personId, emailHash }: DonorRecord): Promise<number> {
    const owner = { personId, emailHash };
    await this.donors.lock(tx, owner);
    const { settledMinor, open } = await this.donors.givenInYear(tx, owner);
    return open.reduce(
      (sum, { minor, currency }) => sum + baseMinorAtMost(minor, currency),
      settledMinor,
    );
  }

  /** R43: what this donor may still give in twelve months without further checks. */
  async leftOfYear(tx: Tx, { personId, emailHash }: DonorRecord): Promise<number> {
    const { settledMinor } = await this.donors.givenInYear(tx, { personId, emailHash });
    return GIFTS_OF_A_YEAR_MINOR_MAX - settledMinor;
  }
}

/** @throws ContributionInvalid */
function requireCountry(country: string | undefined): void {
  if (country === undefined || /^[A-Z]{2}$/.test(country)) return;
  throw new ContributionInvalid('contributions.country-unknown', '/country');
}
