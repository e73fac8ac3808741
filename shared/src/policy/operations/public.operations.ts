import type { OperationRow } from '../operation-row.js';
import { DEMO, PUBLIC } from './access.js';

/** Pages and books anyone may read, and the doors of demo mode. */
export const PUBLIC_OPERATIONS = {
  'publishing.home': { method: 'GET', path: '/home', access: PUBLIC },
  'publishing.books': { method: 'GET', path: '/books', access: PUBLIC },
  'publishing.projects': { method: 'GET', path: '/projects', access: PUBLIC },
  'publishing.project-page': { method: 'GET', path: '/projects/:slug/page', access: PUBLIC },
  'publishing.town-page': { method: 'GET', path: '/places/:slug/page', access: PUBLIC },
  'publishing.association-page': {
    method: 'GET',
    path: '/organisations/:slug/page',
    access: PUBLIC,
  },
  'ledger.of-project': { method: 'GET', path: '/ledger/projects/:id', access: PUBLIC },
  'ledger.of-project-csv': { method: 'GET', path: '/ledger/projects/:id/csv', access: PUBLIC },
  'ledger.latest': { method: 'GET', path: '/ledger/entries', access: PUBLIC },
  'ledger.checkpoint': { method: 'GET', path: '/ledger/checkpoint', access: PUBLIC },
  'clock.now': { method: 'GET', path: '/clock', access: PUBLIC },
  'clock.move': { method: 'POST', path: '/clock/moves', access: DEMO },
  'clock.move-state': { method: 'GET', path: '/clock/moves/:id', access: DEMO },
  'notifications.demo-mails': { method: 'GET', path: '/demo/mails', access: DEMO },
} as const satisfies Record<string, OperationRow>;
