import type { Router } from 'vue-router';
import { LOCALE_ROUTE, MISSING_ROUTE } from './routes';

/**
 * The pages behind a sign-in are many and visitors need none of them: their routes are loaded when
 * an address is asked for that no public page has.
 */
export function addSignedInRoutes(router: Router): void {
  let isAdded = false;
  router.beforeEach(async (to) => {
    if (isAdded || to.name !== MISSING_ROUTE) return true;
    isAdded = true;
    const { SIGNED_IN_ROUTES } = await import('./routes.signed-in');
    for (const route of SIGNED_IN_ROUTES) router.addRoute(LOCALE_ROUTE, route);
    return { path: to.path, query: to.query, hash: to.hash, replace: true };
  });
}
