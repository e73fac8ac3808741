import { sessionParams } from '../payer.js';
import {
  BAD_CREATED,
  BAD_EXPAND,
  BAD_LIMIT,
  byId,
  INTEGER,
  listing,
  NO_CURSOR,
  NOT_FOUND,
  REQUIRED,
  without,
  type Case,
} from './refusal.js';

export const PAYMENTS: readonly Case[] = [
  {
    operation: 'balance.retrieve',
    mistyped: BAD_EXPAND,
    missing: {
      params: { expand: [''] },
      error: { code: 'parameter_invalid_empty', param: 'expand[0]' },
    },
  },
  byId('charges.retrieve', 'charge'),
  { operation: 'charges.list', mistyped: BAD_CREATED, missing: NO_CURSOR('charge') },
  {
    operation: 'checkout.sessions.create',
    mistyped: {
      params: {
        ...sessionParams(),
        line_items: [
          {
            quantity: 1,
            price_data: { currency: 'eur', unit_amount: 'ten', product_data: { name: 'x' } },
          },
        ],
      },
      error: INTEGER('line_items[0][price_data][unit_amount]', 'ten'),
    },
    missing: { params: without(sessionParams(), 'success_url'), error: REQUIRED('success_url') },
  },
  byId('checkout.sessions.retrieve', 'checkout.session'),
  listing('checkout.sessions.list', 'checkout.session'),
  byId('checkout.sessions.expire', 'checkout.session'),
  {
    operation: 'checkout.sessions.listLineItems',
    mistyped: BAD_LIMIT,
    missing: NOT_FOUND('checkout.session'),
  },
  {
    operation: 'customers.create',
    mistyped: {
      params: { metadata: 'text' },
      error: { param: 'metadata', message: 'Invalid object' },
    },
    missing: {
      params: { email: '' },
      error: { code: 'parameter_invalid_empty', param: 'email' },
    },
  },
  byId('customers.retrieve', 'customer'),
  {
    operation: 'customers.update',
    mistyped: {
      params: { address: 'Main Street' },
      error: { param: 'address', message: 'Invalid object' },
    },
    missing: NOT_FOUND('customer'),
  },
  {
    operation: 'customers.del',
    // A deletion takes nothing at all, so that even a well-formed parameter is one too many.
    mistyped: { params: { expand: ['x'] }, error: { code: 'parameter_unknown', param: 'expand' } },
    missing: NOT_FOUND('customer'),
  },
  listing('customers.list', 'customer'),
  {
    operation: 'paymentIntents.create',
    mistyped: {
      params: { amount: '10.5', currency: 'eur' },
      error: INTEGER('amount', '10.5'),
    },
    missing: { params: { amount: 1_000 }, error: REQUIRED('currency') },
  },
  byId('paymentIntents.retrieve', 'payment_intent', 'intent'),
  {
    operation: 'paymentIntents.update',
    mistyped: { params: { amount: 'x' }, error: INTEGER('amount', 'x') },
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
  {
    operation: 'paymentIntents.confirm',
    mistyped: {
      params: { off_session: 'sometimes' },
      error: { param: 'off_session' },
    },
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
  {
    operation: 'paymentIntents.cancel',
    mistyped: {
      params: { cancellation_reason: 'whim' },
      error: {
        param: 'cancellation_reason',
        message:
          'Invalid cancellation_reason: must be one of abandoned, duplicate, fraudulent, or requested_by_customer',
      },
    },
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
  listing('paymentIntents.list', 'payment_intent'),
  byId('paymentMethods.retrieve', 'PaymentMethod'),
  {
    operation: 'paymentMethods.attach',
    mistyped: {
      params: { customer: { id: 'cus_1' } },
      error: { param: 'customer', message: 'Invalid string: must be a single value' },
    },
    missing: { params: {}, error: REQUIRED('customer') },
  },
  byId('paymentMethods.detach', 'PaymentMethod'),
  listing('paymentMethods.list', 'PaymentMethod'),
  {
    operation: 'customers.listPaymentMethods',
    mistyped: BAD_LIMIT,
    missing: NOT_FOUND('customer'),
  },
  {
    operation: 'setupIntents.create',
    mistyped: {
      params: { usage: 'sometimes' },
      error: {
        param: 'usage',
        message: 'Invalid usage: must be one of off_session, or on_session',
      },
    },
    missing: { params: { confirm: true }, error: REQUIRED('payment_method') },
  },
  byId('setupIntents.retrieve', 'setupintent', 'intent'),
  {
    operation: 'setupIntents.update',
    mistyped: {
      params: { metadata: 'text' },
      error: { param: 'metadata', message: 'Invalid object' },
    },
    missing: NOT_FOUND('setupintent', 'intent'),
  },
  byId('setupIntents.confirm', 'setupintent', 'intent'),
  {
    operation: 'setupIntents.cancel',
    mistyped: {
      params: { cancellation_reason: 'boredom' },
      error: {
        param: 'cancellation_reason',
        message:
          'Invalid cancellation_reason: must be one of abandoned, duplicate, or requested_by_customer',
      },
    },
    missing: NOT_FOUND('setupintent', 'intent'),
  },
  listing('setupIntents.list', 'setupintent'),
  byId('mandates.retrieve', 'mandate'),
  {
    operation: 'paymentMethods.create',
    mistyped: {
      params: { type: 'sepa_debit', sepa_debit: 'DE89' },
      error: { param: 'sepa_debit', message: 'Invalid object' },
    },
    missing: { params: { type: 'sepa_debit' }, error: REQUIRED('sepa_debit') },
  },
  {
    operation: 'paymentIntents.capture',
    mistyped: {
      params: { amount_to_capture: 'ten' },
      error: INTEGER('amount_to_capture', 'ten'),
    },
    missing: NOT_FOUND('payment_intent', 'intent'),
  },
];
