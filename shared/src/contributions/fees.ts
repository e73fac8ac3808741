import { MoneyOutOfRange } from '../money.js';
import type { CardRegion, GiftCurrency } from './gift-limits.js';

/**
 * Card fees used for estimates only (R44, ruling 22): basis points of the whole payment plus a fixed
 * part. The real fee is the provider's (R45).
 */
export const CARD_FEES: Readonly<Record<CardRegion, { basisPoints: number; fixedMinor: number }>> =
  {
    eea: { basisPoints: 150, fixedMinor: 25 },
    uk: { basisPoints: 250, fixedMinor: 25 },
    other: { basisPoints: 325, fixedMinor: 25 },
  };

/** The fixed part in other currencies, about as much as EUR 0.25; for estimates only. */
const FIXED_FEE_MINOR: Readonly<Record<GiftCurrency, number>> = {
  EUR: 25,
  USD: 29,
  GBP: 22,
  CHF: 24,
  CAD: 40,
  RON: 128,
  JPY: 45,
};
/** What the provider takes for turning another currency into euro. */
const CONVERSION_BASIS_POINTS = 200;

const EEA =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(
    ' ',
  );

/** The card fee of a payment in a currency; one that has to be converted costs more. */
export function cardFeeOf(
  region: CardRegion,
  currency: GiftCurrency,
): { basisPoints: number; fixedMinor: number } {
  const { basisPoints, fixedMinor } = CARD_FEES[region];
  if (currency === 'EUR') return { basisPoints, fixedMinor };
  return {
    basisPoints: basisPoints + CONVERSION_BASIS_POINTS,
    fixedMinor: FIXED_FEE_MINOR[currency],
  };
}

/** The fee region of the country a donor names; an EEA card when none is named. */
export function cardRegionOf(country: string | undefined): CardRegion {
  if (country === undefined || EEA.includes(country)) return 'eea';
  return country === 'GB' ? 'uk' : 'other';
}

export interface PaymentParts {
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly feeCoverMinor: number;
  readonly grossMinor: number;
  readonly estimatedFeeMinor: number;
  /** What the project would get: gift + cover - its share of the fee. */
  readonly projectGetsMinor: number;
}

/**
 * R44. With fee cover, gross = round up to the minor unit of (gift + tip + fixed) / (1 - percent), and the
 * tip bears no fee; otherwise the fee is split between gift and tip in proportion (project half up).
 */
export function partsOfPayment(input: {
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly coverFee: boolean;
  readonly region: CardRegion;
  /** Euro when absent; all amounts are in it. */
  readonly currency?: GiftCurrency;
}): PaymentParts {
  const { giftMinor, tipMinor, coverFee, region, currency = 'EUR' } = input;
  if (giftMinor <= 0 || tipMinor < 0) throw new MoneyOutOfRange('gift and tip');
  const { basisPoints, fixedMinor } = cardFeeOf(region, currency);
  const wanted = giftMinor + tipMinor;
  const grossMinor = coverFee
    ? Math.ceil(((wanted + fixedMinor) * 10_000) / (10_000 - basisPoints))
    : wanted;
  const feeCoverMinor = grossMinor - wanted;
  const estimatedFeeMinor = Math.floor((grossMinor * basisPoints + 5_000) / 10_000) + fixedMinor;
  const feeOfProject = projectFee({
    giftMinor,
    tipMinor,
    feeCoverMinor,
    feeMinor: estimatedFeeMinor,
  });
  return {
    giftMinor,
    tipMinor,
    feeCoverMinor,
    grossMinor,
    estimatedFeeMinor,
    projectGetsMinor: giftMinor + feeCoverMinor - feeOfProject,
  };
}

/** The project's share of a real or estimated fee: all of it under fee cover, else gift / (gift + tip), half up. */
export function projectFee(input: {
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly feeCoverMinor: number;
  readonly feeMinor: number;
}): number {
  if (input.feeCoverMinor > 0 || input.tipMinor === 0) return input.feeMinor;
  const whole = input.giftMinor + input.tipMinor;
  return Math.floor((2 * input.feeMinor * input.giftMinor + whole) / (2 * whole));
}
