/** R76: whether the euro of a payment are fixed, or the lei they buy. */
export const CURRENCY_MODES = ['SEND_EUR', 'TARGET_MDL'] as const;
export type CurrencyMode = (typeof CURRENCY_MODES)[number];

/** Rates are whole numbers: 19.4750 lei for one euro is 194750. */
const RATE_UNIT = 10_000n;

/** What an amount of euro is at a rate, half up on the last coin. */
export function leiFor(euroMinor: number, rateE4: number): number {
  const product = BigInt(euroMinor) * BigInt(rateE4);
  return Number((product * 2n + RATE_UNIT) / (RATE_UNIT * 2n));
}

/** The most lei that an amount of euro buys: at the same rate they never cost more than it. */
export function leiBoughtBy(euroMinor: number, rateE4: number): number {
  return Number((BigInt(euroMinor) * BigInt(rateE4)) / RATE_UNIT);
}

/** The least euro that buy an amount of lei at a rate. */
export function euroFor(leiMinor: number, rateE4: number): number {
  const rate = BigInt(rateE4);
  return Number((BigInt(leiMinor) * RATE_UNIT + rate - 1n) / rate);
}

/** The rate at which an amount of euro became these lei, half up on its last digit. */
export function rateBetween(leiMinor: number, euroMinor: number): number {
  const euro = BigInt(euroMinor);
  return Number((BigInt(leiMinor) * RATE_UNIT * 2n + euro) / (euro * 2n));
}

/** A rate beyond half or double the planned one is a slip of the hand. */
export function isLikelyRate(rateE4: number, plannedE4: number): boolean {
  return rateE4 * 2 >= plannedE4 && rateE4 <= plannedE4 * 2;
}
