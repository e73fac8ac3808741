import { IsOptional } from 'class-validator';
import { LocalizedLineDto, LocalizedTextDto } from '../localized.dto.js';
import { Nested, OneOf } from '../rules/shape.rules.js';
import { DayDate, Id, Line, Text } from '../rules/text.rules.js';

/** R78: what the authority wants to use the money for instead, or where. */
export class ProposePurposeDto {
  @Nested(() => LocalizedLineDto)
  title!: LocalizedLineDto;

  /** What will be built, as in the section "need" of the file. */
  @Nested(() => LocalizedTextDto)
  solution!: LocalizedTextDto;

  /** The new place within the same locality, in words; left out when it stays. */
  @IsOptional()
  @Nested(() => LocalizedLineDto)
  place?: LocalizedLineDto;

  @Nested(() => LocalizedTextDto)
  reason!: LocalizedTextDto;

  @Line({ max: 40 })
  decisionNumber!: string;

  @DayDate()
  decidedOn!: string;

  /** The council's decision. */
  @Id()
  decisionFileId!: string;
}

/** The word of an endorsing association. */
export class AnswerPurposeDto {
  @OneOf(['accept', 'refuse'])
  decision!: 'accept' | 'refuse';

  /** Published with it. */
  @Text({ min: 3, max: 1000 })
  reason!: string;
}
