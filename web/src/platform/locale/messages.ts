import type { I18n } from 'vue-i18n';
import type { Locale } from './locales';

type Catalogue = Record<string, unknown>;

/** One lazy chunk per language and area; a page names the areas it speaks in its route. */
const FILES = import.meta.glob<{ default: Catalogue }>('../../locales/*/*.json');

const LOADED = new WeakMap<object, Set<string>>();

/** The file of an area below web/, as the build's manifest names it. */
export function catalogueFile(locale: Locale, area: string): string {
  return `src/locales/${locale}/${area}.json`;
}

/** Adds the words of these areas to the running app; what is already there is not loaded twice. */
export async function loadAreas(i18n: I18n, locale: Locale, areas: readonly string[]) {
  const loaded = LOADED.get(i18n) ?? new Set<string>();
  LOADED.set(i18n, loaded);
  const missing = areas.filter((area) => !loaded.has(area));
  const files = await Promise.all(missing.map((area) => catalogueOf(locale, area)));
  missing.forEach((area, index) => {
    loaded.add(area);
    i18n.global.mergeLocaleMessage(locale, files[index] ?? {});
  });
}

async function catalogueOf(locale: Locale, area: string): Promise<Catalogue> {
  const load = FILES[`../../locales/${locale}/${area}.json`];
  if (load === undefined) throw new Error(`no words for the area ${area} in ${locale}`);
  return (await load()).default;
}
