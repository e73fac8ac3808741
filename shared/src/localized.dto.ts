import { Text } from './rules/text.rules.js';

export type Locale = 'en' | 'ro';
export const LOCALES: readonly Locale[] = ['ro', 'en'];

export function isLocale(value: unknown): value is Locale {
  return value === 'ro' || value === 'en';
}

/** The same words in each language the product speaks. */
export type Localized = Readonly<Record<Locale, string>>;

export class LocalizedLineDto {
  @Text({ max: 160 })
  ro!: string;

  @Text({ max: 160 })
  en!: string;
}

export class LocalizedTextDto {
  @Text({ max: 4000 })
  ro!: string;

  @Text({ max: 4000 })
  en!: string;
}
