import { LOCALES, type Locale } from '@vatra/shared/localized.dto';
import { money, toDecimalText } from '@vatra/shared/money';

/** Where the people of the projects live: dates in mails are theirs. */
const TIME_ZONE = 'Europe/Chisinau';

/** Made once: a formatter costs more than a thousand uses of it. */
const NUMBERS = inEachLanguage((locale) => new Intl.NumberFormat(locale));
const DATES = inEachLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: TIME_ZONE }),
);

/** 12.50 EUR as the language writes it. */
export function amountInWords(minor: number, locale: Locale): string {
  const [whole = '0', fraction = ''] = toDecimalText(money(minor)).split('.');
  const grouped = NUMBERS[locale].format(BigInt(whole));
  const mark = locale === 'ro' ? ',' : '.';
  return `${grouped}${fraction === '' ? '' : mark + fraction} EUR`;
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
