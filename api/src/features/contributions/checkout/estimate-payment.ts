import { Injectable } from '@nestjs/common';
import {
  giftCeiling,
  isGiftCurrency,
  type FeeEstimateQuery,
  type GiftCurrency,
} from '@vatra/shared/contributions/contributions.dto';
import type {
  EuroEstimateView,
  FeeEstimateView,
} from '@vatra/shared/contributions/contributions.views';
import { cardRegionOf, partsOfPayment, type PaymentParts } from '@vatra/shared/contributions/fees';
import { BASE_CURRENCY, money, proportionHalfUp } from '@vatra/shared/money';
import { Database } from '../../../platform/database/database.js';
import { ContributionInvalid } from '../contributions.errors.js';
import { RatesRepository, type SettledRate } from './rates.repository.js';

/** An older rate says too little about today's. */
const RATE_DAYS_MAX = 30;

/** What a payment would be made of (R44); an estimate, and shown as one. */
@Injectable()
export class EstimatePayment {
  constructor(
    private readonly database: Database,
    private readonly rates: RatesRepository,
  ) {}

  /** @throws ContributionInvalid */
  async run(query: FeeEstimateQuery): Promise<FeeEstimateView> {
    const { giftMinor, tipMinor = 0, currency = BASE_CURRENCY, country } = query;
    if (!isGiftCurrency(currency)) {
      throw new ContributionInvalid('contributions.currency-not-accepted', '/currency');
    }
    const maximumMinor = giftCeiling(currency);
    if (giftMinor > maximumMinor) {
      const params = { maximumMinor, currency };
      throw new ContributionInvalid('contributions.above-limit', '/giftMinor', params);
    }
    const region = cardRegionOf(country);
    const coverFee = query.coverFee === 'true';
    const parts = partsOfPayment({ giftMinor, tipMinor, coverFee, region, currency });
    return {
      gift: money(parts.giftMinor, currency),
      tip: money(parts.tipMinor, currency),
      feeCover: money(parts.feeCoverMinor, currency),
      gross: money(parts.grossMinor, currency),
      estimatedFee: money(parts.estimatedFeeMinor, currency),
      projectGets: money(parts.projectGetsMinor, currency),
      inEuro: await this.inEuro(parts, currency),
    };
  }

  private async inEuro(
    parts: PaymentParts,
    currency: GiftCurrency,
  ): Promise<EuroEstimateView | null> {
    if (currency === BASE_CURRENCY) return null;
    const rate = await this.database.look((tx) => this.rates.latest(tx, currency, RATE_DAYS_MAX));
    if (rate === null) return null;
    return {
      gift: money(atRate(rate, parts.giftMinor)),
      projectGets: money(atRate(rate, parts.projectGetsMinor)),
      ratedAt: rate.at.toISOString(),
    };
  }
}

function atRate({ euroMinor, presentedMinor }: SettledRate, minor: number): number {
  return proportionHalfUp(minor, euroMinor, presentedMinor);
}
