import { allocate } from '@vatra/shared/money';
import type { ContributionRecord } from '../contribution.record.js';

export interface SharedGift {
  readonly id: string;
  /** What of its net credit has not gone back to the donor. */
  readonly netMinor: number;
}

export interface Share extends SharedGift {
  /** What of that is still there, and goes back now. */
  readonly shareMinor: number;
}

/**
 * R81: everybody's share of what is left, in proportion to the net credit of the gift, by largest
 * remainder. Nobody gets back more than they brought.
 */
export function sharesOf(heldMinor: number, gifts: readonly SharedGift[]): Share[] {
  const creditedMinor = gifts.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const shares = allocate(
    Math.min(heldMinor, creditedMinor),
    gifts.map(({ id, netMinor }) => ({ key: id, weight: netMinor })),
  );
  return gifts.map((gift) => ({ ...gift, shareMinor: shares.get(gift.id) ?? 0 }));
}

/** R82: of what came back later, in proportion to what had been spent of each gift. */
export function sharesOfRecovered(
  heldMinor: number,
  gifts: readonly Pick<ContributionRecord, 'id' | 'state' | 'settled'>[],
): Share[] {
  const spent = gifts.map((gift) => ({ id: gift.id, netMinor: spentOf(gift) }));
  const positive = spent.filter(({ netMinor }) => netMinor > 0);
  if (positive.length === 0) return [];
  return sharesOf(heldMinor, positive).filter(({ shareMinor }) => shareMinor > 0);
}

/** Of a gift that was never shared out everything was spent; of the others the row says how much. */
function spentOf({ state, settled }: Pick<ContributionRecord, 'state' | 'settled'>): number {
  if (settled === null) return 0;
  const isUnshared = state === 'succeeded' || state === 'committed';
  return isUnshared ? settled.netLeftMinor : settled.spentMinor;
}

/** Their donors had the first share back, or have had none: the others gave it away for good. */
export function isAskedAgain({ state }: Pick<ContributionRecord, 'state'>): boolean {
  return ['succeeded', 'committed', 'refunded', 'choice_pending'].includes(state);
}
