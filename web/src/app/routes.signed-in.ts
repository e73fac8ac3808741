import type { RouteLocationNormalized, RouteRecordRaw } from 'vue-router';
import { ApiUnreachable } from '../platform/api/refusal';
import { useSession } from '../platform/session/useSession';

type Page = NonNullable<RouteRecordRaw['component']>;

/** A page before or behind the sign-in: rendered in the browser only, with the areas it speaks from. */
function page(path: string, component: Page, ...areas: string[]): RouteRecordRaw {
  return {
    path,
    component,
    meta: { render: 'browser', areas: ['form', 'work', 'cards', 'refusals', ...areas] },
  };
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
  page('sign-in', () => import('../pages/account/SignInPage.vue'), 'account', 'desk'),
  page('sign-up', () => import('../pages/account/SignUpPage.vue'), 'account'),
  page('second-factor', () => import('../pages/account/SecondFactorPage.vue'), 'account'),
  page('verify-email', () => import('../pages/account/VerifyEmailPage.vue'), 'account'),
  page('password-reset', () => import('../pages/account/PasswordResetPage.vue'), 'account'),
];

const AUTHORITY: RouteRecordRaw[] = [
  page('projects/new', () => import('../pages/authority/NewProjectPage.vue'), 'authority'),
  page('projects/:id', () => import('../pages/authority/ProjectPage.vue'), 'authority', 'pay'),
  page(
    'projects/:id/sections/:section',
    () => import('../pages/authority/SectionPage.vue'),
    'authority',
  ),
  page('projects/:id/check', () => import('../pages/authority/CheckPage.vue'), 'authority'),
  page(
    'projects/:id/endorsements',
    () => import('../pages/authority/EndorsementsPage.vue'),
    ...['authority', 'association'],
  ),
  page(
    'projects/:id/commitment',
    () => import('../pages/authority/CommitmentPage.vue'),
    'authority',
  ),
  page(
    'projects/:id/campaign',
    () => import('../pages/authority/CampaignPage.vue'),
    ...['authority', 'campaign'],
  ),
  page(
    'projects/:id/agreement',
    () => import('../pages/authority/AgreementPage.vue'),
    ...['authority', 'agreement', 'recovery'],
  ),
  page(
    'projects/:id/purpose',
    () => import('../pages/authority/PurposePage.vue'),
    ...['purpose', 'proposing', 'review'],
  ),
  page(
    'projects/:id/milestones/:milestoneId',
    () => import('../pages/authority/MilestonePage.vue'),
    ...['authority', 'works'],
  ),
  page(
    'projects/:id/spending',
    () => import('../pages/authority/SpendingPage.vue'),
    ...['authority', 'works'],
  ),
  page(
    'projects/:id/completion',
    () => import('../pages/authority/CompletionPage.vue'),
    ...['authority', 'works'],
  ),
  page(
    'projects/:id/reports/:reportId',
    () => import('../pages/authority/ReportPage.vue'),
    ...['authority', 'works'],
  ),
  page(
    'organisations/:id',
    () => import('../pages/organisation/OrganisationPage.vue'),
    'organisation',
  ),
];

const ASSOCIATION: RouteRecordRaw[] = [
  page(
    'endorsements/:id',
    () => import('../pages/association/EndorsementPage.vue'),
    ...['authority', 'association'],
  ),
  page(
    'organisations/:id',
    () => import('../pages/organisation/OrganisationPage.vue'),
    'organisation',
  ),
  page(
    'projects/:id/purpose',
    () => import('../pages/authority/PurposePage.vue'),
    ...['purpose', 'proposing', 'review'],
  ),
  page('organisations/:id/sheets', () => import('../pages/association/SheetsPage.vue'), 'cash'),
  page('sheets/:id', () => import('../pages/association/SheetPage.vue'), 'cash'),
  page('sheets/:id/receipts', () => import('../pages/association/ReceiptsPage.vue'), 'cash'),
  page(
    'campaigns/:id/extension',
    () => import('../pages/association/ExtensionPage.vue'),
    ...['campaign'],
  ),
];

const REVIEW: RouteRecordRaw[] = [
  page(
    'projects/:id',
    () => import('../pages/review/ReviewProjectPage.vue'),
    'authority',
    'review',
  ),
  page(
    'projects/:id/decisions',
    () => import('../pages/review/DecisionsPage.vue'),
    ...['endings', 'account', 'review'],
  ),
  page(
    'projects/:id/recoveries',
    () => import('../pages/review/RecoveriesPage.vue'),
    ...['recovery', 'recovery-desk', 'review'],
  ),
  page(
    'organisations/:id',
    () => import('../pages/review/ReviewOrganisationPage.vue'),
    ...['organisation', 'association', 'desk', 'review'],
  ),
  page(
    'commitments/:id',
    () => import('../pages/review/ReviewCommitmentPage.vue'),
    ...['authority', 'review'],
  ),
  page(
    'evidence/:id',
    () => import('../pages/review/ReviewEvidencePage.vue'),
    ...['authority', 'review'],
  ),
  page(
    'milestones/:id',
    () => import('../pages/review/ReviewMilestonePage.vue'),
    ...['authority', 'works', 'review'],
  ),
  page('reports/:id', () => import('../pages/review/ReviewReportPage.vue'), ...['works', 'review']),
  page(
    'campaigns/:id',
    () => import('../pages/review/ReviewCampaignPage.vue'),
    ...['authority', 'campaign', 'review'],
  ),
];

