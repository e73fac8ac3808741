import type { FeeEstimateView } from '@vatra/shared/contributions/contributions.views';
import { money } from '@vatra/shared/money';

/** A transfer has no parts: what arrives is what the project gets. */
export function transferFees(giftMinor: number | null): FeeEstimateView | null {
  if (giftMinor === null || giftMinor <= 0) return null;
  const nothing = money(0);
  const gift = money(giftMinor);
  return {
    gift,
    tip: nothing,
    feeCover: nothing,
    gross: gift,
    estimatedFee: nothing,
    projectGets: gift,
    inEuro: null,
  };
}
