import { linkParams, recipientParams } from '../payee.js';
import {
  BAD_EXPAND,
  BAD_LIMIT,
  byId,
  INTEGER,
  listing,
  NOT_FOUND,
  REQUIRED,
  without,
  type Case,
  type Refusal,
} from './refusal.js';

const BAD_METADATA: Refusal = {
  params: { metadata: 'text' },
  error: { param: 'metadata', message: 'Invalid object' },
};
/** API v2 has a code of its own for everything that is wrong with parameters. */
const invalidField = (param: string, message: string): object => ({
  code: 'invalid_fields',
  param,
  message,
});
const BAD_V2_METADATA: Refusal = {
  params: { metadata: 'text' },
  error: invalidField('metadata', 'Invalid object'),
};
const BAD_INCLUDE: Refusal = {
  params: { include: 'everything' },
  error: { param: 'include', message: 'Invalid array' },
};
const BAD_V2_LIMIT: Refusal = {
  params: { limit: 'many' },
  error: invalidField('limit', 'Invalid integer: many'),
};
const BAD_PAGE: Refusal = {
  params: { page: 'bm90aGluZ18x' },
  error: invalidField('page', 'The page token is not valid.'),
};
const EMPTY_EXPAND: Refusal = {
  params: { expand: [''] },
  error: { code: 'parameter_invalid_empty', param: 'expand[0]' },
};

const transfer = { amount: 100, currency: 'eur', destination: 'acct_1' };
const destination = {
  name: 'x',
  type: 'webhook_endpoint',
  event_payload: 'thin',
  enabled_events: ['*'],
};
/** Operations on one object of API v2 that take no parameters at all. */
const bare = (operation: string, label: string): Case => ({
  operation,
  mistyped: { params: { expand: ['x'] }, error: { param: 'expand' } },
  missing: NOT_FOUND(label),
});

export const CONNECT: readonly Case[] = [
  byId('accounts.retrieve', 'account'),
  { operation: 'accounts.retrieveCurrent', mistyped: BAD_EXPAND, missing: EMPTY_EXPAND },
  { operation: 'balanceSettings.retrieve', mistyped: BAD_EXPAND, missing: EMPTY_EXPAND },
  {
    operation: 'balanceSettings.update',
    mistyped: {
      params: { payments: { debit_negative_balances: 'maybe' } },
      error: { param: 'payments[debit_negative_balances]', message: 'Invalid boolean: maybe' },
    },
    missing: {
      params: { payments: '' },
      error: { code: 'parameter_invalid_empty', param: 'payments' },
    },
  },
  {
    operation: 'topups.create',
    mistyped: { params: { amount: 'ten', currency: 'eur' }, error: INTEGER('amount', 'ten') },
    missing: { params: { currency: 'eur' }, error: REQUIRED('amount') },
  },
  byId('topups.retrieve', 'topup'),
  { operation: 'topups.update', mistyped: BAD_METADATA, missing: NOT_FOUND('topup') },
  byId('topups.cancel', 'topup'),
  listing('topups.list', 'topup'),
  {
    operation: 'transfers.create',
    mistyped: { params: { ...transfer, amount: 'ten' }, error: INTEGER('amount', 'ten') },
    missing: { params: without(transfer, 'destination'), error: REQUIRED('destination') },
  },
  byId('transfers.retrieve', 'transfer'),
  { operation: 'transfers.update', mistyped: BAD_METADATA, missing: NOT_FOUND('transfer') },
  listing('transfers.list', 'transfer'),
  {
    operation: 'transfers.createReversal',
    mistyped: { params: { amount: 'ten' }, error: INTEGER('amount', 'ten') },
    missing: NOT_FOUND('transfer'),
  },
  byId('transfers.retrieveReversal', 'transfer'),
  {
    operation: 'transfers.updateReversal',
    mistyped: BAD_METADATA,
    missing: NOT_FOUND('transfer'),
  },
  {
    operation: 'transfers.listReversals',
    mistyped: BAD_LIMIT,
    missing: NOT_FOUND('transfer'),
  },
  {
    operation: 'v2.core.accounts.create',
    mistyped: {
      params: { ...recipientParams(), dashboard: 'half' },
      error: invalidField('dashboard', 'Invalid dashboard: must be one of express, full, or none'),
    },
    missing: {
      params: without(recipientParams(), 'contact_email'),
      error: invalidField('contact_email', 'Missing required param: contact_email.'),
    },
  },
  {
    operation: 'v2.core.accounts.retrieve',
    mistyped: BAD_INCLUDE,
    missing: NOT_FOUND('account'),
  },
  {
    operation: 'v2.core.accounts.update',
    mistyped: BAD_V2_METADATA,
    missing: NOT_FOUND('account'),
  },
  { operation: 'v2.core.accounts.list', mistyped: BAD_V2_LIMIT, missing: BAD_PAGE },
  {
    operation: 'v2.core.accounts.close',
    mistyped: {
      params: { applied_configurations: 'recipient' },
      error: invalidField('applied_configurations', 'Invalid array'),
    },
    missing: NOT_FOUND('account'),
  },
  {
    operation: 'v2.core.accountLinks.create',
    mistyped: {
      params: { ...linkParams('acct_1'), account: 7 },
      error: invalidField('account', 'Invalid string: must be a single value'),
    },
    missing: {
      params: {
        account: 'acct_1',
        use_case: { type: 'account_onboarding', account_onboarding: {} },
      },
      error: invalidField(
        'use_case.account_onboarding.refresh_url',
        'Missing required param: use_case.account_onboarding.refresh_url.',
      ),
    },
  },
  {
    operation: 'v2.core.eventDestinations.create',
    mistyped: {
      params: { ...destination, event_payload: 'fat' },
      error: invalidField(
        'event_payload',
        'Invalid event_payload: must be one of snapshot, or thin',
      ),
    },
    missing: {
      params: without(destination, 'name'),
      error: invalidField('name', 'Missing required param: name.'),
    },
  },
  {
    operation: 'v2.core.eventDestinations.retrieve',
    mistyped: BAD_INCLUDE,
    missing: NOT_FOUND('event destination'),
  },
  {
    operation: 'v2.core.eventDestinations.update',
    mistyped: BAD_V2_METADATA,
    missing: NOT_FOUND('event destination'),
  },
  { operation: 'v2.core.eventDestinations.list', mistyped: BAD_V2_LIMIT, missing: BAD_PAGE },
  bare('v2.core.eventDestinations.del', 'event destination'),
  bare('v2.core.eventDestinations.disable', 'event destination'),
  bare('v2.core.eventDestinations.enable', 'event destination'),
  bare('v2.core.eventDestinations.ping', 'event destination'),
  bare('v2.core.events.retrieve', 'event'),
  { operation: 'v2.core.events.list', mistyped: BAD_V2_LIMIT, missing: BAD_PAGE },
];
