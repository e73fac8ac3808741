import type { StripeObjectType } from '../../platform/stripe/stripe.types.js';

/** Events that lead to reading their object again and applying what it says. */
export const APPLIED: ReadonlySet<string> = new Set([
  'charge.succeeded',
  'charge.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'transfer.created',
  'transfer.updated',
  'transfer.reversed',
  'payout.created',
  'payout.updated',
  'payout.paid',
  'payout.failed',
  'payout.canceled',
  'topup.created',
  'topup.succeeded',
  'topup.failed',
  'topup.canceled',
  'topup.reversed',
  'checkout.session.expired',
  'setup_intent.succeeded',
]);

/**
 * Events that say nothing our books need: the charge tells of every payment, the refund of every
 * refund, and a declined card may be tried again on the same page until the session expires. A card
 * that is saved tells so itself, not its page.
 */
const IGNORED: readonly RegExp[] = [
  /^payment_intent\./,
  /^payment_method\./,
  /^customer\./,
  /^product\./,
  /^price\./,
  /^balance\./,
  /^checkout\.session\.completed$/,
  /^setup_intent\.(created|requires_action|setup_failed|canceled)$/,
  /^charge\.(failed|pending|captured|expired|refunded|refund\.updated)$/,
  /^payout\.reconciliation_completed$/,
  /^v2\.core\.account_link\.returned$/,
];

/** Thin events: of an account we send to, whichever part of it has changed. */
const OF_ACCOUNTS = /^v2\.core\.account(\[[a-z._]+\])?\.[a-z_]+$/;

/** Of what happens inside such an account only its payouts concern us; and that it was cut off. */
const OF_CONNECTED = /^connected_(?!payout$|application$)/;

const READABLE: ReadonlySet<string> = new Set<StripeObjectType>([
  'charge',
  'refund',
  'dispute',
  'payout',
  'topup',
  'transfer',
  'connected_payout',
  'v2.core.account',
  'checkout.session',
  'setup_intent',
]);

export type EventFate = 'received' | 'ignored' | 'dead';

/** What becomes of an event at the door. An unknown kind is kept for people to see, never skipped. */
export function fateOf(event: { readonly type: string; readonly objectType: string }): EventFate {
  if (OF_CONNECTED.test(event.objectType)) return 'ignored';
  const isApplied = APPLIED.has(event.type) || OF_ACCOUNTS.test(event.type);
  if (isApplied && READABLE.has(event.objectType)) return 'received';
  return IGNORED.some((rule) => rule.test(event.type)) ? 'ignored' : 'dead';
}
