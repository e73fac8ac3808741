import type { Locale, Localized } from '@vatra/shared/localized.dto';

export type { Locale, Localized };

/** As in shared, which this file does not load: its list comes with the whole validator. */
export const LOCALES: readonly Locale[] = ['ro', 'en'];

/** Names of the languages in the languages themselves, for the switch. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { ro: 'Română', en: 'English' };

/** How Intl is asked: British day order and currency signs for English readers abroad. */
export const INTL_LOCALES: Readonly<Record<Locale, string>> = { ro: 'ro-RO', en: 'en-GB' };

const RIGHT_TO_LEFT = ['ar', 'he', 'fa', 'ur'];

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr';
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The language of `/ro/projects`, null when the path names none. */
export function localeOfPath(path: string): Locale | null {
  const first = path.split(/[/?#]/)[1];
  return isLocale(first) ? first : null;
}
