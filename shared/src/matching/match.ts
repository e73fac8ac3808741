import { proportionHalfUp } from '../money.js';

/** Everything that limits the match of one gift, EUR minor units (R53). */
export interface MatchLimits {
  /** 100 = one euro for each euro given. */
  readonly ratioPercent: number;
  readonly donorRestMinor: number;
  readonly projectRestMinor: number;
  readonly potMinor: number;
}

/**
 * R53: gift times ratio (half up on the cent), no further than the rests of the donor's cap, the
 * project's cap and the pot. The api reserves by it, the give page announces by it.
 */
export function matchOf(giftMinor: number, limits: MatchLimits): number {
  const { ratioPercent, donorRestMinor, projectRestMinor, potMinor } = limits;
  const wantedMinor = proportionHalfUp(giftMinor, ratioPercent, 100);
  return Math.max(0, Math.min(wantedMinor, donorRestMinor, projectRestMinor, potMinor));
}
