import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import type { Emulator } from '../../emulator.js';
import { attemptPayment, type AttemptOutcome } from '../payments/payment-attempt.js';
import { paymentIntentObject } from '../payments/payment-intent-object.js';
import { invoiceObject, invoicePaymentObject } from './invoice-object.js';

type Invoice = Stripe.Invoice;
type Subscription = Stripe.Subscription;

export function subscriptionOf(invoice: Invoice): string {
  return idOf(invoice.parent?.subscription_details?.subscription);
}

export function paymentOf(emulator: Emulator, invoiceId: string): Stripe.InvoicePayment {
  const [payment] = emulator.book.naming('invoice_payment', 'invoice', invoiceId);
  if (!payment) throw new Error(`Invoice ${invoiceId} has no payment.`);
  return payment;
}

/** Bills a period. With `paidBy` the payment has been made already, on the hosted page. */
export function addInvoice(
  emulator: Emulator,
  subscription: Subscription,
  reason: Stripe.Invoice.BillingReason,
  paidBy: string | null,
): Invoice {
  const customer = emulator.book.get('customer', idOf(subscription.customer));
  const number = customer.next_invoice_sequence ?? 1;
  emulator.book.change('customer', customer.id, { next_invoice_sequence: number + 1 });
  const invoice = emulator.book.put(
    'invoice',
    invoiceObject({ subscription, customer, reason, number, created: emulator.now }),
  );
  const intent = paidBy ?? addIntent(emulator, invoice);
  emulator.book.change('payment_intent', intent, {}, { invoice: invoice.id });
  emulator.book.put('invoice_payment', invoicePaymentObject(invoice, intent, emulator.now));
  emulator.book.change('subscription', subscription.id, { latest_invoice: invoice.id });
  emulator.emit('invoice.created', invoice);
  emulator.emit('invoice.finalized', invoice);
  return invoice;
}

function addIntent(emulator: Emulator, invoice: Invoice): string {
  const intent = paymentIntentObject(
    {
      amount: invoice.amount_due,
      currency: invoice.currency,
      customer: idOf(invoice.customer),
      description: 'Subscription update',
      setupFutureUsage: 'off_session',
      automaticMethods: null,
    },
    emulator.now,
  );
  emulator.book.put('payment_intent', intent);
  emulator.emit('payment_intent.created', intent);
  return intent.id;
}

/** The method a subscription is charged with: its own, or its customer's. */
export function methodFor(emulator: Emulator, subscription: Subscription): string | null {
  const own = idOf(subscription.default_payment_method);
  if (own !== '') return own;
  const customer = emulator.book.get('customer', idOf(subscription.customer));
  return idOf(customer.invoice_settings.default_payment_method) || null;
}

/** Tries to collect an open invoice; what succeeds is marked paid by `settleInvoice`. */
export function collect(
  emulator: Emulator,
  invoiceId: string,
  methodId: string,
  offSession: boolean,
): AttemptOutcome {
  const { payment } = paymentOf(emulator, invoiceId);
  const { attempt_count: count } = emulator.book.get('invoice', invoiceId);
  emulator.book.change('invoice', invoiceId, { attempted: true, attempt_count: count + 1 });
  return attemptPayment(emulator, {
    intentId: idOf(payment.payment_intent),
    method: emulator.book.get('payment_method', methodId),
    offSession,
    authenticated: false,
    returnUrl: null,
  });
}

/** The intent of an invoice has succeeded, whoever confirmed it. */
export function settleInvoice(emulator: Emulator, invoiceId: string): void {
  const invoice = emulator.book.get('invoice', invoiceId);
  if (invoice.status !== 'open') return;
  const paid = emulator.book.change(
    'invoice',
    invoiceId,
    {
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      attempted: true,
      attempt_count: Math.max(1, invoice.attempt_count),
      auto_advance: false,
      next_payment_attempt: null,
      status: 'paid',
      status_transitions: { ...invoice.status_transitions, paid_at: emulator.now },
    },
    { due: undefined },
  );
  emulator.changeAndEmit(
    'invoice_payment.paid',
    'invoice_payment',
    paymentOf(emulator, invoiceId).id,
    {
      amount_paid: paid.amount_paid,
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at: emulator.now },
    },
  );
  emulator.emit('invoice.paid', paid);
  emulator.emit('invoice.payment_succeeded', paid);
  reactivate(emulator, subscriptionOf(paid));
}

function reactivate(emulator: Emulator, id: string): void {
  const { status } = emulator.book.get('subscription', id);
  if (status === 'incomplete' || status === 'past_due' || status === 'unpaid')
    emulator.changeAndEmit('customer.subscription.updated', 'subscription', id, {
      status: 'active',
    });
}
