import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { renderToString } from 'vue/server-renderer';
import { areasOf, createVatra } from './app/createVatra';
import { LOCALE_ROUTE, ROUTES } from './app/routes';
import { SIGNED_IN_ROUTES } from './app/routes.signed-in';
import { askApiAt } from './platform/api/client';
import { directionOf, localeOfPath, LOCALES, type Locale } from './platform/locale/locales';
import { catalogueFiles } from './platform/locale/messages';
import { headMarkup } from './platform/page/headMarkup';
import { SITE_NAME } from './platform/page/usePageHead';

export { LOCALES };

export interface Rendered {
  readonly html: string;
  readonly head: string;
  /** JSON for the browser, safe inside a script element. */
  readonly state: string;
  readonly locale: Locale;
  readonly direction: 'ltr' | 'rtl';
  readonly status: number;
  /** Files of web/ the page is made of, as the build's manifest names them. */
  readonly files: readonly string[];
}

export function configure(options: { readonly apiUrl: string }): void {
  askApiAt(options.apiUrl);
}

/** `shell`: the frame without the page, for pages only the browser may render. */
export async function render(
  url: string,
  options: { readonly publicUrl: string; readonly shell?: boolean },
): Promise<Rendered> {
  const locale = localeOfPath(url) ?? LOCALES[0] ?? 'ro';
  const { app, router, queries, page } = createVatra(createMemoryHistory(), locale);
  addAll(router);
  const target = router.resolve(url);
  const files = catalogueFiles(locale, areasOf(target));
  const common = { locale, direction: directionOf(locale) };
  if (options.shell === true || target.meta.render === 'browser') {
    const head = `<title>${SITE_NAME}</title><meta name="robots" content="noindex">`;
    return { ...common, html: '', head, state: '', status: target.meta.status ?? 200, files };
  }
  await router.push(url);
  await router.isReady();
  const context: { modules?: Set<string> } = {};
  const html = await renderToString(app, context);
  return {
    ...common,
    html,
    head: headMarkup(page.head?.() ?? { title: SITE_NAME }, {
      locale,
      path: target.path,
      publicUrl: options.publicUrl,
    }),
    state: safeJson(queries.serialise()),
    status: target.meta.status ?? page.status,
    files: [...files, ...(context.modules ?? [])],
  };
}

/** Whether the server renders this address, or hands out the empty shell. */
export function isPersonal(url: string): boolean {
  return ROUTES_ONLY.resolve(url).meta.render === 'browser';
}

const ROUTES_ONLY = createRouter({ history: createMemoryHistory(), routes: ROUTES });
addAll(ROUTES_ONLY);

function addAll(router: Router): void {
  for (const route of SIGNED_IN_ROUTES) router.addRoute(LOCALE_ROUTE, route);
}

function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
