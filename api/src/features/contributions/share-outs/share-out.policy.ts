import { poolShares } from '@vatra/shared/pool-shares';
import type { ContributionRecord, ShareOutReason } from '../contribution.record.js';

/** What came back later is shared by `ShareRecovered`. */
export type OpenedReason = Exclude<ShareOutReason, 'recovered'>;

/** As after a failed campaign (R49); R78 and R79 say less. */
export const CHOICE_DAYS: Readonly<Record<OpenedReason, number>> = {
  cancelled: 30,
  returned: 30,
  passed_on: 30,
  idle: 21,
  purpose: 21,
};

export const SHARE_OUT_RULES: Readonly<Record<OpenedReason, string>> = {
  cancelled: 'R82',
  returned: 'R80',
  passed_on: 'R80',
  idle: 'R79',
  purpose: 'R78',
};

export interface SharedGift {
  readonly id: string;
  /** What of its net credit has not gone back to the donor, what a bank has taken of it included. */
  readonly netMinor: number;
  /** What of that a bank has taken: it rests until the bank has decided, or was lost. */
  readonly disputedMinor: number;
}

export interface Share extends SharedGift {
  /** What of that is still there, and goes back now. */
  readonly shareMinor: number;
}

/**
 * R81: everybody's share of what is left, in proportion to the net credit of the gift, by largest
 * remainder. Tranches were drawn from all gifts together (ruling 14), and a bank takes of a gift only
 * what was not paid out of it (L10). A gift of which a bank has taken all that was left has no share.
 */
export function sharesOf(heldMinor: number, gifts: readonly SharedGift[]): Share[] {
  const shares = poolShares(
    heldMinor,
    gifts.map(({ id, netMinor, disputedMinor }) => {
      return { id, broughtMinor: netMinor, takenMinor: disputedMinor };
    }),
  );
  return gifts.flatMap((gift) => {
    const shareMinor = shares.get(gift.id);
    return shareMinor === undefined ? [] : [{ ...gift, shareMinor }];
  });
}

/** R82: of what came back later, in proportion to what had been spent of each gift. */
export function sharesOfRecovered(
  heldMinor: number,
  gifts: readonly Pick<ContributionRecord, 'id' | 'state' | 'settled'>[],
): Share[] {
  const spent = gifts.map((gift) => ({
    id: gift.id,
    netMinor: spentOf(gift),
    disputedMinor: 0,
  }));
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
