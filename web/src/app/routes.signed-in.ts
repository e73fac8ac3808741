import type { RouteLocationNormalized, RouteRecordRaw } from 'vue-router';
import { ApiUnreachable } from '../platform/api/refusal';
import { useSession } from '../platform/session/useSession';

type Page = NonNullable<RouteRecordRaw['component']>;

/** A page before or behind the sign-in: rendered in the browser only, with the areas it speaks from. */
function page(path: string, component: Page, ...areas: string[]): RouteRecordRaw {
  return { path, component, meta: { render: 'browser', areas: ['form', 'work', ...areas] } };
}

/** Chooses what to show; the api decides anew at each call. */
async function needsSession(to: RouteLocationNormalized) {
  try {
    if ((await useSession().ensure()) !== null) return true;
  } catch (error) {
    // Nobody answered: the page itself says so and offers another try.
    if (error instanceof ApiUnreachable) return true;
    throw error;
  }
  return { path: `/${String(to.params.locale)}/sign-in`, query: { next: to.fullPath } };
}

const DOORS: RouteRecordRaw[] = [
  page('sign-in', () => import('../pages/account/SignInPage.vue'), 'account'),
  page('sign-up', () => import('../pages/account/SignUpPage.vue'), 'account'),
  page('second-factor', () => import('../pages/account/SecondFactorPage.vue'), 'account'),
  page('verify-email', () => import('../pages/account/VerifyEmailPage.vue'), 'account'),
  page('password-reset', () => import('../pages/account/PasswordResetPage.vue'), 'account'),
];

const DESKS: RouteRecordRaw[] = [page('desk', () => import('../pages/desk/DeskPage.vue'), 'desk')];

/** Pages behind a sign-in, below `/:locale`: rendered in the browser only, each with its areas of words. */
export const SIGNED_IN_ROUTES: RouteRecordRaw[] = [
  ...DOORS,
  ...DESKS.map((route): RouteRecordRaw => ({ ...route, beforeEnter: needsSession })),
];
