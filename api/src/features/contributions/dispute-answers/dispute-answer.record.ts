import type { DisputeAnswerState } from '@vatra/shared/contributions/dispute-answer.states';
import type { EvidenceSlot } from '@vatra/shared/contributions/dispute-answers.dto';

/** One for each dispute that somebody has begun to answer. */
export interface DisputeAnswerRecord {
  readonly id: string;
  readonly disputeId: string;
  readonly kind: 'evidence' | 'acceptance';
  readonly state: DisputeAnswerState;
  /** Raised with every change: what was reviewed is what is sent. */
  readonly version: number;
  /** Raised with every call that has to be another one than before. */
  readonly attempt: number;
  readonly description: string | null;
  readonly refundPolicy: string | null;
  readonly explanation: string | null;
  readonly sentAt: Date | null;
  readonly refusal: string | null;
}

export interface AnswerTexts {
  readonly description: string;
  readonly refundPolicy: string;
  readonly explanation: string | null;
}

export interface AnswerFile {
  readonly id: string;
  readonly answerId: string;
  readonly slot: EvidenceSlot;
  readonly fileId: string;
  /** Null until the provider has it. */
  readonly stripeFileId: string | null;
}
