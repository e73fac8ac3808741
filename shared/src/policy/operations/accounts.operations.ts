import type { OperationRow } from '../operation-row.js';
import { DEMO, PUBLIC, SIGNED_IN, platform } from './access.js';

/** accounts, places, files, organisations. */
export const ACCOUNT_OPERATIONS = {
  'accounts.sign-up': { method: 'POST', path: '/accounts', access: PUBLIC },
  'accounts.verify-email': { method: 'POST', path: '/accounts/email-verification', access: PUBLIC },
  'accounts.sign-in': { method: 'POST', path: '/sessions', access: PUBLIC },
  'accounts.second-factor': { method: 'POST', path: '/sessions/second-factor', access: PUBLIC },
  'accounts.sign-out': { method: 'DELETE', path: '/sessions/current', access: PUBLIC },
  'accounts.request-password-reset': { method: 'POST', path: '/password-resets', access: PUBLIC },
  'accounts.reset-password': {
    method: 'POST',
    path: '/password-resets/completion',
    access: PUBLIC,
  },
  'accounts.me': { method: 'GET', path: '/me', access: SIGNED_IN },
  'accounts.my-duties': { method: 'GET', path: '/me/duties', access: SIGNED_IN },
  'accounts.enrol-second-factor': { method: 'POST', path: '/me/second-factor', access: SIGNED_IN },
  'accounts.confirm-second-factor': {
    method: 'POST',
    path: '/me/second-factor/confirmation',
    access: SIGNED_IN,
  },
  'accounts.people': { method: 'GET', path: '/people', access: platform('administrator') },
  'accounts.grant-role': {
    method: 'POST',
    path: '/people/roles',
    access: platform('administrator'),
  },
  'accounts.open-guest-session': { method: 'POST', path: '/guest-sessions', access: PUBLIC },
  'accounts.request-guest-link': { method: 'POST', path: '/guest-links', access: PUBLIC },
  'accounts.demo-people': { method: 'GET', path: '/demo/people', access: DEMO },
  'accounts.demo-code': { method: 'GET', path: '/demo/people/:id/code', access: DEMO },

  'places.search': { method: 'GET', path: '/places', access: PUBLIC },
  'places.get': { method: 'GET', path: '/places/:slug', access: PUBLIC },
  'places.districts': { method: 'GET', path: '/districts', access: PUBLIC },

  'files.upload': { method: 'POST', path: '/files', access: SIGNED_IN },
  'files.get': { method: 'GET', path: '/files/:id', access: SIGNED_IN },
  'files.content': { method: 'GET', path: '/files/:id/content', access: PUBLIC },

  'organisations.create': { method: 'POST', path: '/organisations', access: SIGNED_IN },
  'organisations.list': { method: 'GET', path: '/organisations', access: PUBLIC },
  'organisations.review-queue': {
    method: 'GET',
    path: '/organisations/review-queue',
    access: platform('platform_reviewer'),
  },
  'organisations.get': { method: 'GET', path: '/organisations/:slug', access: PUBLIC },
  'organisations.submit': {
    method: 'POST',
    path: '/organisations/:id/submission',
    access: SIGNED_IN,
  },
  'organisations.verify': {
    method: 'POST',
    path: '/organisations/:id/verification',
    access: platform('platform_reviewer'),
  },
  'organisations.members': { method: 'GET', path: '/organisations/:id/members', access: SIGNED_IN },
  'organisations.invite-member': {
    method: 'POST',
    path: '/organisations/:id/members',
    access: SIGNED_IN,
  },
  'organisations.confirm-membership': {
    method: 'POST',
    path: '/memberships/:id/confirmation',
    access: SIGNED_IN,
  },
  'organisations.end-membership': {
    method: 'DELETE',
    path: '/memberships/:id',
    access: SIGNED_IN,
  },
} as const satisfies Record<string, OperationRow>;
