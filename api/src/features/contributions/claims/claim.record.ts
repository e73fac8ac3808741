import type { RefundClaimState } from '@vatra/shared/contributions/refund-claim.states';

/** A refund that came back: what its donor is still owed, and where it shall go. */
export interface ClaimRecord {
  /** That of the refund. */
  readonly id: string;
  readonly contributionId: string;
  readonly projectId: string;
  readonly state: RefundClaimState;
  readonly amountMinor: number;
  readonly askUntil: Date;
  readonly unclaimedUntil: Date | null;
  readonly attempt: number;
  readonly account: ClaimAccount | null;
  readonly sentEntryId: string | null;
  readonly paidAt: Date | null;
}

export interface ClaimAccount {
  readonly instructionId: string;
  readonly ibanSealed: string;
  readonly ibanMasked: string;
  readonly ibanFingerprint: string;
  readonly holder: string;
  readonly givenAt: Date;
}
