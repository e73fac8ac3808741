import { IsOptional } from 'class-validator';
import { LOCALES, type Locale } from '../localized.dto.js';
import { ANY_GIFT_MINOR_MAX } from './gift-limits.js';
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
import { Email, Id, Line, Text } from '../rules/text.rules.js';

/** The limits stand apart, so that a page can name them without loading the validator. */
export {
  ACCEPTED_CURRENCIES,
  ANY_GIFT_MINOR_MAX,
  CARD_REGIONS,
  GIFTS_OF_A_YEAR_MINOR_MAX,
  GIFT_MINOR_MAX,
  GIFT_MINOR_CEILING,
  GIFT_MINOR_MAX_IN,
  GIFT_MINOR_MIN,
  GIFT_MINOR_UNEXPLAINED_MAX,
  SUGGESTED_GIFTS_MINOR,
  TRANSFER_MINOR_MIN,
  baseMinorAtMost,
  giftCeiling,
  isGiftCurrency,
  type CardRegion,
  type GiftCurrency,
} from './gift-limits.js';

/** Whoever gives online, by whichever way. */
export class GiverDto {
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

  /** R43: asked only of gifts above EUR 10,000; seen by finance alone. */
  @IsOptional()
  @Text({ min: 10, max: 500 })
  sourceOfFunds?: string;

  @OneOf(LOCALES)
  locale!: Locale;
}

export class StartContributionDto extends GiverDto {
  @Nested(() => MoneyDto)
  gift!: MoneyDto;

  /** To the platform; 0 unless the donor types one (R44). Same currency as the gift. */
  @WholeNumber({ min: 0, max: ANY_GIFT_MINOR_MAX })
  tipMinor!: number;

  @Flag()
  coverFee!: boolean;
}

export class FeeEstimateQuery {
  @FromDigits()
  @WholeNumber({ min: 1, max: ANY_GIFT_MINOR_MAX })
  giftMinor!: number;

  @IsOptional()
  @FromDigits()
  @WholeNumber({ min: 0, max: ANY_GIFT_MINOR_MAX })
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

/** R49, R83: what becomes of money that was not needed. */
export const DONOR_CHOICES = ['stay', 'refund', 'project', 'hometown_fund', 'reserve'] as const;
export type DonorChoice = (typeof DONOR_CHOICES)[number];

export class ChooseDto {
  @OneOf(DONOR_CHOICES)
  choice!: DonorChoice;

  /** A live campaign of the same hometown, when another project is chosen. */
  @IsOptional()
  @Id()
  campaignId?: string;
}
