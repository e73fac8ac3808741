import { invalidRequest, type StripeFailure } from '../errors/stripe-failure.js';
import { belowMinimum } from '../errors/parameter-errors.js';

interface Currency {
  /** Decimal digits of the minor unit. */
  readonly digits: 0 | 2;
  /** Smallest charge in minor units. */
  readonly least: number;
  /** Euro cents for one minor unit: the middle around which the rate of the day swings. */
  readonly centsPerUnit: number;
  readonly symbol: string;
}

export const SETTLEMENT_CURRENCY = 'eur';
const AMOUNT_MAX = 99_999_999;

const CURRENCIES: Readonly<Record<string, Currency>> = {
  eur: { digits: 2, least: 50, centsPerUnit: 1, symbol: '€' },
  usd: { digits: 2, least: 50, centsPerUnit: 0.86, symbol: '$' },
  gbp: { digits: 2, least: 30, centsPerUnit: 1.14, symbol: '£' },
  chf: { digits: 2, least: 50, centsPerUnit: 1.07, symbol: 'CHF ' },
  cad: { digits: 2, least: 50, centsPerUnit: 0.62, symbol: 'CA$' },
  ron: { digits: 2, least: 200, centsPerUnit: 0.196, symbol: 'RON ' },
  mdl: { digits: 2, least: 1_000, centsPerUnit: 0.051, symbol: 'MDL ' },
  sek: { digits: 2, least: 300, centsPerUnit: 0.091, symbol: 'SEK ' },
  nok: { digits: 2, least: 300, centsPerUnit: 0.085, symbol: 'NOK ' },
  dkk: { digits: 2, least: 250, centsPerUnit: 0.134, symbol: 'DKK ' },
  pln: { digits: 2, least: 200, centsPerUnit: 0.235, symbol: 'PLN ' },
  jpy: { digits: 0, least: 50, centsPerUnit: 0.55, symbol: '¥' },
};

function find(code: string): Currency {
  const currency = CURRENCIES[code.toLowerCase()];
  if (!currency) throw invalidCurrency(code);
  return currency;
}

export function currencies(): string[] {
  return Object.keys(CURRENCIES);
}

export function invalidCurrency(code: string): StripeFailure {
  const list = currencies().join(', ');
  return invalidRequest(
    `Invalid currency: ${code.toLowerCase()}. Stripe currently supports these currencies: ${list}`,
    { param: 'currency' },
  );
}

/** @throws Stripe's refusal of a currency the emulator has no rate for. */
export function readCurrency(code: string): string {
  find(code);
  return code.toLowerCase();
}

/** €12.50, ¥800. */
export function showAmount(minor: number, currency: string): string {
  const { digits, symbol } = find(currency);
  const major = (Math.abs(minor) / 10 ** digits).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${minor < 0 ? '-' : ''}${symbol}${major}`;
}

/** @throws amount_too_small, amount_too_large or Stripe's refusal of an amount below one. */
export function checkChargeAmount(amount: number, currency: string, param: string): void {
  if (amount < 1) throw belowMinimum(param, 1);
  const { least } = find(currency);
  if (amount < least)
    throw invalidRequest(`Amount must be at least ${showAmount(least, currency)} ${currency}`, {
      code: 'amount_too_small',
      param,
    });
  if (amount > AMOUNT_MAX)
    throw invalidRequest(`Amount must be no more than ${showAmount(AMOUNT_MAX, currency)}`, {
      code: 'amount_too_large',
      param,
    });
}

export function leastCharge(currency: string): number {
  return find(currency).least;
}

/** Euro cents for one minor unit by the built-in table. */
export function centsPerUnit(currency: string): number {
  return find(currency).centsPerUnit;
}
