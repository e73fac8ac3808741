import { allocate } from '@vatra/shared/money';

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
