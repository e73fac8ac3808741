import { MINOR_MAX, digitsOf, type Currency } from '@vatra/shared/money';

const CODES = 'EUR|USD|GBP|CHF|CAD|RON|MDL|JPY';
/** What people write before or behind an amount. */
const SIGNS = new RegExp(`^(?:${CODES}|Fr\\.?)|(?:${CODES}|lei|Fr\\.?)$`, 'i');

/**
 * Minor units of an amount as people type it: "1250", "1 250,50", "1.250,50", "€1,250.50". Null when
 * it cannot be read with certainty. A separator before exactly three digits groups thousands.
 */
export function minorFromTyped(text: string, currency: Currency): number | null {
  const digits = digitsOf(currency);
  const bare = text.replace(/[\s\u00a0\u202f'’€$£¥]/g, '').replace(SIGNS, '');
  const parts = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d+))?$/.exec(bare);
  if (parts?.[1] === undefined) return null;
  const fraction = parts[2] ?? '';
  if (fraction.length > digits || mixesSeparators(bare, parts[1])) return null;
  const minor = Number(parts[1].replace(/[.,]/g, '') + fraction.padEnd(digits, '0'));
  return minor <= MINOR_MAX ? minor : null;
}

/** "1.250.50" groups and splits with the same sign: nobody can say what was meant. */
function mixesSeparators(bare: string, whole: string): boolean {
  const groups = new Set(whole.replace(/\d/g, ''));
  const decimal = bare.slice(whole.length, whole.length + 1);
  return groups.size > 1 || (decimal !== '' && groups.has(decimal));
}

/** What the field shows for an amount that is already known: "1.250,50" in Romanian. */
export function typedFromMinor(minor: number, currency: Currency, locale: string): string {
  const digits = digitsOf(currency);
  const whole = minor % 10 ** digits === 0;
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}

/** A whole number as people type it, "1 250" included; null when it is not one. */
export function wholeFromTyped(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, '');
  if (/^\d{1,3}([.,]\d{3})+$/.test(bare)) return Number(bare.replace(/[.,]/g, ''));
  return /^\d{1,12}$/.test(bare) ? Number(bare) : null;
}

/** A rate as people type it, "19,475", in units of its last digit; null when it is not one. */
export function scaledFromTyped(text: string, digits: number): number | null {
  if (digits === 0) return wholeFromTyped(text);
  const parts = /^(\d{1,6})(?:[.,](\d+))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ''));
  const fraction = parts?.[2] ?? '';
  if (parts?.[1] === undefined || fraction.length > digits) return null;
  return Number(parts[1] + fraction.padEnd(digits, '0'));
}

export function typedFromScaled(value: number, digits: number, locale: string): string {
  if (digits === 0) return String(value);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(
    value / 10 ** digits,
  );
}
