import type { Stripe } from 'stripe';
import type { Book } from '../book/book.js';

export interface Listener {
  readonly url: string;
  readonly secrets: readonly string[];
}

export interface Message {
  readonly type: string;
  /** The connected account it is about, or null for the platform's own. */
  readonly account: string | null;
  readonly payload: 'snapshot' | 'thin';
}

type Endpoint = Stripe.WebhookEndpoint;
type Destination = Stripe.V2.Core.EventDestination;

function isChosen(chosen: readonly string[], type: string): boolean {
  return chosen.includes('*') || chosen.includes(type);
}

/** An endpoint hears either the platform's own events or those of its connected accounts. */
function hears(endpoint: Endpoint, isConnect: boolean, { type, account }: Message): boolean {
  return (
    endpoint.status === 'enabled' &&
    isConnect === (account !== null) &&
    isChosen(endpoint.enabled_events, type)
  );
}

function receives(destination: Destination, { type, account, payload }: Message): boolean {
  const from = account === null ? '@self' : '@accounts';
  return (
    destination.status === 'enabled' &&
    destination.event_payload === payload &&
    (destination.events_from ?? ['@self']).includes(from) &&
    isChosen(destination.enabled_events, type)
  );
}

/** The ids of the endpoints and destinations that are to get an event. */
export function listenersTo(book: Book, message: Message): string[] {
  const endpoints = [...book.every('webhook_endpoint')]
    .filter(({ hidden }) => message.payload === (hidden['payload'] ?? 'snapshot'))
    .filter(({ object, hidden }) => hears(object, hidden['connect'] === true, message));
  const destinations = [...book.every('v2.core.event_destination')].filter(({ object }) =>
    receives(object, message),
  );
  return [...endpoints, ...destinations].map(({ object }) => object.id);
}

/** Where an event goes and what signs it, or null when there is nobody any more. */
export function listenerOf(book: Book, id: string): Listener | null {
  const endpoint = book.find('webhook_endpoint', id);
  const destination = book.find('v2.core.event_destination', id);
  const found = endpoint ?? destination;
  if (found?.object.status !== 'enabled') return null;
  const { secrets = [] } = found.hidden as { secrets?: string[] };
  const url = endpoint?.object.url ?? destination?.object.webhook_endpoint?.url ?? '';
  return { url, secrets };
}
