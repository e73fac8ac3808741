import { byId, INTEGER, listing, NO_CURSOR, NOT_FOUND, REQUIRED, type Case } from './refusal.js';

const A_FILE = { data: Buffer.from('%PDF-1.4'), name: 'a.pdf', type: 'application/pdf' };

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
  {
    operation: 'files.create',
    mistyped: {
      params: { file: A_FILE, purpose: 'whim' },
      error: { param: 'purpose', message: /^Invalid purpose: must be one of account_requirement/ },
    },
    missing: { params: { file: A_FILE }, error: REQUIRED('purpose') },
    always: { file: A_FILE },
  },
  byId('files.retrieve', 'file upload'),
  listing('files.list', 'file upload'),
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
