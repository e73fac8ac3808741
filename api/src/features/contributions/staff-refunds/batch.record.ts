import type { RefundBatchState } from '@vatra/shared/contributions/refund-batch.states';

export interface BatchRecord {
  readonly id: string;
  readonly state: RefundBatchState;
  readonly contentHash: string;
  readonly totalMinor: number;
  readonly approvalsNeeded: 1 | 2;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly closedAt: Date | null;
  readonly cancelReason: string | null;
}

export type RefundItemKind = 'whole' | 'part' | 'bank';

export interface BatchItem {
  readonly number: number;
  readonly contributionId: string;
  readonly kind: RefundItemKind;
  /** What the donor gets; of a part also what the gift is less by. */
  readonly amountMinor: number;
  readonly reason: string;
  readonly refundId: string | null;
  /** Of a refund that came back and goes to an account its donor gave. */
  readonly claim: { readonly id: string; readonly payeeFingerprint: string } | null;
}
