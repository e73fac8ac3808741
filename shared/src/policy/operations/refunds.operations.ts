import type { OperationRow } from '../operation-row.js';
import { platform } from './access.js';

const FINANCE = platform('finance_maker', 'finance_checker', 'auditor');

/** What goes back by decision of staff, and what goes back by the bank. */
export const REFUNDS_OPERATIONS = {
  'contributions.accounts-given': { method: 'GET', path: '/refund-accounts', access: FINANCE },
  /** Refunds that wait for an account, and one named for who gave cash without an address. */
  'contributions.accounts-missing': {
    method: 'GET',
    path: '/refund-accounts/missing',
    access: FINANCE,
  },
  'contributions.name-account': {
    method: 'POST',
    path: '/refund-accounts/:id/account',
    access: platform('finance_maker'),
    idempotencyKey: true,
  },
  'contributions.refund-files': { method: 'GET', path: '/refund-payment-files', access: FINANCE },
  'contributions.refund-file': {
    method: 'GET',
    path: '/refund-payment-files/:id/content',
    access: platform('finance_maker', 'finance_checker'),
  },
  /** What staff could send back of the gift with this receipt; without its donor. */
  'contributions.refund-quote': { method: 'GET', path: '/refund-quotes', access: FINANCE },
  'contributions.refund-batches': { method: 'GET', path: '/refund-batches', access: FINANCE },
  'contributions.refund-batch': { method: 'GET', path: '/refund-batches/:id', access: FINANCE },
  'contributions.prepare-refunds': {
    method: 'POST',
    path: '/refund-batches',
    access: platform('finance_maker'),
    idempotencyKey: true,
  },
  'contributions.approve-refunds': {
    method: 'POST',
    path: '/refund-batches/:id/approvals',
    access: platform('finance_checker'),
    idempotencyKey: true,
  },
  'contributions.cancel-refunds': {
    method: 'POST',
    path: '/refund-batches/:id/cancellation',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
} as const satisfies Record<string, OperationRow>;
