import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { refused } from '../../errors/request-errors.js';
import { resolvePaymentMethod } from '../methods/card-methods.js';
import { cardFailure } from '../methods/card-refusals.js';
import { checkUsable } from '../methods/owners.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { collect, methodFor, subscriptionOf } from './invoicing.js';

/** The payer, or the merchant in the payer's name, pays an open invoice now. */
function pay(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.InvoicePayParams>(call);
  const invoice = emulator.book.get('invoice', id, 'invoice');
  if (invoice.status === 'paid') throw refused('Invoice is already paid', 'invoice_already_paid');
  const method = methodOf(call, invoice, params.payment_method);
  const outcome = collect(emulator, id, method, params.off_session !== false);
  if (outcome.is === 'declined') {
    emulator.emit('invoice.payment_failed', emulator.book.get('invoice', id));
    const { code = 'card_declined', message = '', decline_code: declineCode } = outcome.error;
    throw cardFailure(
      { code, message, ...(declineCode !== undefined && { declineCode }) },
      { payment_intent: outcome.intent },
    );
  }
  return emulator.book.get('invoice', id);
}

function methodOf({ emulator }: Call, invoice: Stripe.Invoice, asked: string | undefined): string {
  if (asked !== undefined) {
    const method = resolvePaymentMethod(emulator, asked, 'payment_method');
    checkUsable(emulator, method, idOf(invoice.customer));
    return method.id;
  }
  const subscription = emulator.book.get('subscription', subscriptionOf(invoice));
  const method = methodFor(emulator, subscription);
  if (method !== null) return method;
  throw refused('Cannot charge a customer that has no active card', 'missing', 'payment_method');
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.InvoiceListParams>(call);
  return pageOf(call.emulator, 'invoice', params, {
    url: '/v1/invoices',
    matches: (invoice) =>
      (params.customer === undefined || invoice.customer === params.customer) &&
      (params.status === undefined || invoice.status === params.status) &&
      (params.subscription === undefined || subscriptionOf(invoice) === params.subscription),
  });
}

function listPayments(call: Call): object {
  const params = paramsOf<ListParams & Stripe.InvoicePaymentListParams>(call);
  const intent = params.payment?.payment_intent;
  return pageOf(call.emulator, 'invoice_payment', params, {
    url: '/v1/invoice_payments',
    matches: ({ invoice, status, payment }) =>
      (params.invoice === undefined || invoice === params.invoice) &&
      (params.status === undefined || status === params.status) &&
      (intent === undefined || payment.payment_intent === intent),
  });
}

export const invoices: Handlers = {
  'invoices.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('invoice', id, 'invoice'),
  },
  'invoices.list': {
    honours: [...LIST, ...CREATED, 'customer', 'status', 'subscription'],
    run: list,
  },
  'invoices.pay': { honours: ['expand', 'off_session', 'payment_method'], run: pay },
  'invoicePayments.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('invoice_payment', id),
  },
  'invoicePayments.list': {
    honours: [...LIST, ...CREATED, 'invoice', 'payment.payment_intent', 'payment.type', 'status'],
    run: listPayments,
  },
};
