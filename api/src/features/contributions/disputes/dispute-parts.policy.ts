import { proportionHalfUp } from '@vatra/shared/money';
import type { ContributionRecord, Settlement } from '../contribution.record.js';

type Gift = Pick<
  ContributionRecord,
  'giftMinor' | 'tipMinor' | 'feeCoverMinor' | 'grossMinor' | 'giftReturnedMinor' | 'returnedMinor'
>;

/** The part of a payment that a bank claims: `claimedMinor` of `paidMinor`. */
export interface Claimed {
  readonly claimedMinor: number;
  readonly paidMinor: number;
}

/** L10, ruling 14: what was refunded or disbursed freezes nothing. */
export function frozenShare(
  { netMinor, netLeftMinor }: Settlement,
  { claimedMinor, paidMinor }: Claimed,
  heldMinor: number,
): number {
  const claimed =
    claimedMinor >= paidMinor ? netMinor : proportionHalfUp(netMinor, claimedMinor, paidMinor);
  return Math.min(claimed, netLeftMinor, Math.max(0, heldMinor));
}

/** Who bears a lost dispute; the parts add up to what the bank took. */
export interface LostParts {
  readonly shareMinor: number;
  /** What was on its way back to the donor already, whom the bank has paid now. */
  readonly owedMinor: number;
  /** The processing fee that the gift had cost the project. */
  readonly feeMinor: number;
  readonly tipMinor: number;
  readonly lossMinor: number;
}

/**
 * L12: the frozen share, the lost processing fee and the tip; the rest, such as money that was paid out
 * or had been refunded before, is the platform's loss. What went back before is not lost a second time.
 */
export function lostParts(
  gift: Gift,
  settled: Settlement,
  taken: { shareMinor: number; withdrawnMinor: number; owedMinor: number },
): LostParts {
  const { shareMinor, withdrawnMinor } = taken;
  const base = Math.min(withdrawnMinor, gift.grossMinor - gift.returnedMinor);
  const partOf = (minor: number) =>
    base <= 0 ? 0 : proportionHalfUp(minor, base, gift.grossMinor);
  let left = withdrawnMinor - shareMinor;
  const take = (minor: number) => {
    const part = Math.min(minor, left);
    left -= part;
    return part;
  };
  // Whole or not at all: what the bank took too little for is still to be sent back.
  const owedMinor = taken.owedMinor <= left ? take(taken.owedMinor) : 0;
  const feeMinor = take(partOf(settled.feeProjectMinor));
  const tipMinor = take(partOf(gift.tipMinor));
  return { shareMinor, owedMinor, feeMinor, tipMinor, lossMinor: left };
}

/**
 * How much of the books a lost dispute concerns. In another currency the bank took it at the rate of its
 * day: what that makes is nobody's part, but an exchange difference of the operator (L20).
 */
export function lostOfBooks(
  gift: Pick<ContributionRecord, 'grossMinor' | 'presented'>,
  { claimedMinor, paidMinor }: Claimed,
  { withdrawnMinor }: { withdrawnMinor: number },
): number {
  if (gift.presented === null) return withdrawnMinor;
  if (claimedMinor >= paidMinor) return gift.grossMinor;
  return proportionHalfUp(gift.grossMinor, claimedMinor, paidMinor);
}

/** What counts as gone back to the donor after a loss, of the payment and of the gift in it. */
export function returnedByLoss(
  gift: Gift,
  { claimedMinor, paidMinor }: Claimed,
): { amountMinor: number; giftMinor: number } {
  const left = gift.grossMinor - gift.returnedMinor;
  const isWhole = claimedMinor >= paidMinor;
  const amountMinor = isWhole
    ? left
    : Math.min(left, proportionHalfUp(gift.grossMinor, claimedMinor, paidMinor));
  const giftLeft = gift.giftMinor - gift.giftReturnedMinor;
  const giftMinor = isWhole
    ? giftLeft
    : Math.min(giftLeft, amountMinor, proportionHalfUp(gift.giftMinor, claimedMinor, paidMinor));
  return { amountMinor, giftMinor };
}

/** How much a campaign counts less, or again: the share with the fee that had come off it. */
export function countedOf(
  gift: Gift,
  { netMinor }: Settlement,
  shareMinor: number,
): { grossMinor: number; feeMinor: number; netMinor: number } {
  const whole = gift.giftMinor + gift.feeCoverMinor;
  const grossMinor = Math.max(shareMinor, proportionHalfUp(whole, shareMinor, netMinor));
  return { grossMinor, feeMinor: grossMinor - shareMinor, netMinor: shareMinor };
}
