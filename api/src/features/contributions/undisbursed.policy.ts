import { proportionHalfUp } from '@vatra/shared/money';
import type { UndisbursedPart } from './project-pool.js';

/** What of the amount is still held, when the project's gifts were paid out in one proportion. */
export function undisbursedOf(
  minor: number,
  { heldMinor, creditedMinor }: UndisbursedPart,
): number {
  if (creditedMinor <= 0 || heldMinor >= creditedMinor)
    return Math.min(minor, Math.max(heldMinor, 0));
  return Math.min(heldMinor, proportionHalfUp(minor, heldMinor, creditedMinor));
}
