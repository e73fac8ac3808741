import type { OperationRow } from '../operation-row.js';
import { PUBLIC, anyOf, member, platform } from './access.js';

const COLLECTORS = member('hta_board');
const READERS = anyOf(['finance_maker', 'finance_checker', 'auditor'], ['hta_board']);
const FINANCE = platform('finance_maker', 'finance_checker', 'auditor');

/** Money that comes past the card: transfers, and cash collected by associations. */
export const OFFLINE_OPERATIONS = {
  'contributions.transfer-offer': {
    method: 'GET',
    path: '/campaigns/:id/transfer-offer',
    access: PUBLIC,
  },
  'contributions.announce-transfer': {
    method: 'POST',
    path: '/campaigns/:id/bank-transfers',
    access: PUBLIC,
    idempotencyKey: true,
  },

  'contributions.open-sheet': {
    method: 'POST',
    path: '/campaigns/:id/offline-sheets',
    access: COLLECTORS,
    idempotencyKey: true,
  },
  'contributions.sheets-of-association': {
    method: 'GET',
    path: '/organisations/:id/offline-sheets',
    access: READERS,
  },
  'contributions.sheets-to-watch': {
    method: 'GET',
    path: '/offline-sheets/queue',
    access: FINANCE,
  },
  'contributions.sheet': { method: 'GET', path: '/offline-sheets/:id', access: READERS },
  'contributions.add-sheet-line': {
    method: 'POST',
    path: '/offline-sheets/:id/lines',
    access: COLLECTORS,
    idempotencyKey: true,
  },
  'contributions.remove-sheet-line': {
    method: 'DELETE',
    path: '/offline-lines/:id',
    access: COLLECTORS,
  },
  'contributions.preview-sheet-csv': {
    method: 'POST',
    path: '/offline-sheets/:id/csv-preview',
    access: COLLECTORS,
  },
  'contributions.import-sheet-csv': {
    method: 'POST',
    path: '/offline-sheets/:id/csv',
    access: COLLECTORS,
    idempotencyKey: true,
  },
  'contributions.sign-sheet': {
    method: 'POST',
    path: '/offline-sheets/:id/signatures',
    access: COLLECTORS,
    idempotencyKey: true,
  },
  'contributions.bank-sheet': {
    method: 'POST',
    path: '/offline-sheets/:id/banking',
    access: COLLECTORS,
    idempotencyKey: true,
  },
  'contributions.counter-sheet-line': {
    method: 'POST',
    path: '/offline-lines/:id/counter-line',
    access: COLLECTORS,
    idempotencyKey: true,
  },
  'contributions.confirm-sheet-line': {
    method: 'POST',
    path: '/offline-lines/:id/confirmation',
    access: COLLECTORS,
    idempotencyKey: true,
  },
  'contributions.propose-write-off': {
    method: 'POST',
    path: '/offline-sheets/:id/write-off',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
  'contributions.decide-write-off': {
    method: 'POST',
    path: '/offline-sheets/:id/write-off/confirmation',
    access: platform('finance_maker', 'finance_checker'),
    idempotencyKey: true,
  },
} as const satisfies Record<string, OperationRow>;
