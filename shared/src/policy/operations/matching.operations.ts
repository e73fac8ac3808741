import type { OperationRow } from '../operation-row.js';
import { PUBLIC, anyOf, member, platform } from './access.js';

const FUND_READERS = anyOf(['finance_maker', 'finance_checker', 'auditor'], ['matching_funder']);
const FINANCE = platform('finance_maker', 'finance_checker', 'auditor');

/** Matching funds: their calls, their rules and their money. */
export const MATCHING_OPERATIONS = {
  'matching.funds': { method: 'GET', path: '/matching-funds', access: PUBLIC },
  'matching.fund': { method: 'GET', path: '/matching-funds/:id', access: PUBLIC },
  'matching.offer': { method: 'GET', path: '/projects/:id/match-offer', access: PUBLIC },
  'matching.write-fund': {
    method: 'POST',
    path: '/organisations/:id/matching-funds',
    access: member('matching_funder'),
  },
  'matching.change-fund': {
    method: 'PUT',
    path: '/matching-funds/:id',
    access: member('matching_funder'),
  },
  'matching.funds-of-funder': {
    method: 'GET',
    path: '/organisations/:id/matching-funds',
    access: FUND_READERS,
  },
  'matching.fund-desk': { method: 'GET', path: '/matching-funds/:id/desk', access: FUND_READERS },
  'matching.fund-queue': { method: 'GET', path: '/fund-desk', access: FINANCE },
  'matching.open-bank-lines': { method: 'GET', path: '/fund-desk/bank-lines', access: FINANCE },
  'matching.propose-money': {
    method: 'POST',
    path: '/matching-funds/:id/money',
    access: platform('finance_maker'),
    idempotencyKey: true,
  },
  'matching.decide-money': {
    method: 'POST',
    path: '/matching-fund-money/:id/decision',
    access: platform('finance_checker'),
    idempotencyKey: true,
  },
  'matching.give-notice': {
    method: 'POST',
    path: '/matching-funds/:id/notice',
    access: member('matching_funder'),
  },
  'matching.answer-question': {
    method: 'POST',
    path: '/matching-fund-questions/:id/answer',
    access: member('matching_funder'),
    idempotencyKey: true,
  },
  'matching.settle-fund': {
    method: 'POST',
    path: '/matching-funds/:id/settlement',
    access: platform('finance_checker'),
  },
} as const satisfies Record<string, OperationRow>;
