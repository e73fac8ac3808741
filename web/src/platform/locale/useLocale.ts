import { useI18n } from 'vue-i18n';
import { INTL_LOCALES, type Locale, type Localized } from './locales';

/** The reader's language, fixed for the life of the page: changing it is a page load. */
export function useLocale() {
  const locale = useI18n().locale.value as Locale;
  return {
    locale,
    intlLocale: INTL_LOCALES[locale],
    /** `/projects/well` to `/ro/projects/well`. */
    pathTo: (path: string) => `/${locale}${path}`,
    /** The reader's language of a text; the other one when this one was left empty. */
    inMyLanguage: (text: Localized) => text[locale] || text.ro || text.en,
  };
}
