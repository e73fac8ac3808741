import { IsOptional } from 'class-validator';
import { LOCALES, type Locale } from '../localized.dto.js';
import type { Currency } from '../money.js';
import { MoneyDto } from '../money.dto.js';
import {
  CurrencyCode,
  Flag,
  FromDigits,
  Nested,
  OneOf,
  WholeNumber,
} from '../rules/shape.rules.js';
import { Email, Line, Text } from '../rules/text.rules.js';

/** Currencies a campaign accepts today; the next ones come with their fees and rates (ruling 5). */
export const ACCEPTED_CURRENCIES: readonly Currency[] = ['EUR'];
/** R43, ruling 5: smallest online gift per presentment currency. */
export const GIFT_MINOR_MIN: Readonly<Partial<Record<Currency, number>>> = {
  EUR: 500,
  USD: 500,
  GBP: 500,
  CHF: 500,
  CAD: 800,
  RON: 2500,
  JPY: 800,
};
/** Above this the name, country and sanction check of R43 are needed; not offered yet. */
export const GIFT_MINOR_MAX = 100_000;
/** R43: together in twelve months, for the same reason. */
export const GIFTS_OF_A_YEAR_MINOR_MAX = 250_000;
export const SUGGESTED_GIFTS_MINOR: readonly number[] = [1000, 2000, 5000, 10000];

/** Regions with different card fees, chosen by the country the donor names (ruling 22). */
export const CARD_REGIONS = ['eea', 'uk', 'other'] as const;
export type CardRegion = (typeof CARD_REGIONS)[number];

export class StartContributionDto {
  @Nested(() => MoneyDto)
  gift!: MoneyDto;

  /** To the platform; 0 unless the donor types one (R44). Same currency as the gift. */
  @WholeNumber({ min: 0, max: GIFT_MINOR_MAX })
  tipMinor!: number;

  @Flag()
  coverFee!: boolean;

  @Email()
  email!: string;

  @IsOptional()
  @Line({ max: 80 })
  donorName?: string;

  /** Off by default (R104): shown on the donor wall when given. */
  @IsOptional()
  @Line({ max: 60 })
  publicName?: string;

  /** ISO 3166-1 alpha-2, optional (R101). */
  @IsOptional()
  @Line({ min: 2, max: 2 })
  country?: string;

  @IsOptional()
  @Text({ max: 300 })
  message?: string;

  @OneOf(LOCALES)
  locale!: Locale;
}

export class FeeEstimateQuery {
  @FromDigits()
  @WholeNumber({ min: 1, max: GIFT_MINOR_MAX })
  giftMinor!: number;

  @IsOptional()
  @FromDigits()
  @WholeNumber({ min: 0, max: GIFT_MINOR_MAX })
  tipMinor?: number;

  @IsOptional()
  @CurrencyCode()
  currency?: Currency;

  @IsOptional()
  @OneOf(['true', 'false'])
  coverFee?: 'true' | 'false';

  @IsOptional()
  @Line({ min: 2, max: 2 })
  country?: string;
}

/** The key that came with the start opens this one contribution, without a session. */
export class ContributionKeyQuery {
  @Line({ max: 64 })
  key!: string;
}

export class ChooseAfterFailureDto {
  @OneOf(['refund'])
  choice!: 'refund';
}
