import { proportionHalfUp } from '@vatra/shared/money';

/** R62: a payment draws on contributions and matching in proportion to their balances. */
export function drawsOf(
  amountMinor: number,
  contributionsMinor: number,
  matchingMinor: number,
): { readonly contributionsMinor: number; readonly matchingMinor: number } {
  const together = contributionsMinor + matchingMinor;
  if (together <= 0) return { contributionsMinor: amountMinor, matchingMinor: 0 };
  const drawn = proportionHalfUp(amountMinor, contributionsMinor, together);
  return { contributionsMinor: drawn, matchingMinor: amountMinor - drawn };
}
