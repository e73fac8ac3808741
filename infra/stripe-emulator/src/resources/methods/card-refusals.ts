import type { Stripe } from 'stripe';
import type { DeclineText } from '../../cards/declines.js';
import { DECLINES } from '../../cards/declines.js';
import type { CardBehaviour } from '../../cards/test-cards.js';
import { StripeFailure, type FailureBody } from '../../errors/stripe-failure.js';

export function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}

/** What a bank says against a charge of this card, or null. */
export function chargeDecline(behaviour: CardBehaviour): DeclineText | null {
  if (behaviour.outcome !== 'declined') return null;
  return DECLINES[behaviour.decline ?? 'generic_decline'];
}

/** What a bank says against saving this card, or null. */
export function savingDecline(behaviour: CardBehaviour): DeclineText | null {
  return behaviour.canBeSaved ? null : chargeDecline(behaviour);
}

/** The 402 of a card: what the bank said and what it was said about. */
export function cardFailure(
  decline: Pick<DeclineText, 'code' | 'declineCode' | 'message'>,
  about: Partial<FailureBody>,
): StripeFailure {
  return new StripeFailure(
    402,
    {
      type: 'card_error',
      message: decline.message,
      code: decline.code,
      ...(decline.declineCode && { decline_code: decline.declineCode }),
      ...about,
    },
    true,
  );
}

/** The members that an intent shows as its last error. */
export function lastError(
  decline: Pick<DeclineText, 'code' | 'declineCode' | 'message'>,
  method: Stripe.PaymentMethod,
): {
  type: 'card_error';
  code: Stripe.PaymentIntent.LastPaymentError.Code & Stripe.SetupIntent.LastSetupError.Code;
  decline_code?: string;
  doc_url: string;
  message: string;
  payment_method: Stripe.PaymentMethod;
} {
  return {
    type: 'card_error',
    code: decline.code,
    ...(decline.declineCode && { decline_code: decline.declineCode }),
    doc_url: docUrl(decline.code),
    message: decline.message,
    payment_method: method,
  };
}
