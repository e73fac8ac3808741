import type { Localized } from '@vatra/shared/localized.dto';
import type { MatchingFundState } from '@vatra/shared/matching/fund.states';

/** R52: what a funder promises; fixed and public from `verified` on. Amounts in EUR minor units. */
export interface FundRules {
  readonly title: Localized;
  readonly summary: Localized;
  readonly potMinor: number;
  /** 100 = one euro for each euro given. */
  readonly ratioPercent: number;
  /** For places without a verified association or under 1,500 inhabitants. */
  readonly higherRatioPercent: number | null;
  readonly donorCapMinor: number;
  readonly projectCapMinor: number;
  /** Empty: every place. */
  readonly placeIds: readonly string[];
  /** Empty: every category. */
  readonly categories: readonly string[];
  readonly matchOffline: boolean;
  /** R80: where matching goes that a finished project did not need. */
  readonly leftover: 'fund' | 'reserve';
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface FundRecord extends FundRules {
  readonly id: string;
  readonly organisationId: string;
  readonly state: MatchingFundState;
  readonly verifiedAt: Date | null;
  readonly closedAt: Date | null;
  /** Announced by the funder at least fourteen days before; ends the window early. */
  readonly noticeEndsAt: Date | null;
}

/** How one fund treats one project, judged once when they first meet. */
export interface FundProject {
  readonly fundId: string;
  readonly projectId: string;
  readonly isEligible: boolean;
  readonly ratioPercent: number;
  readonly capMinor: number;
  readonly matchedMinor: number;
}
