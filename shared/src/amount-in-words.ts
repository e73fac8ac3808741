import { LOCALES, type Locale } from './localized.dto.js';
import { BASE_CURRENCY, money, toDecimalText, type Currency } from './money.js';

/** Made once: a formatter costs more than a thousand uses of it. */
const NUMBERS = new Map(LOCALES.map((locale) => [locale, new Intl.NumberFormat(locale)]));

/** "1,012.50 EUR" as the language writes it: "1.012,50 EUR" in Romanian. For letters and contracts. */
export function amountInWords(
  minor: number,
  locale: Locale,
  currency: Currency = BASE_CURRENCY,
): string {
  return `${decimalInWords(toDecimalText(money(minor, currency)), locale)} ${currency}`;
}

/** A decimal number as the language writes it, with the digits it has: "19.4300" is "19,4300" in Romanian. */
export function decimalInWords(decimal: string, locale: Locale): string {
  const [whole = '0', fraction] = decimal.split('.');
  const grouped = NUMBERS.get(locale)?.format(BigInt(whole)) ?? whole;
  if (fraction === undefined) return grouped;
  return `${grouped}${locale === 'ro' ? ',' : '.'}${fraction}`;
}
