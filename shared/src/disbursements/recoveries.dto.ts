import { IsOptional } from 'class-validator';
import { NestedList, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { DayDate, Id, Text } from '../rules/text.rules.js';

/** How a demand goes on before all of it is back. */
export const RECOVERY_STEPS = ['plan', 'dispute', 'refer'] as const;
export type RecoveryStep = (typeof RECOVERY_STEPS)[number];

/** More instalments than a mandate of a council has months would be no plan. */
const INSTALMENTS_MAX = 24;

/** Staff want money back that an authority received and misused, or that it cannot use any more. */
export class DemandMoneyDto {
  @WholeNumber({ min: 1 })
  amountMinor!: number;

  /** Published with the demand; never a person. */
  @Text({ min: 20, max: 1000 })
  reason!: string;

  @DayDate()
  dueOn!: string;
}

export class InstalmentDto {
  @WholeNumber({ min: 1 })
  amountMinor!: number;

  @DayDate()
  dueOn!: string;
}

export class RecoveryStepDto {
  @OneOf(RECOVERY_STEPS)
  step!: RecoveryStep;

  /** Published: what was agreed, what the authority says, or who looks into it. Never a person. */
  @Text({ min: 20, max: 1000 })
  note!: string;

  /** Of a plan: together what is still open. */
  @IsOptional()
  @NestedList(() => InstalmentDto, { min: 1, max: INSTALMENTS_MAX })
  instalments?: InstalmentDto[];
}

/** Finance says that a line of the bank is money of the demand. */
export class ReceiveRecoveryDto {
  @Id()
  bankLineId!: string;
}
