import type { DisputeState } from '@vatra/shared/contributions/dispute.states';
import type { Currency } from '@vatra/shared/money';
import type { StripeDisputeStatus } from '../../../platform/stripe/stripe.types.js';
import type { Fund } from '../contribution.record.js';

export interface DisputeRecord {
  readonly id: string;
  readonly stripeDisputeId: string;
  /** The contribution that was paid. */
  readonly contributionId: string;
  /** The contribution that had the money when the dispute came: another one when it moved (R50). */
  readonly holderId: string;
  readonly projectId: string;
  readonly state: DisputeState;
  readonly providerStatus: StripeDisputeStatus;
  readonly reason: string;
  /** As the bank claims it, in the currency of the payment. */
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly dueBy: Date | null;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  /** From when the bank has taken the money. */
  readonly taken: TakenMoney | null;
}

export interface TakenMoney {
  readonly withdrawnMinor: number;
  readonly feeMinor: number;
  /** What of the gift rests in 2145, and where it came from (ruling 14). */
  readonly shareMinor: number;
  readonly fund: Fund;
  readonly fundSubjectId: string;
}
