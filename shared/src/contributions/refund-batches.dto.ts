import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { NestedList, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { Id, Line, Text } from '../rules/text.rules.js';

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
  @IsOptional()
  @NestedList(() => RefundItemDto, { min: 0, max: REFUND_BATCH_MAX })
  items?: RefundItemDto[];

  /** Refunds that came back, each on the account its donor gave (R47). */
  @IsOptional()
  @IsArray({ message: 'v.list' })
  @ArrayMaxSize(REFUND_BATCH_MAX, { message: 'v.list-max' })
  @Id({ each: true })
  claimIds?: string[];
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
