import type { RouteRecordRaw } from 'vue-router';

/** Pages behind a sign-in, below `/:locale`: rendered in the browser only, each with its areas of words. */
export const SIGNED_IN_ROUTES: RouteRecordRaw[] = [];
