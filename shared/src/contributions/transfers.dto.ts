import { MoneyDto } from '../money.dto.js';
import { Nested } from '../rules/shape.rules.js';
import { GiverDto } from './contributions.dto.js';

/** A gift by bank transfer: no card, so no fee to cover, and no tip with it. */
export class StartTransferDto extends GiverDto {
  @Nested(() => MoneyDto)
  gift!: MoneyDto;
}
