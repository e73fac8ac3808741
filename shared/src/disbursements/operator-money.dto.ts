import { IsOptional } from 'class-validator';
import { OneOf, WholeNumber } from '../rules/shape.rules.js';
import { Id, Line, Text } from '../rules/text.rules.js';

/**
 * What may be ordered. L28: `grant_received`, `reserve_received`. L5: `own_money_out`. L26:
 * `fees_covered`, `dispute_loss_covered`. L29: `town_grant`, `repair_grant`. What differs between the
 * bank and Stripe on the way back there: `refill_loss_borne` (R77), `own_money_to_stripe` (L27).
 */
export const ORDER_KINDS = [
  'grant_received',
  'reserve_received',
  'own_money_out',
  'fees_covered',
  'dispute_loss_covered',
  'town_grant',
  'repair_grant',
  'refill_loss_borne',
  'own_money_to_stripe',
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export class PrepareOrderDto {
  @OneOf(ORDER_KINDS)
  kind!: OrderKind;

  /** In euro cents. */
  @WholeNumber({ min: 1 })
  amountMinor!: number;

  /** The hometown whose fund pays, or the project whose reserve does; for grants only. */
  @IsOptional()
  @Id()
  sourceId?: string;

  /** Where it came from, what it is for, or the board's decision with its number and date. */
  @Text({ min: 10, max: 500 })
  reason!: string;
}

/** Bound to what the checker saw: the hash of kind, amount, source, payee and reason. */
export class ApproveOrderDto {
  @Line({ min: 64, max: 64 })
  contentHash!: string;

  /** A fresh TOTP code (ruling 38). */
  @Line({ min: 6, max: 6 })
  code!: string;
}

export class CancelOrderDto {
  @Text({ min: 10, max: 500 })
  reason!: string;
}
