/**
 * Money is an integer number of minor units with its currency: EUR 12.50 is { minor: 1250, currency: 'EUR' }.
 * This file alone knows how many digits a currency has; nothing else multiplies by a hundred.
 */

/** Decimal digits of every currency the product may show, charge or plan in. */
const DIGITS = { EUR: 2, USD: 2, GBP: 2, CHF: 2, CAD: 2, RON: 2, MDL: 2, JPY: 0 } as const;

export type Currency = keyof typeof DIGITS;

/** The operator's currency: every ledger line balances in it (ruling 4). */
export const BASE_CURRENCY = 'EUR' satisfies Currency;

/** No single amount may be larger, in minor units (ruling 3). */
export const MINOR_MAX = 1_000_000_000_000;

export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

export class MoneyOutOfRange extends Error {
  override readonly name = 'MoneyOutOfRange';
}

/** @throws MoneyOutOfRange when `minor` is not a safe integer within +-10^12 */
export function money(minor: number, currency: Currency = BASE_CURRENCY): Money {
  if (!Number.isSafeInteger(minor) || Math.abs(minor) > MINOR_MAX) {
    throw new MoneyOutOfRange(`${String(minor)} minor units of ${currency}`);
  }
  return { minor: minor === 0 ? 0 : minor, currency };
}

export function isCurrency(value: unknown): value is Currency {
  return typeof value === 'string' && Object.hasOwn(DIGITS, value);
}

export function digitsOf(currency: Currency): number {
  return DIGITS[currency];
}

/** The one checked way from SQL's bigint (which arrives as text) to a safe integer. */
export function minorFromSql(text: string | number): number {
  const minor = typeof text === 'number' ? text : Number(text);
  if (!/^-?\d+$/.test(String(text))) {
    throw new MoneyOutOfRange(`not an integer: ${String(text)}`);
  }
  return money(minor).minor;
}

/** "12.50" for 1250 EUR; "800" for 800 JPY. For files and machines, never for people. */
export function toDecimalText(amount: Money): string {
  const digits = digitsOf(amount.currency);
  const sign = amount.minor < 0 ? '-' : '';
  const text = String(Math.abs(amount.minor)).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Splits `totalMinor` in proportion to the weights so that the parts add up exactly: largest
 * remainder, a tie goes to the smaller key. Weights are non-negative integers; at least one is
 * positive unless the total is 0.
 *
 * @throws MoneyOutOfRange
 */
export function allocate(
  totalMinor: number,
  shares: readonly { readonly key: string; readonly weight: number }[],
): Map<string, number> {
  const total = BigInt(money(totalMinor).minor);
  if (new Set(shares.map(({ key }) => key)).size < shares.length) {
    throw new MoneyOutOfRange('a key is named twice');
  }
  const weightSum = shares.reduce((sum, share) => sum + checkedWeight(share.weight), 0n);
  if (weightSum === 0n) {
    if (total === 0n) return new Map(shares.map((share) => [share.key, 0]));
    throw new MoneyOutOfRange('nothing to allocate to');
  }
  const sign = total < 0n ? -1n : 1n;
  const parts = shares.map((share) => {
    const product = total * sign * BigInt(share.weight);
    return { key: share.key, floor: product / weightSum, rest: product % weightSum };
  });
  let left = total * sign - parts.reduce((sum, part) => sum + part.floor, 0n);
  const byRest = [...parts].sort((a, b) =>
    a.rest === b.rest ? (a.key < b.key ? -1 : 1) : a.rest > b.rest ? -1 : 1,
  );
  for (const part of byRest) {
    if (left === 0n) break;
    part.floor += 1n;
    left -= 1n;
  }
  return new Map(parts.map((part) => [part.key, Number(part.floor * sign)]));
}

/** `amount x numerator / denominator`, rounded half up (away from zero) on the minor unit. */
export function proportionHalfUp(minor: number, numerator: number, denominator: number): number {
  const product = BigInt(money(minor).minor) * BigInt(numerator);
  const divisor = BigInt(denominator);
  if (divisor <= 0n) throw new MoneyOutOfRange('denominator must be positive');
  const sign = product < 0n ? -1n : 1n;
  return money(Number(sign * ((product * sign * 2n + divisor) / (divisor * 2n)))).minor;
}

function checkedWeight(weight: number): bigint {
  if (!Number.isSafeInteger(weight) || weight < 0) {
    throw new MoneyOutOfRange(`weight ${String(weight)}`);
  }
  return BigInt(weight);
}
