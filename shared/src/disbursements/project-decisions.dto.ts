import { OneOf } from '../rules/shape.rules.js';
import { Line, Text } from '../rules/text.rules.js';

/** What staff decide about works that do not go on as agreed, and about money that will not come back. */
export const PROJECT_DECISIONS = ['suspend', 'resume', 'cancel', 'write_off'] as const;
export type ProjectDecisionKind = (typeof PROJECT_DECISIONS)[number];

export class ProposeDecisionDto {
  @OneOf(PROJECT_DECISIONS)
  kind!: ProjectDecisionKind;

  /** Published with the decision; never a person. */
  @Text({ min: 20, max: 1000 })
  reason!: string;
}

export class ConfirmDecisionDto {
  /** A fresh TOTP code (ruling 38). */
  @Line({ min: 6, max: 6 })
  code!: string;
}
