import { IsOptional } from 'class-validator';
import { NestedList, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { EvidencePhotoDto } from '../milestones/milestones.dto.js';
import { DayDate, Id, Line, Text } from '../rules/text.rules.js';

export class IndicatorValueDto {
  @Id()
  indicatorId!: string;

  @WholeNumber({ min: 0 })
  value!: number;

  @DayDate()
  measuredOn!: string;

  @Line({ max: 160 })
  method!: string;
}

/** The authority's completion report: words, measured values, pictures, the acceptance protocol. */
export class CompletionReportDto {
  @Text({ min: 20, max: 6000 })
  narrative!: string;

  @NestedList(() => IndicatorValueDto, { min: 1, max: 12 })
  values!: IndicatorValueDto[];

  @NestedList(() => EvidencePhotoDto, { min: 1, max: 12 })
  photos!: EvidencePhotoDto[];

  @Id()
  acceptanceProtocolFileId!: string;
}

export class ReviewReportDto {
  @OneOf(['accept', 'return'])
  decision!: 'accept' | 'return';

  @Text({ min: 3, max: 2000 })
  reason!: string;
}

/** 6 and 12 months after completion. */
export class FollowUpReportDto {
  @OneOf(['yes', 'partly', 'no'])
  working!: 'yes' | 'partly' | 'no';

  @Text({ min: 10, max: 3000 })
  narrative!: string;

  @WholeNumber({ min: 0 })
  maintenancePaidMinor!: number;

  @NestedList(() => IndicatorValueDto, { min: 0, max: 12 })
  values!: IndicatorValueDto[];

  @IsOptional()
  @NestedList(() => EvidencePhotoDto, { min: 0, max: 6 })
  photos?: EvidencePhotoDto[];
}
