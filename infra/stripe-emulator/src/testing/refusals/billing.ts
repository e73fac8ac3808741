import {
  BAD_EXPAND,
  BAD_LIMIT,
  byId,
  INTEGER,
  listing,
  NO_CURSOR,
  NOT_FOUND,
  REQUIRED,
  type Case,
} from './refusal.js';

export const BILLING: readonly Case[] = [
  {
    operation: 'prices.create',
    mistyped: {
      params: { currency: 'eur', unit_amount: 'ten' },
      error: INTEGER('unit_amount', 'ten'),
    },
    missing: { params: { unit_amount: 10 }, error: REQUIRED('currency') },
  },
  byId('prices.retrieve', 'price'),
  listing('prices.list', 'price'),
  byId('products.retrieve', 'product'),
  listing('products.list', 'product'),
  {
    operation: 'subscriptions.create',
    mistyped: {
      params: { customer: 'cus_1', items: 'price_1' },
      error: { param: 'items', message: 'Invalid array' },
    },
    missing: { params: { items: [{ price: 'price_1' }] }, error: REQUIRED('customer') },
  },
  byId('subscriptions.retrieve', 'subscription'),
  {
    operation: 'subscriptions.update',
    mistyped: {
      params: { cancel_at_period_end: 'soon' },
      error: { param: 'cancel_at_period_end', message: 'Invalid boolean: soon' },
    },
    missing: NOT_FOUND('subscription'),
  },
  {
    operation: 'subscriptions.cancel',
    mistyped: {
      params: { cancellation_details: 'bored' },
      error: { param: 'cancellation_details', message: 'Invalid object' },
    },
    missing: NOT_FOUND('subscription'),
  },
  {
    operation: 'subscriptions.list',
    mistyped: BAD_LIMIT,
    missing: NO_CURSOR('subscription'),
  },
  byId('invoices.retrieve', 'invoice', 'invoice'),
  listing('invoices.list', 'invoice'),
  {
    operation: 'invoices.pay',
    mistyped: BAD_EXPAND,
    missing: NOT_FOUND('invoice', 'invoice'),
  },
  byId('invoicePayments.retrieve', 'invoice_payment'),
  listing('invoicePayments.list', 'invoice_payment'),
];
