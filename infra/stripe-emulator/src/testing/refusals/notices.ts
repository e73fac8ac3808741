import { byId, listing, NO_CURSOR, NOT_FOUND, REQUIRED, type Case } from './refusal.js';

export const NOTICES: readonly Case[] = [
  byId('events.retrieve', 'event'),
  {
    operation: 'events.list',
    mistyped: {
      params: { delivery_success: 'perhaps' },
      error: { param: 'delivery_success', message: 'Invalid boolean: perhaps' },
    },
    missing: NO_CURSOR('event'),
  },
  {
    operation: 'webhookEndpoints.create',
    mistyped: {
      params: { url: 'http://127.0.0.1:9/', enabled_events: 'all' },
      error: { param: 'enabled_events', message: 'Invalid array' },
    },
    missing: { params: { enabled_events: ['*'] }, error: REQUIRED('url') },
  },
  byId('webhookEndpoints.retrieve', 'webhook endpoint'),
  {
    operation: 'webhookEndpoints.update',
    mistyped: {
      params: { disabled: 'maybe' },
      error: { param: 'disabled', message: 'Invalid boolean: maybe' },
    },
    missing: NOT_FOUND('webhook endpoint'),
  },
  {
    operation: 'webhookEndpoints.del',
    mistyped: { params: { expand: ['x'] }, error: { code: 'parameter_unknown', param: 'expand' } },
    missing: NOT_FOUND('webhook endpoint'),
  },
  listing('webhookEndpoints.list', 'webhook endpoint'),
];
