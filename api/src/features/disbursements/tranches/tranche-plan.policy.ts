import { proportionHalfUp } from '@vatra/shared/money';

/** R60: above this the grant is paid in four parts. */
const SMALL_GRANT_MINOR_MAX = 500_000;
const SMALL_PERCENTS = [50, 40, 10] as const;
const LARGE_PERCENTS = [30, 30, 30, 10] as const;

export interface PlannedTranche {
  readonly number: number;
  readonly percent: number;
  readonly amountMinor: number;
  readonly isLast: boolean;
  /** R64: the milestone that opens a middle tranche; the first and the last wait for other things. */
  readonly milestoneNumber: number | null;
}

/**
 * R60 and R61: fixed percentages of the grant, rounded down to the cent; the last takes the rest. What
 * is kept back for dearer lei (R76) is no tranche's.
 */
export function tranchePlan(grantTotalMinor: number, reserveMinor = 0): PlannedTranche[] {
  const percents: readonly number[] =
    grantTotalMinor <= SMALL_GRANT_MINOR_MAX ? SMALL_PERCENTS : LARGE_PERCENTS;
  const plannedMinor = grantTotalMinor - reserveMinor;
  let leftMinor = plannedMinor;
  return percents.map((percent, index) => {
    const isLast = index === percents.length - 1;
    const share = Number((BigInt(plannedMinor) * BigInt(percent)) / 100n);
    const amountMinor = isLast ? leftMinor : share;
    leftMinor -= amountMinor;
    const milestoneNumber = index === 0 || isLast ? null : index;
    return { number: index + 1, percent, amountMinor, isLast, milestoneNumber };
  });
}

/** R62: contributions and matching are drawn in proportion to what lies in each, half up. */
export function drawFrom(
  amountMinor: number,
  balances: { readonly contributionsMinor: number; readonly matchingMinor: number },
): { contributionsMinor: number; matchingMinor: number } {
  const heldMinor = balances.contributionsMinor + balances.matchingMinor;
  if (heldMinor < amountMinor) throw new RangeError('more is drawn than is held');
  const contributionsMinor = proportionHalfUp(amountMinor, balances.contributionsMinor, heldMinor);
  return { contributionsMinor, matchingMinor: amountMinor - contributionsMinor };
}
