import type { OperationRow } from '../operation-row.js';
import { platform } from './access.js';

const FINANCE = platform('finance_maker', 'finance_checker', 'auditor');

/** What banks claim back, and what is answered. */
export const DISPUTES_OPERATIONS = {
  'contributions.disputes': { method: 'GET', path: '/disputes', access: FINANCE },
  'contributions.dispute': { method: 'GET', path: '/disputes/:id', access: FINANCE },
  'contributions.write-dispute-answer': {
    method: 'PUT',
    path: '/disputes/:id/answer',
    access: platform('finance_maker', 'finance_checker'),
  },
  /** To the bank, once: neither can be taken back. */
  'contributions.submit-dispute-answer': {
    method: 'POST',
    path: '/disputes/:id/answer/submission',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  'contributions.accept-dispute': {
    method: 'POST',
    path: '/disputes/:id/acceptance',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
} as const satisfies Record<string, OperationRow>;
