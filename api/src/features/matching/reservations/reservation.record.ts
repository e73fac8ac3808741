import type { ReservationState } from '@vatra/shared/matching/fund.states';

/** A contribution that has just been counted, as matching needs to know it. */
export interface MatchableGift {
  readonly contributionId: string;
  readonly campaignId: string;
  readonly projectId: string;
  /** R53: the gift as settled in EUR, without tip and fee cover. */
  readonly giftMinor: number;
  readonly paidAt: Date;
  readonly channel: 'online' | 'offline';
  /** Gifts that share a key come from one donor (ruling 21). */
  readonly payerKeys: readonly string[];
  readonly personId: string | null;
  /** An address its owner has proved; null otherwise. */
  readonly verifiedEmail: string | null;
}

export interface ReservationRecord {
  readonly id: string;
  readonly fundId: string;
  readonly contributionId: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly state: ReservationState;
  readonly giftMinor: number;
  readonly ratioPercent: number;
  /** What was reserved at first. */
  readonly amountMinor: number;
  /** What of it is still the project's, or promised to it. */
  readonly leftMinor: number;
  /** What of that was paid out before the rest went back to the fund (R78); else 0. */
  readonly spentMinor: number;
  /** How much of the gift has gone back so far, by which the match has fallen (R48). */
  readonly freedGiftMinor: number;
  readonly releases: number;
}

/** Part of a gift that goes back: `numerator` of `denominator`, R of the gift for a refund of R. */
export interface Part {
  readonly numerator: number;
  readonly denominator: number;
}
