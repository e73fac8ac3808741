import { amountInWords } from '@vatra/shared/amount-in-words';
import { LOCALES, type Locale } from '@vatra/shared/localized.dto';
import { BASE_CURRENCY, type Money } from '@vatra/shared/money';

/** Where the people of the projects live: dates in mails are theirs. */
const TIME_ZONE = 'Europe/Chisinau';

/** Made once: a formatter costs more than a thousand uses of it. */
const DATES = inEachLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: TIME_ZONE }),
);

/** 50.00 CHF (53.50 EUR): as it was paid, and what it is in the books. */
export function paidInWords(minor: number, paid: Money | null, locale: Locale): string {
  const euro = amountInWords(minor, locale);
  if (paid === null || paid.currency === BASE_CURRENCY) return euro;
  return `${amountInWords(paid.minor, locale, paid.currency)} (${euro})`;
}

export function dateInWords(at: Date | string, locale: Locale): string {
  return DATES[locale].format(new Date(at));
}

/** The same parameters made once for each language. */
export function inEachLanguage<Words>(make: (locale: Locale) => Words): Record<Locale, Words> {
  return Object.fromEntries(LOCALES.map((locale) => [locale, make(locale)])) as Record<
    Locale,
    Words
  >;
}
