import type { Localized } from '../localized.dto.js';
import type { Money } from '../money.js';
import type { FileView } from '../files/files.views.js';
import type { DisputeAnswerState } from './dispute-answer.states.js';
import type { EvidenceSlot } from './dispute-answers.dto.js';
import type { DisputeState } from './dispute.states.js';

/** What has to be done: answer the bank in time, wait for it, or nothing any more. */
export type DisputeTask = 'answer' | 'wait' | 'none';

/** A claim of a cardholder's bank as finance sees it. */
export interface DisputeRowView {
  readonly id: string;
  /** The provider's own name for it, to find it on its pages. */
  readonly providerId: string;
  readonly state: DisputeState;
  readonly task: DisputeTask;
  /** The bank only asks; nothing has been taken. */
  readonly isInquiry: boolean;
  readonly reason: string;
  readonly receiptNumber: string | null;
  readonly projectSlug: string;
  readonly projectTitle: Localized;
  /** What the bank claims, in the donor's currency. */
  readonly amount: Money;
  /** What it took, and the provider's fee for it; null while it only asks. */
  readonly taken: Money | null;
  readonly fee: Money | null;
  /** What of the project's money rests until the bank decides. */
  readonly frozen: Money;
  readonly dueBy: string | null;
  readonly openedAt: string;
  readonly endedAt: string | null;
  readonly evidence: DisputeEvidenceView;
}

/** What proves that the gift was wanted: for a person to say to the bank. */
export interface DisputeEvidenceView {
  readonly paidAt: string | null;
  readonly gift: Money;
  readonly tip: Money;
  readonly feeCover: Money;
  /** The donor's receipt was mailed to this address; null when it was erased. */
  readonly receiptSentTo: string | null;
  readonly withdrawUntil: string | null;
}

/** What is written to the bank, or proposed to be. */
export interface DisputeAnswerView {
  readonly kind: 'evidence' | 'acceptance';
  /** Null while nobody has written anything: the texts are proposals then. */
  readonly state: DisputeAnswerState | null;
  readonly version: number;
  readonly description: string;
  readonly refundPolicy: string;
  readonly explanation: string | null;
  readonly files: readonly { readonly slot: EvidenceSlot; readonly file: FileView }[];
  readonly sentAt: string | null;
  /** Why the provider did not take it; null when it did, or was not asked. */
  readonly refusal: string | null;
}

export type DisputeAct = 'write' | 'submit' | 'accept';

/** One claim with its answer. */
export interface DisputeSheetView {
  readonly dispute: DisputeRowView;
  /** Goes with the answer; null when it was never given, or erased. */
  readonly donorName: string | null;
  readonly answer: DisputeAnswerView;
  readonly may: readonly DisputeAct[];
}

/** The donor's own dispute, on the page of the gift. */
export interface GiftDisputeView {
  readonly state: DisputeState;
  readonly amount: Money;
  readonly at: string;
}
