import type { DeclineReason } from './test-cards.js';

export interface DeclineText {
  readonly code: string;
  readonly declineCode?: string;
  readonly message: string;
  readonly sellerMessage: string;
}

const declined = (declineCode: string, message = 'Your card was declined.'): DeclineText => ({
  code: 'card_declined',
  declineCode,
  message,
  sellerMessage: 'The bank did not return any further details with this decline.',
});

/** Stripe's words for each reason. */
export const DECLINES: Readonly<Record<DeclineReason, DeclineText>> = {
  generic_decline: declined('generic_decline'),
  insufficient_funds: declined('insufficient_funds', 'Your card has insufficient funds.'),
  lost_card: declined('lost_card'),
  stolen_card: declined('stolen_card'),
  expired_card: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
    sellerMessage: 'The card has expired.',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    sellerMessage: 'The security code is incorrect.',
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    sellerMessage: 'An error occurred while processing the card.',
  },
  test_mode_live_card: declined(
    'test_mode_live_card',
    'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
  ),
  debit_failed: {
    code: 'insufficient_funds',
    message: 'The bank account has insufficient funds to complete the purchase.',
    sellerMessage: 'The bank account has insufficient funds.',
  },
  authentication_required: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    sellerMessage: 'The bank requires the customer to authenticate.',
  },
};

export const AUTHENTICATION_FAILED = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
} as const;
