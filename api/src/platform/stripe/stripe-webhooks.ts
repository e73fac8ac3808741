import type { Stripe } from 'stripe';
import { instant } from './stripe-objects.js';
import type { StripeEvent } from './stripe.types.js';

/** Not from Stripe, not for us, or not readable. Answered 400 and nothing is kept. */
export class WebhookRejected extends Error {
  override readonly name = 'WebhookRejected';
}

export interface SignedEvent {
  readonly event: StripeEvent;
  /** When it was signed, in recorded time; the inbox compares it with the database's clock. */
  readonly signedAt: Date;
}

interface Expectations {
  /** Old and new secret while they are being changed. */
  readonly secrets: readonly string[];
  readonly livemode: boolean;
}

/**
 * Believes an event only when one of our secrets signed exactly these bytes. The age is not checked
 * here: the SDK lets any date in the future pass, so the inbox does it, both ways.
 *
 * @throws WebhookRejected
 */
export function readSignedEvent(
  sdk: Stripe,
  request: { readonly rawBody: Buffer; readonly signature: string },
  expected: Expectations,
): SignedEvent {
  const event = verified(sdk, request, expected.secrets);
  if (event.livemode !== expected.livemode) throw new WebhookRejected('wrong mode');
  return { event, signedAt: signedAt(request.signature) };
}

/** What the inbox keeps of an event. */
export function eventOf(event: Stripe.Event): StripeEvent {
  const object = event.data.object as { id?: unknown; object?: unknown; created?: unknown };
  return {
    id: event.id,
    type: event.type,
    objectType: typeof object.object === 'string' ? object.object : 'unknown',
    objectId: typeof object.id === 'string' ? object.id : '',
    objectCreatedAt: typeof object.created === 'number' ? instant(object.created) : null,
    apiVersion: event.api_version,
    createdAt: instant(event.created),
    livemode: event.livemode,
  };
}

/**
 * An event of an account that is connected to ours: only its payouts concern us. Their ids begin with
 * the account, because only in its name can they be read again.
 */
function connectedEventOf(event: Stripe.Event, accountId: string): StripeEvent {
  const kept = eventOf(event);
  if (kept.objectType !== 'payout') return { ...kept, objectType: `connected_${kept.objectType}` };
  return {
    ...kept,
    objectType: 'connected_payout',
    objectId: connectedPayoutId(accountId, kept.objectId),
  };
}

export function connectedPayoutId(accountId: string, payoutId: string): string {
  return `${accountId}/${payoutId}`;
}

/** A thin event of API v2 tells what it is about, and nothing of it. */
function thinEventOf(event: Stripe.V2.Core.EventNotification): StripeEvent {
  const { related_object: related } = event as { related_object?: { type: string; id?: string } };
  return {
    id: event.id,
    type: event.type,
    objectType: related?.type ?? 'unknown',
    objectId: related?.id ?? '',
    objectCreatedAt: null,
    apiVersion: null,
    createdAt: new Date(event.created),
    livemode: event.livemode,
  };
}

const NO_AGE_CHECK = 0;

interface Request {
  readonly rawBody: Buffer;
  readonly signature: string;
}

/** One address takes all three kinds; each kind has a secret of its own in the list. */
function verified(sdk: Stripe, request: Request, secrets: readonly string[]): StripeEvent {
  const isThin = /"object"\s*:\s*"v2\.core\.event"/.test(request.rawBody.toString('utf8'));
  return signedBy(secrets, (secret) => {
    const { rawBody, signature } = request;
    if (isThin) {
      return thinEventOf(sdk.parseEventNotification(rawBody, signature, secret, NO_AGE_CHECK));
    }
    const event = sdk.webhooks.constructEvent(rawBody, signature, secret, NO_AGE_CHECK);
    return event.account === undefined ? eventOf(event) : connectedEventOf(event, event.account);
  });
}

function signedBy(secrets: readonly string[], read: (secret: string) => StripeEvent): StripeEvent {
  for (const secret of secrets) {
    try {
      return read(secret);
    } catch {
      // Another secret may have signed it; when none did, the loop ends below.
    }
  }
  throw new WebhookRejected('no secret of ours signed this');
}

function signedAt(header: string): Date {
  const last = [...header.matchAll(/(?:^|,)t=(\d{1,12})(?=,|$)/g)].at(-1)?.[1];
  if (last === undefined) throw new WebhookRejected('no time in the signature');
  return instant(Number(last));
}
