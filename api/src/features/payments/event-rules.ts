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
  'payout.created',
  'payout.updated',
  'payout.paid',
  'payout.failed',
  'payout.canceled',
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
];

const READABLE: ReadonlySet<string> = new Set<StripeObjectType>([
  'charge',
  'refund',
  'dispute',
  'payout',
  'checkout.session',
  'setup_intent',
]);

export type EventFate = 'received' | 'ignored' | 'dead';

/** What becomes of an event at the door. An unknown kind is kept for people to see, never skipped. */
export function fateOf(event: { readonly type: string; readonly objectType: string }): EventFate {
  if (APPLIED.has(event.type) && READABLE.has(event.objectType)) return 'received';
  return IGNORED.some((rule) => rule.test(event.type)) ? 'ignored' : 'dead';
}
