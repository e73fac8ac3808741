import type { Stripe } from 'stripe';
import { newId } from '../book/identifiers.js';
import { contract } from '../contract/contract.js';

/** The API call that made an event, or nobody when time did. */
export interface Origin {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
  /** The connected account it was made for. */
  readonly account?: string | null;
}

export const BY_ITSELF: Origin = { requestId: null, idempotencyKey: null };

export interface EventFacts {
  readonly type: Stripe.Event['type'];
  readonly object: object;
  readonly account: string | null;
  readonly previous: object | null;
  readonly created: number;
  readonly origin: Origin;
  readonly pendingWebhooks: number;
}

export function eventObject(facts: EventFacts): Stripe.Event {
  const event: Stripe.EventBase = {
    id: newId('evt'),
    object: 'event',
    ...(facts.account !== null && { account: facts.account }),
    api_version: contract.apiVersion,
    created: facts.created,
    data: {
      object: facts.object,
      ...(facts.previous && { previous_attributes: facts.previous }),
    },
    livemode: false,
    pending_webhooks: facts.pendingWebhooks,
    request: { id: facts.origin.requestId, idempotency_key: facts.origin.idempotencyKey },
    type: facts.type,
  };
  return event as Stripe.Event;
}

/** The members whose values differ, with the values they had: what `charge.updated` and its like carry. */
export function previousAttributes(before: object, after: object): object {
  const old = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
      .map(([name]) => [name, old[name] ?? null]),
  );
}
