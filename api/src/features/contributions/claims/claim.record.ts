import type { RefundClaimState } from '@vatra/shared/contributions/refund-claim.states';
import type { RefundPosting } from '../contribution.record.js';

/** A refund that goes by the bank: what its donor is still owed, and where it shall go. */
export interface ClaimRecord {
  /** That of the refund. */
  readonly id: string;
  readonly contributionId: string;
  readonly projectId: string;
  readonly state: RefundClaimState;
  readonly amountMinor: number;
  readonly owedIn: OwedIn;
  /** Of the entry that took the money out of the gift's fund. */
  readonly posting: RefundPosting;
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
  /** Why finance says so; null when its donor did, or the bank. */
  readonly givenWhy: string | null;
}

/** Where its money lies: still owed and never sent back, or come back and unclaimed. */
export type OwedIn = '2130' | '2900';
