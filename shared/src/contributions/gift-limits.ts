import type { Currency } from '../money.js';

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
/** R43: by bank transfer, which costs nothing to receive. */
export const TRANSFER_MINOR_MIN: Readonly<Partial<Record<Currency, number>>> = { EUR: 200 };
/** Above this the name, country and sanction check of R43 are needed; not offered yet. */
export const GIFT_MINOR_MAX = 100_000;
/** R43: together in twelve months, for the same reason. */
export const GIFTS_OF_A_YEAR_MINOR_MAX = 250_000;
export const SUGGESTED_GIFTS_MINOR: readonly number[] = [1000, 2000, 5000, 10000];

/** Regions with different card fees, chosen by the country the donor names (ruling 22). */
export const CARD_REGIONS = ['eea', 'uk', 'other'] as const;
export type CardRegion = (typeof CARD_REGIONS)[number];
