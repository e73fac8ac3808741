// Amounts are whole numbers of the smallest unit; the decimal point exists only inside XML.

/** @type {Record<string, number>} */
const DIGITS = { EUR: 2, MDL: 2, RON: 2, USD: 2, GBP: 2, CHF: 2 };
const LARGEST_MINOR = 1_000_000_000_000;

/**
 * @param {string} text a decimal amount as ISO 20022 writes it
 * @param {string} currency
 * @returns {number | null} minor units, or null when it is no amount of this currency above zero
 */
export function toMinor(text, currency) {
  const digits = DIGITS[currency];
  const found = /^(\d{1,13})(?:\.(\d{1,5}))?$/.exec(text);
  if (digits === undefined || !found) return null;
  const [, whole = '', fraction = ''] = found;
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return minor > 0 && minor <= LARGEST_MINOR ? minor : null;
}

/** @param {number} minor never negative: ISO 20022 gives the direction in another element @param {string} currency */
export function toDecimal(minor, currency) {
  const digits = DIGITS[currency] ?? 2;
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
