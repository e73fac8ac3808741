/** What a card does when it is charged. Kept with the payment method, never shown. */
export interface CardBehaviour {
  readonly outcome: 'succeeds' | 'declined';
  readonly decline?: DeclineReason;
  /**
   * When the payer's bank wants the payer: always; on session, and off session unless the card was set up; or on session
   * only, as if it had been set up before.
   */
  readonly challenge?: 'always' | 'unless_set_up' | 'on_session';
  /** Can be saved although its charges are declined. */
  readonly canBeSaved?: boolean;
  readonly refund?: 'fails_later' | 'pending_first';
  /** The payer's bank disputes the charge soon after. */
  readonly dispute?: DisputeCard;
  readonly availableAtOnce?: boolean;
  /** The bank says only days later how it ended. */
  readonly delayed?: 'succeeds' | 'fails';
}

export type DisputeCard = 'fraudulent' | 'product_not_received' | 'inquiry' | 'debit';

export type DeclineReason =
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'stolen_card'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'test_mode_live_card'
  | 'authentication_required'
  | 'debit_failed';

const SUCCEEDS: CardBehaviour = { outcome: 'succeeds' };
const declines = (decline: DeclineReason): CardBehaviour => ({ outcome: 'declined', decline });

export const BEHAVIOUR_OF_NUMBER: Readonly<Record<string, CardBehaviour>> = {
  '4242424242424242': SUCCEEDS,
  '4000056655665556': SUCCEEDS,
  '5555555555554444': SUCCEEDS,
  '2223003122003222': SUCCEEDS,
  '5200828282828210': SUCCEEDS,
  '5105105105105100': SUCCEEDS,
  '378282246310005': SUCCEEDS,
  '371449635398431': SUCCEEDS,
  '6011111111111117': SUCCEEDS,
  '3056930009020004': SUCCEEDS,
  '3566002020360505': SUCCEEDS,
  '4000000000000077': { outcome: 'succeeds', availableAtOnce: true },
  '4000000000005126': { outcome: 'succeeds', refund: 'fails_later' },
  '4000000000007726': { outcome: 'succeeds', refund: 'pending_first' },
  '4000000000000002': declines('generic_decline'),
  '4000000000009995': declines('insufficient_funds'),
  '4000000000009987': declines('lost_card'),
  '4000000000009979': declines('stolen_card'),
  '4000000000000069': declines('expired_card'),
  '4000000000000127': declines('incorrect_cvc'),
  '4000000000000119': declines('processing_error'),
  '4000000000000341': { ...declines('generic_decline'), canBeSaved: true },
  '4000002500003155': { outcome: 'succeeds', challenge: 'unless_set_up' },
  '4000003800000446': { outcome: 'succeeds', challenge: 'on_session' },
  '4000002760003184': { outcome: 'succeeds', challenge: 'always' },
  '4000000000003220': { outcome: 'succeeds', challenge: 'always' },
  '4000008260003178': {
    ...declines('insufficient_funds'),
    challenge: 'unless_set_up',
    canBeSaved: true,
  },
  '4000008400001629': { ...declines('generic_decline'), challenge: 'always', canBeSaved: true },
  '4000000000000259': { outcome: 'succeeds', dispute: 'fraudulent' },
  '4000000000002685': { outcome: 'succeeds', dispute: 'product_not_received' },
  '4000000000001976': { outcome: 'succeeds', dispute: 'inquiry' },
};

/** Stripe's ready-made payment methods, by the number each of them stands for. */
export const NUMBER_OF_ALIAS: Readonly<Record<string, string>> = {
  pm_card_visa: '4242424242424242',
  pm_card_visa_debit: '4000056655665556',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_bypassPending: '4000000000000077',
  pm_card_refundFail: '4000000000005126',
  pm_card_pendingRefund: '4000000000007726',
  pm_card_createDispute: '4000000000000259',
  pm_card_createDisputeProductNotReceived: '4000000000002685',
  pm_card_createDisputeInquiry: '4000000000001976',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_chargeDeclinedExpiredCard: '4000000000000069',
  pm_card_chargeDeclinedIncorrectCvc: '4000000000000127',
  pm_card_chargeDeclinedProcessingError: '4000000000000119',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
  pm_card_authenticationRequiredSetupForOffSession: '4000003800000446',
  pm_card_threeDSecure2Required: '4000000000003220',
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
  pm_card_fr: '4000002500000003',
  pm_card_de: '4000002760000016',
  pm_card_gb: '4000008260000000',
  pm_card_it: '4000003800000008',
  pm_card_es: '4000007240000007',
  pm_card_pt: '4000006200000007',
  pm_card_ie: '4000003720000005',
  pm_card_ro: '4000006420000001',
  pm_card_ca: '4000001240000000',
  pm_card_ch: '4000007560000009',
};
