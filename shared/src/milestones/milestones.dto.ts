import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { CONFLICT_KINDS, type ConflictKind } from '../endorsements/endorsements.dto.js';
import { Nested, NestedList, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { LocalizedLineDto } from '../localized.dto.js';
import { DayDate, Id, Line, Text } from '../rules/text.rules.js';

export class EvidencePhotoDto {
  @Id()
  fileId!: string;

  @Nested(() => LocalizedLineDto)
  alt!: LocalizedLineDto;
}

export class InvoiceDto {
  @Id()
  fileId!: string;

  @Line({ max: 160 })
  supplier!: string;

  @Line({ max: 60 })
  number!: string;

  @DayDate()
  date!: string;

  @WholeNumber({ min: 1 })
  amountMinor!: number;
}

export class OtherEvidenceDto {
  @OneOf(['minutes', 'acceptance_protocol'])
  kind!: 'minutes' | 'acceptance_protocol';

  @Id()
  fileId!: string;
}

/** The authority says a milestone is reached: words, photos, invoices, papers. */
export class ReportMilestoneDto {
  @Text({ min: 10, max: 4000 })
  narrative!: string;

  @NestedList(() => EvidencePhotoDto, { min: 0, max: 20 })
  photos!: EvidencePhotoDto[];

  @NestedList(() => InvoiceDto, { min: 0, max: 40 })
  invoices!: InvoiceDto[];

  @NestedList(() => OtherEvidenceDto, { min: 0, max: 10 })
  papers!: OtherEvidenceDto[];
}

/** R67: a verifier declares a conflict or none before opening the case. */
export class AcceptVerificationDto {
  @OneOf(CONFLICT_KINDS)
  conflict!: ConflictKind;
}

export class CriterionAnswerDto {
  @WholeNumber({ min: 1, max: 8 })
  criterion!: number;

  @OneOf(['yes', 'no', 'cannot_tell'])
  answer!: 'yes' | 'no' | 'cannot_tell';

  @IsOptional()
  @Text({ max: 500 })
  note?: string;
}

export class VerifyMilestoneDto {
  @DayDate()
  visitDate!: string;

  @NestedList(() => CriterionAnswerDto, { min: 1, max: 8 })
  answers!: CriterionAnswerDto[];

  @OneOf(['yes', 'no', 'cannot_tell'])
  result!: 'yes' | 'no' | 'cannot_tell';

  @IsOptional()
  @Text({ max: 2000 })
  note?: string;

  /** R67: the verifier's own pictures. */
  @IsArray({ message: 'v.list' })
  @ArrayMaxSize(12, { message: 'v.list-max' })
  @Id({ each: true })
  photoIds!: string[];
}

/** Staff confirm or set aside a "no" within 10 working days (R70). */
export class DecideReworkDto {
  @OneOf(['rework', 'set_aside'])
  decision!: 'rework' | 'set_aside';

  @Text({ min: 10, max: 1000 })
  reason!: string;
}

/** R64: a spending report is an amount and its invoices. */
export class SpendingReportDto {
  @NestedList(() => InvoiceDto, { min: 1, max: 60 })
  invoices!: InvoiceDto[];
}
