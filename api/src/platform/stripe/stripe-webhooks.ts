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
  if (event.account !== undefined) throw new WebhookRejected('of another account');
  if (event.livemode !== expected.livemode) throw new WebhookRejected('wrong mode');
  return { event: eventOf(event), signedAt: signedAt(request.signature) };
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

const NO_AGE_CHECK = 0;

function verified(
  sdk: Stripe,
  { rawBody, signature }: { readonly rawBody: Buffer; readonly signature: string },
  secrets: readonly string[],
): Stripe.Event {
  for (const secret of secrets) {
    try {
      return sdk.webhooks.constructEvent(rawBody, signature, secret, NO_AGE_CHECK);
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
