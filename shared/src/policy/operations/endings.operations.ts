import type { OperationRow } from '../operation-row.js';
import { PUBLIC, member, platform } from './access.js';

const STAFF = platform('platform_reviewer', 'administrator');
const FINANCE = platform('finance_maker', 'finance_checker', 'auditor');

/** A project that stands still, changes its purpose, ends, or gives back. */
export const ENDINGS_OPERATIONS = {
  /** Two staff stop works, let them go on, or end a project (R82). */
  'disbursements.decisions': {
    method: 'GET',
    path: '/projects/:id/decisions',
    access: STAFF,
  },
  'disbursements.propose-decision': {
    method: 'POST',
    path: '/projects/:id/decisions',
    access: STAFF,
    idempotencyKey: true,
  },
  'disbursements.confirm-decision': {
    method: 'POST',
    path: '/project-decisions/:id/confirmation',
    access: STAFF,
    idempotencyKey: true,
  },
  'disbursements.withdraw-decision': {
    method: 'POST',
    path: '/project-decisions/:id/withdrawal',
    access: STAFF,
    idempotencyKey: true,
  },
  /** R78: another purpose or place. */
  'disbursements.purpose-changes': {
    method: 'GET',
    path: '/projects/:id/purpose-changes',
    access: PUBLIC,
  },
  'disbursements.open-purpose-changes': {
    method: 'GET',
    path: '/purpose-changes',
    access: platform(
      'platform_reviewer',
      'finance_maker',
      'finance_checker',
      'auditor',
      'administrator',
    ),
  },
  'disbursements.propose-purpose': {
    method: 'POST',
    path: '/projects/:id/purpose-changes',
    access: member('la_mayor'),
    idempotencyKey: true,
  },
  'disbursements.answer-purpose': {
    method: 'POST',
    path: '/purpose-changes/:id/answer',
    access: member('hta_board'),
    idempotencyKey: true,
  },
  'disbursements.withdraw-purpose': {
    method: 'POST',
    path: '/purpose-changes/:id/withdrawal',
    access: member('la_mayor'),
    idempotencyKey: true,
  },
  /** Money demanded back from an authority (L21, R82); what is lost is written off by a decision. */
  'disbursements.recoveries': {
    method: 'GET',
    path: '/projects/:id/recoveries',
    access: STAFF,
  },
  'disbursements.demand-money': {
    method: 'POST',
    path: '/projects/:id/recoveries',
    access: STAFF,
    idempotencyKey: true,
  },
  'disbursements.step-recovery': {
    method: 'POST',
    path: '/recoveries/:id/steps',
    access: STAFF,
    idempotencyKey: true,
  },
  'disbursements.open-recoveries': { method: 'GET', path: '/recoveries', access: FINANCE },
  'disbursements.receive-recovery': {
    method: 'POST',
    path: '/recoveries/:id/receipts',
    access: platform('finance_maker'),
    idempotencyKey: true,
  },
} as const satisfies Record<string, OperationRow>;
