import type { Localized } from '../localized.dto.js';
import type { Money } from '../money.js';
import type { RefundClaimState } from './refund-claim.states.js';

/** A refund that goes by the bank, as its donor sees it. */
export interface RefundClaimView {
  readonly state: RefundClaimState;
  /** It came back to us; false when no account was known from the start. */
  readonly isReturned: boolean;
  /** Until when we ask, or keep it unclaimed. */
  readonly until: string | null;
  readonly ibanMasked: string | null;
  readonly paidAt: string | null;
}

/** An account a donor gave or paid from, for finance to pay on: never the whole number. */
export interface RefundClaimRowView {
  readonly id: string;
  readonly state: RefundClaimState;
  readonly receiptNumber: string | null;
  readonly projectTitle: Localized;
  readonly amount: Money;
  readonly holder: string;
  readonly ibanMasked: string;
  readonly givenAt: string;
}

/** A refund whose account is not known, for finance to look after. */
export interface RefundClaimMissingView {
  readonly id: string;
  readonly state: RefundClaimState;
  readonly receiptNumber: string | null;
  /** Of cash: the number on the paper that its giver holds, by which finance knows whom to pay. */
  readonly paperReceipt: string | null;
  readonly projectTitle: Localized;
  /** How the gift was paid. */
  readonly channel: 'card' | 'bank_transfer' | 'offline';
  readonly amount: Money;
  /** Its donor was written to; false when no address was ever given, and finance names the account. */
  readonly isAsked: boolean;
  /** Until when it is waited for. */
  readonly until: string;
}

export interface RefundPaymentFileView {
  readonly id: string;
  readonly claimId: string;
  readonly claimState: RefundClaimState;
  readonly messageId: string;
  readonly instructionId: string;
  readonly amount: Money;
  readonly sha256: string;
  readonly bytes: number;
  readonly madeAt: string;
}
