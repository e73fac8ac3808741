import type { StateTable } from '../states/state-table.js';

/**
 * A refund that came back to us (R47): its donor is asked for an account for sixty days, then it is
 * unclaimed for twelve months, then it serves the hometown.
 */
export type RefundClaimState =
  'asked' | 'given' | 'approved' | 'sent' | 'paid' | 'unclaimed' | 'forfeited';

export const REFUND_CLAIM_MOVES: StateTable<RefundClaimState> = {
  asked: ['given', 'unclaimed'],
  given: ['approved', 'asked'],
  approved: ['sent', 'given'],
  sent: ['paid', 'asked'],
  paid: ['asked'],
  unclaimed: ['given', 'forfeited'],
  forfeited: [],
};
