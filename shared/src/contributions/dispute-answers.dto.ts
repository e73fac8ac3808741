import { IsOptional } from 'class-validator';
import { WholeNumber } from '../rules/shape.rules.js';
import { Id, Text } from '../rules/text.rules.js';

/** Banks read a page, not a book. */
export const ANSWER_TEXT_MAX = 5_000;
/** What the provider takes of all files of one answer together. */
export const ANSWER_BYTES_MAX = 4_500_000;

/** The parts of an answer a paper can prove. */
export const EVIDENCE_SLOTS = ['receipt', 'correspondence', 'works'] as const;
export type EvidenceSlot = (typeof EVIDENCE_SLOTS)[number];

/** An answer to a bank, as often as it takes until it is sent. */
export class WriteDisputeAnswerDto {
  /** The version that was read; 0 where nothing was written yet. */
  @WholeNumber({ min: 0 })
  version!: number;

  /** What the gift was for. */
  @Text({ max: ANSWER_TEXT_MAX })
  description!: string;

  /** What the donor was told about taking it back, and where. */
  @Text({ max: ANSWER_TEXT_MAX })
  refundPolicy!: string;

  /** Why the gift was wanted; nothing is sent without it. */
  @IsOptional()
  @Text({ min: 10, max: ANSWER_TEXT_MAX })
  explanation?: string;

  @IsOptional()
  @Id()
  receiptFileId?: string;

  @IsOptional()
  @Id()
  correspondenceFileId?: string;

  @IsOptional()
  @Id()
  worksFileId?: string;
}

/** The version that was reviewed: what somebody has changed since is not sent. */
export class SubmitDisputeAnswerDto {
  @WholeNumber({ min: 1 })
  version!: number;
}
