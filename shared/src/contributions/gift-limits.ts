import type { Currency } from '../money.js';

/**
 * What a gift by card may be paid in. The books stay in euro: such a gift counts with what the provider
 * settles of it (rulings 4 and 5). Of these only the yen has no minor units.
 */
export const ACCEPTED_CURRENCIES = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'CAD',
  'RON',
  'JPY',
] as const satisfies readonly Currency[];
export type GiftCurrency = (typeof ACCEPTED_CURRENCIES)[number];

export function isGiftCurrency(currency: Currency): currency is GiftCurrency {
  return ACCEPTED_CURRENCIES.some((accepted) => accepted === currency);
}

/** R43, ruling 5: smallest online gift per presentment currency. */
export const GIFT_MINOR_MIN: Readonly<Record<GiftCurrency, number>> = {
  EUR: 500,
  USD: 500,
  GBP: 500,
  CHF: 500,
  CAD: 800,
  RON: 2500,
  JPY: 800,
};
/** R43: by bank transfer, which costs nothing to receive; transfers come in euro. */
export const TRANSFER_MINOR_MIN = 200;
/** R43: above this the name, the country and a look at the sanction list are needed, before it is paid. */
export const GIFT_MINOR_MAX = 100_000;
/** The same per currency: round, and below EUR 1,000 by more than a tenth, so that a rate may move. */
export const GIFT_MINOR_MAX_IN: Readonly<Record<GiftCurrency, number>> = {
  EUR: GIFT_MINOR_MAX,
  USD: 90_000,
  GBP: 75_000,
  CHF: 80_000,
  CAD: 130_000,
  RON: 450_000,
  JPY: 140_000,
};
/** R43: above this, in one gift or together in twelve months, also where it comes from, and a person accepts it. */
export const GIFT_MINOR_UNEXPLAINED_MAX = 1_000_000;
/** More than this in euro is a matter for letters, not for a form. */
export const GIFT_MINOR_CEILING = 10_000_000;
/** No gift in any currency has more minor units; what a form may carry at all. */
export const ANY_GIFT_MINOR_MAX = GIFT_MINOR_CEILING;
/** R43: together in twelve months, paid, promised or being paid, for the same reason. */
export const GIFTS_OF_A_YEAR_MINOR_MAX = 250_000;
/** Set for each currency and round in it, not converted. */
export const SUGGESTED_GIFTS_MINOR: Readonly<Record<GiftCurrency, readonly number[]>> = {
  EUR: [1000, 2000, 5000, 10_000],
  USD: [1000, 2000, 5000, 10_000],
  GBP: [1000, 2000, 5000, 10_000],
  CHF: [1000, 2000, 5000, 10_000],
  CAD: [1500, 3000, 7500, 15_000],
  RON: [5000, 10_000, 25_000, 50_000],
  JPY: [1500, 3000, 8000, 15_000],
};

/**
 * The most one gift may be in its currency. Only euro may pass the limits of R43: of others nobody knows
 * before they are settled by how much. A promise is charged later, and stays below them.
 */
export function giftCeiling(currency: GiftCurrency, isPromise = false): number {
  return currency === 'EUR' && !isPromise ? GIFT_MINOR_CEILING : GIFT_MINOR_MAX_IN[currency];
}

/**
 * The most euro cents a payment that is not settled may turn out to be: as if its currency's ceiling were
 * the euro's. For limits that have to hold before a rate is known (R43).
 */
export function baseMinorAtMost(minor: number, currency: GiftCurrency): number {
  return Math.ceil((minor * GIFT_MINOR_MAX) / GIFT_MINOR_MAX_IN[currency]);
}

/** Regions with different card fees, chosen by the country the donor names (ruling 22). */
export const CARD_REGIONS = ['eea', 'uk', 'other'] as const;
export type CardRegion = (typeof CARD_REGIONS)[number];
