import { byId, INTEGER, listing, NO_CURSOR, NOT_FOUND, REQUIRED, type Case } from './refusal.js';

export const MONEY: readonly Case[] = [
  byId('disputes.retrieve', 'dispute', 'dispute'),
  {
    operation: 'disputes.update',
    mistyped: {
      params: { submit: 'soon' },
      error: { param: 'submit', message: 'Invalid boolean: soon' },
    },
    missing: NOT_FOUND('dispute', 'dispute'),
  },
  byId('disputes.close', 'dispute', 'dispute'),
  listing('disputes.list', 'dispute'),
  byId('balanceTransactions.retrieve', 'balance transaction'),
  listing('balanceTransactions.list', 'balance transaction'),
  {
    operation: 'payouts.create',
    mistyped: { params: { amount: 'all', currency: 'eur' }, error: INTEGER('amount', 'all') },
    missing: { params: { currency: 'eur' }, error: REQUIRED('amount') },
  },
  byId('payouts.retrieve', 'payout'),
  byId('payouts.cancel', 'payout'),
  {
    operation: 'payouts.list',
    mistyped: {
      params: { arrival_date: { lt: 'soon' } },
      error: INTEGER('arrival_date[lt]', 'soon'),
    },
    missing: NO_CURSOR('payout'),
  },
  {
    operation: 'refunds.create',
    mistyped: {
      params: { charge: 'ch_1', reason: 'whim' },
      error: {
        param: 'reason',
        message: 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
      },
    },
    missing: {
      params: { amount: 100 },
      error: {
        code: 'parameter_missing',
        message:
          'One of the following params should be provided for this request: payment_intent or charge.',
      },
    },
  },
  {
    operation: 'refunds.update',
    mistyped: {
      params: { metadata: 'text' },
      error: { param: 'metadata', message: 'Invalid object' },
    },
    missing: NOT_FOUND('refund'),
  },
  byId('refunds.cancel', 'refund'),
  byId('refunds.retrieve', 'refund'),
  listing('refunds.list', 'refund'),
];
