import { matchOf } from '@vatra/shared/matching/match';
import { proportionHalfUp } from '@vatra/shared/money';
import type { MatchDonors } from './match-donors.js';
import type { MatchableGift, Part, ReservationRecord } from './reservation.record.js';

/** A fund under its lock, with what is left of everything that limits a match. */
export interface FundAtWork {
  readonly id: string;
  readonly matchOffline: boolean;
  readonly opensAt: Date;
  /** The end of the window, or the earlier one its funder has announced. */
  readonly endsAt: Date;
  readonly donors: MatchDonors;
  /** By project; only those the fund may match. */
  readonly projects: Map<string, { readonly ratioPercent: number; restMinor: number }>;
  potMinor: number;
}

export interface PlannedMatch {
  readonly fundId: string;
  readonly gift: MatchableGift;
  readonly donorId: string;
  readonly ratioPercent: number;
  readonly amountMinor: number;
}

/**
 * R53 in the order given: each gift is matched by the first fund that has something for it, as far
 * as donor's, project's and pot's rest go. `isExcluded` tells of R57.
 */
export function matchGifts(
  gifts: readonly MatchableGift[],
  funds: readonly FundAtWork[],
  isExcluded: (gift: MatchableGift, fundId: string) => boolean,
): PlannedMatch[] {
  return gifts.flatMap((gift) => {
    for (const fund of funds) {
      if (!takes(fund, gift) || isExcluded(gift, fund.id)) continue;
      const match = matchBy(fund, gift);
      if (match !== null) return [match];
    }
    return [];
  });
}

function takes({ opensAt, endsAt, matchOffline, projects }: FundAtWork, gift: MatchableGift) {
  const isInWindow = gift.paidAt >= opensAt && gift.paidAt <= endsAt;
  return isInWindow && projects.has(gift.projectId) && (matchOffline || gift.channel !== 'offline');
}

function matchBy(fund: FundAtWork, gift: MatchableGift): PlannedMatch | null {
  const project = fund.projects.get(gift.projectId);
  if (project === undefined || fund.potMinor === 0) return null;
  const { ratioPercent } = project;
  const donorId = fund.donors.donorOf(gift.contributionId, gift.payerKeys);
  const amountMinor = matchOf(gift.giftMinor, {
    ratioPercent,
    donorRestMinor: fund.donors.restOf(donorId),
    projectRestMinor: project.restMinor,
    potMinor: fund.potMinor,
  });
  if (amountMinor === 0) return null;
  fund.donors.add(donorId, amountMinor);
  project.restMinor -= amountMinor;
  fund.potMinor -= amountMinor;
  return { fundId: fund.id, gift, donorId, ratioPercent, amountMinor };
}

export interface Release {
  readonly freedGiftMinor: number;
  /** What goes back to the fund now. */
  readonly releasedMinor: number;
}

/**
 * R48: the match falls as the gift does. Counted from the beginning, so that however many parts go
 * back the cents add up, and with the last cent of the gift the whole match is free.
 */
export function releaseOf(
  { giftMinor, amountMinor, leftMinor, spentMinor, freedGiftMinor }: ReservationRecord,
  { numerator, denominator }: Part,
): Release {
  const part = proportionHalfUp(giftMinor, numerator, denominator);
  const freed = Math.min(giftMinor, freedGiftMinor + part);
  const target = proportionHalfUp(amountMinor, freed, giftMinor);
  const released = Math.max(0, target - (amountMinor - leftMinor));
  return { freedGiftMinor: freed, releasedMinor: Math.min(leftMinor - spentMinor, released) };
}
