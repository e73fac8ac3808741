import type { CampaignLeftover, Collection } from './campaign-limits.js';
import type { CampaignState } from './campaign.states.js';

/** What counts and what it is made of, one tap away from the bar (R33, R34); EUR minor units. */
export interface ProgressView {
  readonly countedMinor: number;
  readonly minimumMinor: number;
  readonly optimumMinor: number;
  /** What donors paid for the project: gifts and fee covers, before fees. */
  readonly grossMinor: number;
  readonly feesMinor: number;
  readonly netContributionsMinor: number;
  /** What counted and has left again since: refunds and disputes. Not part of the sums above. */
  readonly returnedMinor: number;
  readonly matchingMinor: number;
  /** What became the project's own at success (L3), whatever of it went back since. */
  readonly matchCommittedMinor: number;
  readonly offlineMinor: number;
  readonly laCommittedMinor: number;
  readonly laEvidencedMinor: number;
  /** Promised by donors whose cards are charged only on success (R42); never part of what counts (R34). */
  readonly promisedMinor: number;
  /** Distinct payers (R38). */
  readonly payers: number;
  readonly contributions: number;
}

export interface CampaignView {
  readonly id: string;
  readonly projectId: string;
  readonly state: CampaignState;
  readonly currency: 'EUR';
  /** When cards are charged (R42). */
  readonly collection: Collection;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly zone: string;
  readonly extendedFrom: string | null;
  readonly extension: {
    readonly days: number;
    readonly reason: string;
    readonly state: 'asked' | 'agreed' | 'refused';
  } | null;
  readonly progress: ProgressView;
  readonly mayContribute: boolean;
  /** R80: where goes what is left when everything is built. */
  readonly leftover: CampaignLeftover;
  /** Why the money was enough and success was not declared: rule numbers. */
  readonly holdReasons: readonly string[];
  readonly closedAt: string | null;
}

/** One point of the line of money over time, cumulative counted cash. */
export interface ProgressPoint {
  readonly day: string;
  readonly countedMinor: number;
}
