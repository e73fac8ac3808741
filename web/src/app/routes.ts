import type { RouteRecordRaw } from 'vue-router';
declare module 'vue-router' {
  interface RouteMeta {
    /** Catalogues this page speaks from, besides `frame`. */
    areas?: readonly string[];
    /** `browser`: personal pages, never rendered by the server and never cached. */
    render?: 'server' | 'browser';
    /** Of the answer, when the route alone decides it. */
    status?: number;
  }
}

/** Below `/:locale`; paths are those of the contract, the api's duties point at them. */
const PUBLIC_ROUTES: RouteRecordRaw[] = [
  {
    path: '',
    name: 'home',
    component: () => import('../pages/HomePage.vue'),
    meta: { areas: ['home', 'cards', 'entries'] },
  },
  {
    path: 'projects',
    component: () => import('../pages/ProjectListPage.vue'),
    meta: { areas: ['list', 'cards'] },
  },
  {
    path: 'projects/:slug',
    component: () => import('../pages/ProjectPage.vue'),
    meta: { areas: ['project', 'purpose', 'cards', 'entries', 'recovery'] },
  },
  {
    path: 'projects/:slug/ledger',
    component: () => import('../pages/ProjectLedgerPage.vue'),
    meta: { areas: ['ledger', 'entries'] },
  },
  {
    path: 'projects/:slug/poster',
    component: () => import('../pages/PosterPage.vue'),
    meta: { areas: ['poster', 'cards'] },
  },
  {
    path: 'places/:slug',
    component: () => import('../pages/TownPage.vue'),
    meta: { areas: ['town', 'cards'] },
  },
  {
    path: 'associations/:slug',
    component: () => import('../pages/AssociationPage.vue'),
    meta: { areas: ['record', 'cards'] },
  },
  {
    path: 'matching-funds',
    component: () => import('../pages/FundListPage.vue'),
    meta: { areas: ['fund'] },
  },
  {
    path: 'matching-funds/:id',
    component: () => import('../pages/FundPage.vue'),
    meta: { areas: ['fund', 'cards'] },
  },
  {
    path: 'ledger',
    component: () => import('../pages/LedgerPage.vue'),
    meta: { areas: ['ledger', 'entries', 'home'] },
  },
  {
    path: 'how-it-works',
    component: () => import('../pages/HowItWorksPage.vue'),
    meta: { areas: ['how'] },
  },
  {
    path: 'projects/:slug/give',
    component: () => import('../pages/GivePage.vue'),
    meta: { areas: ['give', 'form', 'cards'] },
  },
  {
    path: 'projects/:slug/concern',
    component: () => import('../pages/ConcernPage.vue'),
    meta: { areas: ['concern', 'form'], render: 'browser' },
  },
  {
    path: 'concerns',
    component: () => import('../pages/ConcernsPage.vue'),
    meta: { areas: ['concern', 'form'], render: 'browser' },
  },
  {
    path: 'gifts/:id',
    component: () => import('../pages/GiftPage.vue'),
    meta: { areas: ['gifts', 'form', 'project'], render: 'browser' },
  },
  {
    path: 'pledges/:id',
    component: () => import('../pages/PledgePage.vue'),
    meta: { areas: ['gifts', 'form'], render: 'browser' },
  },
  {
    path: 'my-gifts',
    component: () => import('../pages/MyGiftsPage.vue'),
    meta: { areas: ['gifts', 'form', 'give'], render: 'browser' },
  },
  {
    path: 'my-gifts/:id',
    component: () => import('../pages/MyGiftPage.vue'),
    meta: { areas: ['gifts', 'purpose', 'form', 'give'], render: 'browser' },
  },
  {
    path: 'guest/:token',
    component: () => import('../pages/GuestPage.vue'),
    meta: { areas: ['gifts', 'form'], render: 'browser' },
  },
];

/** The parent of every page. */
export const LOCALE_ROUTE = 'locale';
/** Where an address ends that no route knows. */
export const MISSING_ROUTE = 'missing';

export const ROUTES: RouteRecordRaw[] = [
  {
    path: '/:locale(ro|en)',
    name: LOCALE_ROUTE,
    children: [
      ...PUBLIC_ROUTES,
      {
        path: ':rest(.*)*',
        name: MISSING_ROUTE,
        component: () => import('../pages/MissingPage.vue'),
        meta: { status: 404 },
      },
    ],
  },
];
