import type { OperationRow } from '../operation-row.js';
import { DONOR, INSIDERS, PUBLIC, anyOf, member, platform } from './access.js';
import { DISPUTES_OPERATIONS } from './disputes.operations.js';
import { REFUNDS_OPERATIONS } from './refunds.operations.js';
import { ENDINGS_OPERATIONS } from './endings.operations.js';

const FINANCE = platform('finance_maker', 'finance_checker', 'auditor');

/** contributions, payments, disbursements. */
export const MONEY_OPERATIONS = {
  'contributions.fee-estimate': { method: 'GET', path: '/fee-estimate', access: PUBLIC },
  'contributions.start': {
    method: 'POST',
    path: '/campaigns/:id/contributions',
    access: PUBLIC,
    idempotencyKey: true,
  },
  /** What the page after paying asks; the 256-bit key given at the start opens it (ruling 40). */
  'contributions.progress': {
    method: 'GET',
    path: '/contributions/:id/progress',
    access: PUBLIC,
  },
  'contributions.mine': { method: 'GET', path: '/me/contributions', access: DONOR },
  'contributions.get': { method: 'GET', path: '/me/contributions/:id', access: DONOR },
  'contributions.withdraw': {
    method: 'POST',
    path: '/me/contributions/:id/withdrawal',
    access: DONOR,
    idempotencyKey: true,
  },
  'contributions.choices': {
    method: 'GET',
    path: '/me/contributions/:id/choices',
    access: DONOR,
  },
  'contributions.choose': {
    method: 'POST',
    path: '/me/contributions/:id/choice',
    access: DONOR,
    idempotencyKey: true,
  },

  /** R42: promised now, charged only when the campaign succeeds. */
  'contributions.start-pledge': {
    method: 'POST',
    path: '/campaigns/:id/pledges',
    access: PUBLIC,
    idempotencyKey: true,
  },
  /** As `contributions.progress`, for the page after saving a card. */
  'contributions.pledge-progress': {
    method: 'GET',
    path: '/pledges/:id/progress',
    access: PUBLIC,
  },
  'contributions.pledges-mine': { method: 'GET', path: '/me/pledges', access: DONOR },
  'contributions.withdraw-pledge': {
    method: 'POST',
    path: '/me/pledges/:id/withdrawal',
    access: DONOR,
    idempotencyKey: true,
  },
  /** The donor's bank wants the donor: its own page asks. */
  'contributions.confirm-pledge': {
    method: 'POST',
    path: '/me/pledges/:id/confirmation',
    access: DONOR,
    idempotencyKey: true,
  },
  'contributions.change-pledge-card': {
    method: 'POST',
    path: '/me/pledges/:id/card',
    access: DONOR,
    idempotencyKey: true,
  },

  /** Where to send what could not go back to the card (R47). */
  'contributions.give-account': {
    method: 'POST',
    path: '/me/contributions/:id/refund-account',
    access: DONOR,
    idempotencyKey: true,
  },
  /** R43: who gives much is looked at before it is paid. */
  'contributions.giver-desk': { method: 'GET', path: '/giver-checks', access: FINANCE },
  'contributions.decide-giver': {
    method: 'POST',
    path: '/giver-checks/:id/decision',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  'contributions.import-sanctions': {
    method: 'POST',
    path: '/sanction-lists',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  ...DISPUTES_OPERATIONS,
  ...REFUNDS_OPERATIONS,

  'payments.receive-stripe-event': { method: 'POST', path: '/webhooks/stripe', access: PUBLIC },

  'disbursements.add-payee': {
    method: 'POST',
    path: '/organisations/:id/payee-accounts',
    access: member('la_mayor', 'la_accountant'),
    idempotencyKey: true,
  },
  'disbursements.payees-of': {
    method: 'GET',
    path: '/organisations/:id/payee-accounts',
    access: anyOf(
      ['platform_reviewer', 'finance_maker', 'finance_checker', 'auditor'],
      ['la_focal_point', 'la_mayor', 'la_accountant'],
    ),
  },
  'disbursements.payee-queue': {
    method: 'GET',
    path: '/payee-accounts/queue',
    access: platform('finance_maker', 'finance_checker', 'auditor'),
  },
  'disbursements.verify-payee': {
    method: 'POST',
    path: '/payee-accounts/:id/verification',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  /** The second rail: an account at Stripe, where Stripe sends to the country. */
  'disbursements.stripe-rail': {
    method: 'GET',
    path: '/organisations/:id/stripe-account',
    access: anyOf(
      ['platform_reviewer', 'finance_maker', 'finance_checker', 'auditor'],
      ['la_focal_point', 'la_mayor', 'la_accountant'],
    ),
  },
  'disbursements.open-stripe-account': {
    method: 'POST',
    path: '/organisations/:id/stripe-account',
    access: member('la_mayor', 'la_accountant'),
    idempotencyKey: true,
  },
  'disbursements.onboard-stripe-account': {
    method: 'POST',
    path: '/organisations/:id/stripe-account/onboarding',
    access: member('la_mayor', 'la_accountant'),
  },
  'disbursements.read-stripe-account': {
    method: 'POST',
    path: '/organisations/:id/stripe-account/reading',
    access: anyOf(
      ['finance_maker', 'finance_checker'],
      ['la_focal_point', 'la_mayor', 'la_accountant'],
    ),
  },
  'disbursements.offer-stripe-account': {
    method: 'POST',
    path: '/organisations/:id/stripe-account/offer',
    access: member('la_mayor', 'la_accountant'),
    idempotencyKey: true,
  },
  'disbursements.pay-out-again': {
    method: 'POST',
    path: '/tranches/:id/payouts',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  'disbursements.reverse-transfer': {
    method: 'POST',
    path: '/tranches/:id/reversals',
    access: platform('finance_checker'),
    idempotencyKey: true,
  },
  'disbursements.agreement': { method: 'GET', path: '/projects/:id/agreement', access: INSIDERS },
  'disbursements.agreement-queue': {
    method: 'GET',
    path: '/agreements/queue',
    access: platform('administrator'),
  },
  'disbursements.sign-agreement': {
    method: 'POST',
    path: '/projects/:id/agreement/signatures',
    access: anyOf(['administrator'], ['la_mayor', 'hta_board']),
    idempotencyKey: true,
  },
  /** R76: euro or lei, before anybody signs. */
  'disbursements.choose-currency': {
    method: 'PUT',
    path: '/projects/:id/agreement/currency',
    access: member('la_mayor'),
  },
  /** R76: what arrived in lei. */
  'disbursements.say-received': {
    method: 'POST',
    path: '/tranches/:id/receipts',
    access: member('la_focal_point', 'la_mayor', 'la_accountant'),
    idempotencyKey: true,
  },
  'disbursements.procurement-papers': {
    method: 'POST',
    path: '/projects/:id/procurement-papers',
    access: member('la_focal_point', 'la_mayor', 'la_accountant'),
  },
  /** R74: how a supplier was chosen. */
  'disbursements.procurement-minutes': {
    method: 'POST',
    path: '/projects/:id/procurement-minutes',
    access: member('la_focal_point', 'la_mayor', 'la_accountant'),
    idempotencyKey: true,
  },
  /** R57: who a supplier is that papers name already. */
  'disbursements.name-supplier': {
    method: 'POST',
    path: '/projects/:id/suppliers',
    access: member('la_focal_point', 'la_mayor', 'la_accountant'),
  },
  ...ENDINGS_OPERATIONS,
  'disbursements.of-project': { method: 'GET', path: '/projects/:id/tranches', access: INSIDERS },
  'disbursements.queue': { method: 'GET', path: '/tranches/queue', access: FINANCE },
  'disbursements.sheet': { method: 'GET', path: '/tranches/:id/sheet', access: FINANCE },
  'disbursements.prepare': {
    method: 'POST',
    path: '/tranches/:id/preparation',
    access: platform('finance_maker'),
    idempotencyKey: true,
  },
  'disbursements.approve': {
    method: 'POST',
    path: '/tranches/:id/approvals',
    access: platform('finance_checker'),
    idempotencyKey: true,
  },
  'disbursements.payment-files': {
    method: 'GET',
    path: '/payment-files',
    access: FINANCE,
  },
  'disbursements.stripe-payments': {
    method: 'GET',
    path: '/stripe-payments',
    access: FINANCE,
  },
  'disbursements.payment-file': {
    method: 'GET',
    path: '/payment-files/:id/content',
    access: platform('finance_maker', 'finance_checker'),
  },
  'disbursements.import-statement': {
    method: 'POST',
    path: '/bank-statements',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  'disbursements.operator-money': { method: 'GET', path: '/operator-money', access: FINANCE },
  'disbursements.order': { method: 'GET', path: '/operator-orders/:id', access: FINANCE },
  'disbursements.prepare-order': {
    method: 'POST',
    path: '/operator-orders',
    access: platform('finance_maker'),
    idempotencyKey: true,
  },
  'disbursements.approve-order': {
    method: 'POST',
    path: '/operator-orders/:id/approvals',
    access: platform('finance_checker'),
    idempotencyKey: true,
  },
  'disbursements.cancel-order': {
    method: 'POST',
    path: '/operator-orders/:id/cancellation',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  'disbursements.waiting-transfers': {
    method: 'GET',
    path: '/waiting-transfers',
    access: FINANCE,
  },
  'disbursements.cancel-refill': {
    method: 'POST',
    path: '/stripe-refills/:id/cancellation',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  /** What an order or a top-up is carried out with: handed to the bank by finance. */
  'disbursements.order-file': {
    method: 'GET',
    path: '/operator-orders/:id/file',
    access: platform('finance_maker', 'finance_checker'),
  },
  /** What the second reading of the books found last, and what Stripe and the bank say. */
  'verify.checks': { method: 'GET', path: '/money-checks', access: FINANCE },
  'verify.reconcile': {
    method: 'POST',
    path: '/reconciliations',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  'verify.resume-money': {
    method: 'POST',
    path: '/money-pause/lifting',
    access: platform('finance_checker'),
    idempotencyKey: true,
  },
  'disbursements.statements': { method: 'GET', path: '/bank-statements', access: FINANCE },
} as const satisfies Record<string, OperationRow>;
