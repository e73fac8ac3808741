import { createApp, createSSRApp } from 'vue';
import { createI18n } from 'vue-i18n';
import { createRouter, type RouterHistory, type RouteLocationNormalized } from 'vue-router';
import type { Locale } from '../platform/locale/locales';
import { loadAreas } from '../platform/locale/messages';
import { pluralRule } from '../platform/locale/plural';
import { PAGE_CONTEXT, newPageContext } from '../platform/page/pageContext';
import { QueryCache } from '../platform/queries/queryCache';
import VatraApp from './VatraApp.vue';
import { addSignedInRoutes } from './addSignedInRoutes';
import { ROUTES } from './routes';

/**
 * One application per request on the server, one per page load in the browser, where it takes over
 * what the server rendered or starts from nothing on personal pages.
 */
export function createVatra(history: RouterHistory, locale: Locale, isRendered = true) {
  const app = isRendered ? createSSRApp(VatraApp) : createApp(VatraApp);
  const queries = new QueryCache();
  const page = newPageContext();
  const i18n = createI18n({
    legacy: false,
    locale,
    messages: {},
    pluralRules: { [locale]: pluralRule(locale) },
    missingWarn: false,
    fallbackWarn: false,
  });

  const router = createRouter({ history, routes: ROUTES, scrollBehavior });
  addSignedInRoutes(router);
  router.beforeResolve(async (to) => {
    await loadAreas(i18n, locale, areasOf(to));
  });
  app.provide(PAGE_CONTEXT, page);
  app.use(queries).use(i18n).use(router);
  return { app, router, queries, page };
}

/** Every area the page of this address speaks from. */
export function areasOf(route: Pick<RouteLocationNormalized, 'meta'>): readonly string[] {
  return ['frame', ...(route.meta.areas ?? [])];
}

function scrollBehavior(
  to: RouteLocationNormalized,
  from: RouteLocationNormalized,
  saved: { left: number; top: number } | null,
) {
  if (saved !== null) return saved;
  if (to.hash !== '') return { el: to.hash };
  // Filters change the query only; the reader stays where they are.
  return to.path === from.path ? false : { top: 0, left: 0 };
}
