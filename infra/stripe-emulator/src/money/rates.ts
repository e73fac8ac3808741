import type { Emulator } from '../emulator.js';
import { centsPerUnit, currencies, readCurrency, SETTLEMENT_CURRENCY } from './currencies.js';

const DAY_MS = 86_400_000;
/** Rates keep six decimals, so that amounts can be recomputed from what an answer shows. */
const DECIMALS = 1_000_000;

/** Where in its wave a currency stands on the first day, and how long the wave is: other for each currency. */
function waveOf(currency: string): { startDays: number; lengthDays: number } {
  const sum = [...currency].reduce((total, letter) => total * 31 + letter.charCodeAt(0), 7);
  return { startDays: sum % 97, lengthDays: 50 + (sum % 41) };
}

/**
 * Euro cents for one minor unit of a currency on this virtual day, or null when nothing is converted. The rate swings
 * around the table's by the knob's share, so that a refund is converted at another rate than its charge; a rate that
 * the knob names stands still.
 */
export function rateOfDay(emulator: Emulator, code: string): number | null {
  const currency = readCurrency(code);
  if (currency === SETTLEMENT_CURRENCY) return null;
  const { exchangeRates, exchangeRateDrift, exchangeRateFirstDay } = emulator.knobs;
  const fixed = exchangeRates[currency];
  if (fixed !== undefined) return fixed;
  const { startDays, lengthDays } = waveOf(currency);
  const days = Math.floor(emulator.clock.nowMs() / DAY_MS) - exchangeRateFirstDay + startDays;
  const swing = exchangeRateDrift * Math.sin((2 * Math.PI * days) / lengthDays);
  return Math.round(centsPerUnit(currency) * (1 + swing) * DECIMALS) / DECIMALS;
}

/** Every rate of this virtual day: euro cents for one minor unit. */
export function ratesOfDay(emulator: Emulator): Record<string, number> {
  return Object.fromEntries(currencies().map((code) => [code, rateOfDay(emulator, code) ?? 1]));
}
