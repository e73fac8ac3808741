import { allocate, BASE_CURRENCY, proportionHalfUp, type Currency } from '@vatra/shared/money';
import type { ContributionRecord, PaymentAmounts, RefundRecord } from './contribution.record.js';

/** What is kept of a payment beside its euro: nothing when it was made in euro. */
type Paid = Pick<ContributionRecord, 'presented'> & PaymentAmounts;

/** What one payment was in its own currency and in euro, and what of both has been sent back. */
export interface BothSides {
  readonly currency: Currency;
  readonly presentedMinor: number;
  readonly euroMinor: number;
  readonly presentedBackMinor: number;
  readonly euroBackMinor: number;
}

/** The amounts as their donor paid them. */
export function asPaid(paid: Paid): PaymentAmounts & { readonly currency: Currency } {
  if (paid.presented !== null) return paid.presented;
  const { giftMinor, tipMinor, feeCoverMinor, grossMinor } = paid;
  return { giftMinor, tipMinor, feeCoverMinor, grossMinor, currency: BASE_CURRENCY };
}

/** Both sides of a settled payment in another currency; null for one in euro. */
export function sidesOf(
  { presented, grossMinor }: ContributionRecord,
  refunds: readonly RefundRecord[],
): BothSides | null {
  if (presented === null || presented.exchangeRate === null) return null;
  return {
    currency: presented.currency,
    presentedMinor: presented.grossMinor,
    euroMinor: grossMinor,
    presentedBackMinor: refunds.reduce((sum, refund) => sum + (refund.presented?.minor ?? 0), 0),
    euroBackMinor: refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  };
}

/** Ruling 5: the settled euro between gift, tip and fee cover, by largest remainder. */
export function settledAmounts(presented: PaymentAmounts, grossMinor: number): PaymentAmounts {
  const parts = allocate(grossMinor, [
    { key: '1-gift', weight: presented.giftMinor },
    { key: '2-tip', weight: presented.tipMinor },
    { key: '3-cover', weight: presented.feeCoverMinor },
  ]);
  return {
    giftMinor: parts.get('1-gift') ?? 0,
    tipMinor: parts.get('2-tip') ?? 0,
    feeCoverMinor: parts.get('3-cover') ?? 0,
    grossMinor,
  };
}

/**
 * What to send back of the payment for so many euro of the books. Each is the step between the sums so
 * far, so that refunds in parts end with exactly what was paid.
 */
export function presentedOf(sides: BothSides, euroMinor: number): number {
  const { presentedMinor, presentedBackMinor, euroBackMinor } = sides;
  const together = euroBackMinor + euroMinor;
  const reached = proportionHalfUp(
    presentedMinor,
    Math.min(together, sides.euroMinor),
    sides.euroMinor,
  );
  // Less than half a yen is still owed to somebody: never nothing, never more than is left.
  return Math.min(presentedMinor - presentedBackMinor, Math.max(1, reached - presentedBackMinor));
}

/** The euro of the books for what somebody sent back on the provider's own pages. */
export function euroOf(sides: BothSides, presentedMinor: number): number {
  const together = sides.presentedBackMinor + presentedMinor;
  if (together >= sides.presentedMinor) return sides.euroMinor - sides.euroBackMinor;
  const reached = proportionHalfUp(sides.euroMinor, together, sides.presentedMinor);
  return Math.max(1, reached - sides.euroBackMinor);
}
