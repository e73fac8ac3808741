import type { Localized } from '../localized.dto.js';
import type { Money } from '../money.js';
import type { ContributionState } from './contribution.states.js';
import type { RefundBatchState } from './refund-batch.states.js';

/** What staff could send back of a gift; nothing about its donor. */
export interface RefundQuoteView {
  readonly contributionId: string;
  readonly receiptNumber: string;
  readonly state: ContributionState;
  readonly projectTitle: Localized;
  readonly projectSlug: string;
  readonly paidAt: string;
  readonly gross: Money;
  readonly gift: Money;
  readonly tip: Money;
  readonly returned: Money;
  /** The most of the gift that may go back: what of it has been neither returned nor paid out. */
  readonly partMax: Money;
  /** Null when the whole may not go back any more. */
  readonly whole: Money | null;
}

export interface RefundItemView {
  readonly contributionId: string;
  readonly receiptNumber: string;
  readonly projectTitle: Localized;
  readonly projectSlug: string;
  readonly kind: 'whole' | 'part' | 'bank';
  readonly amount: Money;
  readonly reason: string;
  readonly refundId: string | null;
}

export interface RefundBatchView {
  readonly id: string;
  readonly state: RefundBatchState;
  readonly items: readonly RefundItemView[];
  readonly total: Money;
  readonly contentHash: string;
  readonly approvals: number;
  readonly approvalsNeeded: number;
  readonly preparedAt: string;
  readonly preparedBy: string;
  readonly closedAt: string | null;
  readonly cancelReason: string | null;
  readonly may: readonly ('approve' | 'cancel')[];
}
