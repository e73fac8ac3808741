import { Iban, Id, Line } from '../rules/text.rules.js';

/** Where a donor wants the money that could not go back to the card (R47). */
export class GiveAccountDto {
  @Id()
  refundId!: string;

  @Iban()
  iban!: string;

  @Line({ min: 3, max: 70 })
  holder!: string;
}
