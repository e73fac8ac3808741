import { contract } from '../contract/contract.js';
import type { Operation } from '../contract/schema.js';
import { accountLinks } from '../resources/accounts/account-links.js';
import { accounts } from '../resources/accounts/accounts.js';
import { balanceSettings } from '../resources/balance/balance-settings.js';
import { balanceTransactions } from '../resources/balance/balance-transactions.js';
import { balance } from '../resources/balance/balance.js';
import { topups } from '../resources/balance/topups.js';
import { invoices } from '../resources/billing/invoices.js';
import { subscriptions } from '../resources/billing/subscriptions.js';
import { catalog } from '../resources/catalog/catalog.js';
import { charges } from '../resources/payments/charges.js';
import { checkoutSessions } from '../resources/checkout/checkout-sessions.js';
import { customers } from '../resources/customers/customers.js';
import { disputes } from '../resources/disputes/disputes.js';
import { eventDestinations } from '../resources/events/event-destinations.js';
import { events } from '../resources/events/events.js';
import { v2Events } from '../resources/events/v2-events.js';
import { files } from '../resources/files/files.js';
import type { Handler, Handlers } from '../resources/operation.js';
import { captures } from '../resources/payments/capture.js';
import { paymentIntents } from '../resources/payments/payment-intents.js';
import { paymentMethods } from '../resources/methods/payment-methods.js';
import { payouts } from '../resources/balance/payouts.js';
import { refunds } from '../resources/refunds/refunds.js';
import { setupIntents } from '../resources/setup/setup-intents.js';
import { reversals } from '../resources/transfers/reversals.js';
import { transfers } from '../resources/transfers/transfers.js';
import { webhookEndpoints } from '../resources/events/webhook-endpoints.js';

export interface Route {
  readonly operation: Operation;
  readonly handler: Handler;
  /** The ids in the address, in order. */
  readonly ids: readonly string[];
}

const HANDLERS: Handlers = {
  ...accountLinks,
  ...accounts,
  ...balance,
  ...balanceSettings,
  ...balanceTransactions,
  ...captures,
  ...catalog,
  ...charges,
  ...checkoutSessions,
  ...customers,
  ...disputes,
  ...eventDestinations,
  ...events,
  ...files,
  ...invoices,
  ...paymentIntents,
  ...paymentMethods,
  ...payouts,
  ...refunds,
  ...reversals,
  ...setupIntents,
  ...subscriptions,
  ...topups,
  ...transfers,
  ...v2Events,
  ...webhookEndpoints,
};

interface Pattern {
  readonly operation: Operation;
  readonly handler: Handler;
  readonly segments: readonly string[];
}

function patternsByShape(): ReadonlyMap<string, readonly Pattern[]> {
  const patterns = new Map<string, Pattern[]>();
  for (const operation of contract.operations) {
    const handler = HANDLERS[operation.id];
    if (!handler) continue;
    const segments = operation.path.split('/');
    const shape = `${operation.method} ${segments.length}`;
    patterns.set(shape, [...(patterns.get(shape) ?? []), { operation, handler, segments }]);
  }
  return patterns;
}

const PATTERNS = patternsByShape();

function match(pattern: Pattern, segments: readonly string[]): string[] | null {
  const ids: string[] = [];
  for (const [place, expected] of pattern.segments.entries()) {
    const actual = segments[place] ?? '';
    if (expected !== ':id' && expected !== actual) return null;
    if (expected === ':id') ids.push(actual);
  }
  return ids.includes('') ? null : ids.map(decodeURIComponent);
}

/** The operation an address stands for, or null when Stripe has none the emulator knows. */
export function findRoute(method: string, path: string): Route | null {
  const segments = path.split('/');
  for (const pattern of PATTERNS.get(`${method} ${segments.length}`) ?? []) {
    const ids = match(pattern, segments);
    if (ids) return { operation: pattern.operation, handler: pattern.handler, ids };
  }
  return null;
}
