import { proportionHalfUp } from '@vatra/shared/money';
import {
  heldOf,
  type ContributionRecord,
  type RefundPosting,
  type Settlement,
} from '../contribution.record.js';

/** What one refund is made of: who bears which part of the amount that goes back to the donor. */
export interface RefundParts {
  readonly posting: RefundPosting;
  readonly amountMinor: number;
  /** Out of the account where the gift's money lies. */
  readonly projectMinor: number;
  readonly tipMinor: number;
  /** Had been paid out already when somebody sent it back past us: the platform's loss. */
  readonly lossMinor?: number;
  /** Borne by the platform; below zero when a fee it had borne comes back to it (L14). */
  readonly feesMinor: number;
  /** How much of the gift counts as returned. */
  readonly giftMinor: number;
  /** Nothing of the payment is left behind. */
  readonly isWhole: boolean;
}

type Gift = Pick<
  ContributionRecord,
  'giftMinor' | 'tipMinor' | 'grossMinor' | 'giftReturnedMinor' | 'returnedMinor'
>;

/** L13 and L17: everything that has not gone back yet; the lost fee is the platform's. */
export function wholeRefund(gift: Gift, settled: Settlement): RefundParts {
  const amountMinor = gift.grossMinor - gift.returnedMinor;
  return {
    posting: settled.fund === '2140' ? 'L17' : 'L13',
    amountMinor,
    projectMinor: settled.netLeftMinor,
    tipMinor: gift.tipMinor,
    feesMinor: amountMinor - settled.netLeftMinor - gift.tipMinor,
    giftMinor: gift.giftMinor - gift.giftReturnedMinor,
    isWhole: true,
  };
}

/**
 * R82: a gift of which a part was paid out for the works gives back what is left of it. The tip and
 * the fee were spent as they were given; an untouched gift goes back as after a failure.
 */
export function choiceRefund(
  gift: Gift & Pick<ContributionRecord, 'choiceReason'>,
  settled: Settlement,
): RefundParts {
  // The tip of what came back later was spent as it was given, even when all of the rest is back.
  const isPart = settled.spentMinor > 0 || gift.choiceReason === 'recovered';
  if (!isPart) return wholeRefund(gift, settled);
  const heldMinor = heldOf(settled);
  return {
    posting: 'L17',
    amountMinor: heldMinor,
    projectMinor: heldMinor,
    tipMinor: 0,
    feesMinor: 0,
    giftMinor: Math.min(heldMinor, giftLeft(gift)),
    isWhole: false,
  };
}

/** L14 (R46): after fourteen days the fee that the payment cost is the donor's. */
export function refundLessFee(gift: Gift, settled: Settlement): RefundParts {
  const feesMinor = settled.feeProjectMinor - settled.feeMinor;
  return {
    posting: 'L14',
    amountMinor: settled.netLeftMinor + gift.tipMinor + feesMinor,
    projectMinor: settled.netLeftMinor,
    tipMinor: gift.tipMinor,
    feesMinor,
    giftMinor: gift.giftMinor - gift.giftReturnedMinor,
    isWhole: true,
  };
}

/**
 * L15 (R48, ruling 14): a part of the gift only. The project bears net x part / gift, half up and
 * never more than the part; it is computed on the sum of all parts, so that the last takes the rest.
 */
export function partOfGift(gift: Gift, settled: Settlement, giftMinor: number): RefundParts {
  const togetherMinor = gift.giftReturnedMinor + giftMinor;
  const bearsMinor = proportionHalfUp(settled.netMinor, togetherMinor, gift.giftMinor);
  const borneMinor = settled.netMinor - settled.netLeftMinor;
  const projectMinor = Math.min(giftMinor, bearsMinor - borneMinor);
  return {
    posting: 'L15',
    amountMinor: giftMinor,
    projectMinor,
    tipMinor: 0,
    feesMinor: giftMinor - projectMinor,
    giftMinor,
    isWhole: false,
  };
}

/**
 * Made on the provider's own pages, so it has happened whatever it was for: everything that was left,
 * or a part of the gift (R48). What the project no longer holds is the platform's loss.
 */
export function refundFromOutside(
  gift: Gift,
  settled: Settlement,
  { amountMinor, heldMinor }: { amountMinor: number; heldMinor: number },
): RefundParts {
  const isWhole = amountMinor >= gift.grossMinor - gift.returnedMinor;
  const giftMinor = isWhole ? giftLeft(gift) : Math.min(amountMinor, giftLeft(gift));
  const usual = isWhole ? wholeRefund(gift, settled) : partOfGift(gift, settled, giftMinor);
  const projectMinor = Math.min(usual.projectMinor, heldMinor);
  const lossMinor = usual.projectMinor - projectMinor;
  const feesMinor = amountMinor - projectMinor - lossMinor - usual.tipMinor;
  return { ...usual, amountMinor, projectMinor, lossMinor, feesMinor, giftMinor };
}

/** What of the gift has not gone back. */
export function giftLeft(gift: Gift): number {
  return gift.giftMinor - gift.giftReturnedMinor;
}
