import { Iban, Id, Line, Text } from '../rules/text.rules.js';

/** Where a donor wants the money that could not go back to the card (R47). */
export class GiveAccountDto {
  @Id()
  refundId!: string;

  @Iban()
  iban!: string;

  @Line({ min: 3, max: 70 })
  holder!: string;
}

/** Of somebody who gave cash without an address, and came with the receipt (ruling 26). */
export class NameAccountDto {
  @Iban()
  iban!: string;

  @Line({ min: 3, max: 70 })
  holder!: string;

  /** Signed with it: which receipt, and who has seen it. */
  @Text({ min: 10, max: 300 })
  reason!: string;
}
