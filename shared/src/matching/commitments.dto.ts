import { OneOf, WholeNumber } from '../rules/shape.rules.js';
import { DayDate, Id, Line, Text } from '../rules/text.rules.js';

/** R9: the LA share counts only with a council decision: number, date, file, budget code. */
export class DeclareCommitmentDto {
  @Line({ max: 40 })
  decisionNumber!: string;

  @DayDate()
  decisionDate!: string;

  @WholeNumber({ min: 0 })
  cashMinor!: number;

  @WholeNumber({ min: 0 })
  inKindMinor!: number;

  @Line({ max: 40 })
  budgetCode!: string;

  @Id()
  fileId!: string;
}

export class CommitmentEvidenceDto {
  @OneOf(['cash', 'in_kind'])
  kind!: 'cash' | 'in_kind';

  @WholeNumber({ min: 1 })
  amountMinor!: number;

  @Line({ max: 160 })
  description!: string;

  @Id()
  fileId!: string;
}

/** The council takes its decision back by another one. */
export class WithdrawCommitmentDto {
  @Line({ max: 40 })
  decisionNumber!: string;

  @DayDate()
  decisionDate!: string;

  @Id()
  fileId!: string;

  @Text({ min: 3, max: 1000 })
  reason!: string;
}

export class DecideDto {
  @OneOf(['accept', 'refuse'])
  decision!: 'accept' | 'refuse';

  @Text({ min: 3, max: 1000 })
  reason!: string;
}
