import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { addInvoice, collect, methodFor, subscriptionOf } from './invoicing.js';
import { inNextPeriod, periodOf } from './subscription-object.js';

type Subscription = Stripe.Subscription;
type Reason = Stripe.Subscription.CancellationDetails.Reason;

const DAY_S = 86_400;
const RETRY_DAYS = 3;

/** Waits for the end of the present period. */
export function scheduleRenewal(emulator: Emulator, id: string): void {
  const { end } = periodOf(emulator.book.get('subscription', id));
  const due = { atMs: end * 1000, act: 'subscription.renew' };
  emulator.book.change('subscription', id, {}, { due });
}

/** A period is over: the subscription ends, or the next one is billed. */
export function renewSubscription(emulator: Emulator, id: string): void {
  const subscription = emulator.book.get('subscription', id);
  if (subscription.cancel_at_period_end) {
    endSubscription(emulator, id, 'cancellation_requested');
    return;
  }
  emulator.changeAndEmit('customer.subscription.updated', 'subscription', id, {
    items: inNextPeriod(subscription),
  });
  scheduleRenewal(emulator, id);
  const renewed = emulator.book.get('subscription', id);
  const invoice = addInvoice(emulator, renewed, 'subscription_cycle', null);
  attempt(emulator, invoice.id);
}

/** Tries once to collect an invoice while the payer is away. */
export function attempt(emulator: Emulator, invoiceId: string): void {
  const invoice = emulator.book.change('invoice', invoiceId, {}, { due: undefined });
  const subscription = emulator.book.get('subscription', subscriptionOf(invoice));
  const method = methodFor(emulator, subscription);
  if (method === null) {
    failed(emulator, invoiceId, subscription, false);
    return;
  }
  const outcome = collect(emulator, invoiceId, method, true);
  if (outcome.is === 'declined')
    failed(emulator, invoiceId, subscription, outcome.error.code === 'authentication_required');
}

/** A renewal that fails is tried again; only after the last time is the subscription given up. */
function failed(
  emulator: Emulator,
  invoiceId: string,
  { id, status }: Subscription,
  needsPayer: boolean,
): void {
  const { attempt_count: count } = emulator.book.get('invoice', invoiceId);
  const again = count <= emulator.knobs.invoiceRetries;
  const atS = emulator.now + RETRY_DAYS * DAY_S;
  const invoice = emulator.book.change(
    'invoice',
    invoiceId,
    { attempted: true, next_payment_attempt: again ? atS : null },
    { due: again ? { atMs: atS * 1000, act: 'invoice.retry' } : undefined },
  );
  emulator.emit('invoice.payment_failed', invoice);
  if (needsPayer) emulator.emit('invoice.payment_action_required', invoice);
  if (status === 'active')
    emulator.changeAndEmit('customer.subscription.updated', 'subscription', id, {
      status: 'past_due',
    });
  if (!again) endSubscription(emulator, id, 'payment_failed');
}

export function endSubscription(
  emulator: Emulator,
  id: string,
  reason: Reason,
  details: Partial<Stripe.Subscription.CancellationDetails> = {},
): Subscription {
  const old = emulator.book.get('subscription', id);
  const ended = emulator.book.change(
    'subscription',
    id,
    {
      status: 'canceled',
      canceled_at: old.canceled_at ?? emulator.now,
      ended_at: emulator.now,
      cancellation_details: {
        comment: details.comment ?? null,
        feedback: details.feedback ?? null,
        feedback_option: null,
        reason,
      },
    },
    { due: undefined },
  );
  emulator.emit('customer.subscription.deleted', ended);
  return ended;
}