const FINANCE: RouteRecordRaw[] = [
  page(
    'tranches/:id',
    () => import('../pages/finance/TranchePage.vue'),
    ...['pay', 'finance', 'account'],
  ),
  page(
    'payees/:id',
    () => import('../pages/finance/PayeePage.vue'),
    ...['finance', 'organisation', 'review'],
  ),
  page('payment-files', () => import('../pages/finance/PaymentFilesPage.vue'), 'finance', 'desk'),
  page('refunds', () => import('../pages/finance/RefundsPage.vue'), 'refunds', 'give'),
  page('disputes', () => import('../pages/finance/DisputesPage.vue'), 'disputes'),
  page('disputes/:id', () => import('../pages/finance/DisputePage.vue'), 'disputes'),
  page(
    'refunds/:id',
    () => import('../pages/finance/RefundPage.vue'),
    ...['refunds', 'account', 'give'],
  ),
  page('givers', () => import('../pages/finance/GiversPage.vue'), 'givers'),
  page(
    'recoveries',
    () => import('../pages/finance/RecoveriesPage.vue'),
    ...['recovery', 'recovery-desk'],
  ),
  page('checks', () => import('../pages/finance/ChecksPage.vue'), 'checks'),
  page('operator-money', () => import('../pages/finance/OperatorMoneyPage.vue'), 'operator'),
  page(
    'operator-money/:id',
    () => import('../pages/finance/OperatorOrderPage.vue'),
    ...['operator', 'account'],
  ),
  page('offline-sheets/:id', () => import('../pages/finance/OfflineSheetPage.vue'), 'cash'),
  page('statements', () => import('../pages/finance/StatementsPage.vue'), 'finance'),
  page('funds', () => import('../pages/finance/FundsPage.vue'), 'fund', 'funder'),
  page('funds/:id', () => import('../pages/finance/FundPage.vue'), ...['fund', 'funder', 'review']),
];

const FUNDER: RouteRecordRaw[] = [
  page(
    'organisations/:id',
    () => import('../pages/organisation/OrganisationPage.vue'),
    'organisation',
  ),
  page(
    'organisations/:id/funds/new',
    () => import('../pages/funder/NewFundPage.vue'),
    ...['fund', 'funder', 'organisation'],
  ),
  page(
    'funds/:id',
    () => import('../pages/funder/FunderFundPage.vue'),
    ...['fund', 'funder', 'organisation'],
  ),
];

const ADMIN: RouteRecordRaw[] = [
  page('people', () => import('../pages/admin/PeoplePage.vue'), 'admin'),
  page(
    'agreements/:projectId',
    () => import('../pages/admin/AgreementPage.vue'),
    ...['agreement', 'recovery'],
  ),
];

const DESKS: RouteRecordRaw[] = [
  page(
    'desk',
    () => import('../pages/desk/DeskPage.vue'),
    ...['desk', 'demo', 'cash', 'fund', 'concern', 'grievances'],
  ),
  page(
    'grievances/:id',
    () => import('../pages/grievances/GrievancePage.vue'),
    ...['concern', 'grievances'],
  ),
  page(
    'organisations/new',
    () => import('../pages/organisation/NewOrganisationPage.vue'),
    'organisation',
  ),
  page(
    'verify/:verificationId',
    () => import('../pages/verify/VerifyPage.vue'),
    ...['authority', 'works', 'verify'],
  ),
  ...under('authority', AUTHORITY),
  ...under('association', ASSOCIATION),
  ...under('review', REVIEW),
  ...under('finance', FINANCE),
  ...under('funder', FUNDER),
  ...under('admin', ADMIN),
];

function under(part: string, routes: readonly RouteRecordRaw[]): RouteRecordRaw[] {
  return routes.map((route): RouteRecordRaw => ({ ...route, path: `${part}/${route.path}` }));
}

/** Pages behind a sign-in, below `/:locale`: rendered in the browser only, each with its areas of words. */
export const SIGNED_IN_ROUTES: RouteRecordRaw[] = [
  ...DOORS,
  page('demo/mails', () => import('../pages/demo/DemoMailsPage.vue'), 'demo'),
  ...DESKS.map((route): RouteRecordRaw => ({ ...route, beforeEnter: needsSession })),
];
