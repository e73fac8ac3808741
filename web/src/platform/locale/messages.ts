import type { I18n } from 'vue-i18n';
import type { Locale } from './locales';

const LISTS = {
  ro: () => import('./catalogues.ro'),
  en: () => import('./catalogues.en'),
} as const satisfies Record<Locale, () => Promise<unknown>>;

const LOADED = new WeakMap<object, Set<string>>();

/** The files below web/ these areas come from, as the build's manifest names them. */
export function catalogueFiles(locale: Locale, areas: readonly string[]): string[] {
  return [
    `src/platform/locale/catalogues.${locale}.ts`,
    ...areas.map((area) => `src/locales/${locale}/${area}.json`),
  ];
}

/** Adds the words of these areas to the running app; what is already there is not loaded twice. */
export async function loadAreas(i18n: I18n, locale: Locale, areas: readonly string[]) {
  const loaded = LOADED.get(i18n) ?? new Set<string>();
  LOADED.set(i18n, loaded);
  const missing = areas.filter((area) => !loaded.has(area));
  if (missing.length === 0) return;
  const { CATALOGUES } = await LISTS[locale]();
  const files = await Promise.all(
    missing.map((area) => {
      const load = CATALOGUES[`../../locales/${locale}/${area}.json`];
      if (load === undefined) throw new Error(`no words for the area ${area} in ${locale}`);
      return load();
    }),
  );
  missing.forEach((area, index) => {
    loaded.add(area);
    i18n.global.mergeLocaleMessage(locale, files[index]?.default ?? {});
  });
}
