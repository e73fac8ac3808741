import { Text } from '../rules/text.rules.js';

/** Why money may move again although differences are left. */
export class ResumeMoneyDto {
  @Text({ min: 10, max: 500 })
  reason!: string;
}
