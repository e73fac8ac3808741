import { isEea } from '../cards/countries.js';

interface Rate {
  readonly basisPoints: number;
  readonly fixedCents: number;
}

const EEA: Rate = { basisPoints: 150, fixedCents: 25 };
const UNITED_KINGDOM: Rate = { basisPoints: 250, fixedCents: 25 };
const OTHER: Rate = { basisPoints: 325, fixedCents: 25 };

function rateOf(country: string | null): Rate {
  if (isEea(country)) return EEA;
  return country === 'GB' ? UNITED_KINGDOM : OTHER;
}

/** The processing fee in euro cents, half a cent rounded up. */
export function cardFee(settledCents: number, country: string | null): number {
  const { basisPoints, fixedCents } = rateOf(country);
  return Math.floor((settledCents * basisPoints + 5_000) / 10_000) + fixedCents;
}

/** What Stripe takes for turning another currency into euros, half a cent rounded up. */
export function conversionFee(settledCents: number, basisPoints: number): number {
  return Math.floor((settledCents * basisPoints + 5_000) / 10_000);
}

/** The settled amount in euro cents, half a cent rounded away from zero. */
export function settle(minor: number, rate: number | null): number {
  if (rate === null) return minor;
  // Rates have at most six decimals, so that scaling first keeps the rounding exact.
  const scaled = Math.abs(minor) * Math.round(rate * 1_000_000);
  return Math.sign(minor) * Math.floor((scaled + 500_000) / 1_000_000);
}
