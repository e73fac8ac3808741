import type { StateTable } from '../states/state-table.js';

/**
 * A refund that goes by the bank, because it came back to us or its money came past the provider (R47,
 * ruling 26). An account that is not known is asked for, for sixty days; then it is unclaimed for twelve months, then it serves the hometown.
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
