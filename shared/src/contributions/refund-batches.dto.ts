import { IsOptional } from 'class-validator';
import { NestedList, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { Line, Text } from '../rules/text.rules.js';

/** As many as one person can look through before signing. */
export const REFUND_BATCH_MAX = 50;

export class RefundQuoteQuery {
  /** The number on the donor's receipt, 2026-0000123. */
  @Line({ max: 20 })
  receipt!: string;
}

export class RefundItemDto {
  @Line({ max: 20 })
  receipt!: string;

  /** The whole payment, or a part of the gift (R48). */
  @OneOf(['whole', 'part'])
  kind!: 'whole' | 'part';

  /** Of the gift, in euro cents; for a part only. */
  @IsOptional()
  @WholeNumber({ min: 1 })
  giftMinor?: number;

  @Text({ min: 10, max: 500 })
  reason!: string;
}

export class PrepareRefundsDto {
  @NestedList(() => RefundItemDto, { min: 1, max: REFUND_BATCH_MAX })
  items!: RefundItemDto[];
}

/** Bound to what the checker saw: the hash of every gift, amount and reason. */
export class ApproveRefundsDto {
  @Line({ min: 64, max: 64 })
  contentHash!: string;

  /** A fresh TOTP code (ruling 38). */
  @Line({ min: 6, max: 6 })
  code!: string;
}

export class CancelRefundsDto {
  @Text({ min: 10, max: 500 })
  reason!: string;
}
