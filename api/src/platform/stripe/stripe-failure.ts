import Stripe from 'stripe';
import { OutsideRefused } from '../operations/operations.js';

/** A 500 that Stripe keeps under the idempotency key: the same key will get it again for a day. */
export const STORED_FAILURE = 'stripe.stored-failure';

/** Stripe answered with something that is not the object that was asked for. */
export class StripeAnswerWrong extends Error {
  override readonly name = 'StripeAnswerWrong';
}

/**
 * A final no becomes OutsideRefused; everything else keeps its outcome unknown. A wrong key or
 * missing permission is ours to mend and says nothing about the request itself, so it is tried again.
 */
export function asOutcome(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const code = error.code ?? error.type;
  if (isFinalNo(error)) return new OutsideRefused(`stripe.${code}`, error.message);
  const isReplayed = error.headers?.['idempotent-replayed'] === 'true';
  if (isReplayed && (error.statusCode ?? 0) >= 500) {
    return new OutsideRefused(STORED_FAILURE, error.message);
  }
  return error;
}

function isFinalNo(error: InstanceType<typeof Stripe.errors.StripeError>): boolean {
  const isNo =
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError;
  return isNo && error.statusCode !== 409 && error.statusCode !== 429;
}
