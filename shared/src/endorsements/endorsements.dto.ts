import { IsOptional } from 'class-validator';
import { Flag, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { Id, Text } from '../rules/text.rules.js';
import {
  BALLOT_CHOICES,
  CONFLICT_KINDS,
  type BallotChoice,
  type ConflictKind,
} from './ballot-words.js';

/** The words stand apart, so that a page can name them without loading the validator. */
export {
  BALLOT_CHOICES,
  CONFLICT_KINDS,
  type BallotChoice,
  type ConflictKind,
} from './ballot-words.js';

export class RequestEndorsementDto {
  @Id()
  organisationId!: string;
}

export class OpenCallDto {
  /** First call 7 to 21 days, second call 7 to 14 (domain 3.4). */
  @WholeNumber({ min: 7, max: 21 })
  days!: number;

  @Flag()
  secretBallot!: boolean;

  @IsOptional()
  @Text({ max: 1000 })
  statement?: string;
}

/** R24: everybody declares a conflict or none; with a conflict there is no choice to make. */
export class CastBallotDto {
  @OneOf(CONFLICT_KINDS)
  conflict!: ConflictKind;

  @IsOptional()
  @OneOf(BALLOT_CHOICES)
  choice?: BallotChoice;
}

export class RevokeEndorsementDto {
  @Text({ min: 10, max: 1000 })
  reason!: string;
}
