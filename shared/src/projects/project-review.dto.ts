import { IsOptional } from 'class-validator';
import { Flag, Nested, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { Text } from '../rules/text.rules.js';

export class ReviewProjectDto {
  @OneOf(['accept', 'request_changes', 'reject'])
  decision!: 'accept' | 'request_changes' | 'reject';

  @Text({ min: 10, max: 2000 })
  reason!: string;

  @IsOptional()
  @Nested(() => ReviewScoresDto)
  scores?: ReviewScoresDto;

  /** R24's question, asked of staff too. */
  @Flag()
  hasConflict!: boolean;
}

/** 1 (weak) to 5 (strong), asked when a project is accepted. */
export class ReviewScoresDto {
  @WholeNumber({ min: 1, max: 5 })
  ownership!: number;

  @WholeNumber({ min: 1, max: 5 })
  correspondence!: number;

  @WholeNumber({ min: 1, max: 5 })
  sustainability!: number;

  @WholeNumber({ min: 1, max: 5 })
  replicability!: number;
}
