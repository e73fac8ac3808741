import type { Currency } from './money.js';
import { CurrencyCode, WholeNumber } from './rules/shape.rules.js';

/** A positive amount in minor units of its currency. */
export class MoneyDto {
  @WholeNumber({ min: 1 })
  minor!: number;

  @CurrencyCode()
  currency!: Currency;
}
