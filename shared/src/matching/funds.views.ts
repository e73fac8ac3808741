import type { Localized } from '../localized.dto.js';
import type { FundLeftover, FundMoneyKind, FundQuestionReason } from './fund-words.js';
import type { FundQuestionState } from './fund-question.states.js';
import type { MatchingFundState } from './fund.states.js';

/** Where a fund's money stands, EUR minor units; the parts add up to what was deposited. */
export interface FundSumsView {
  /** Paid in and guaranteed, less what lapsed and went back. */
  readonly depositedMinor: number;
  /** The part of it that is promised by letter and has not come yet (R56). */
  readonly promisedMinor: number;
  readonly freeMinor: number;
  readonly reservedMinor: number;
  /** The projects' own by now. */
  readonly committedMinor: number;
  /** What of reserved and committed rests while banks decide about the gifts that brought it. */
  readonly frozenMinor: number;
}

/** A call as everybody sees it: the rules, and what has been done by them. */
export interface MatchingFundView {
  readonly id: string;
  readonly state: MatchingFundState;
  readonly funder: { readonly name: string; readonly slug: string };
  readonly title: Localized;
  readonly summary: Localized;
  readonly potMinor: number;
  readonly ratioPercent: number;
  readonly higherRatioPercent: number | null;
  readonly donorCapMinor: number;
  readonly projectCapMinor: number;
  readonly places: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  }[];
  readonly categories: readonly string[];
  readonly matchOffline: boolean;
  readonly leftover: FundLeftover;
  readonly opensAt: string;
  /** The end its funder has announced, where it is earlier than the one of the rules. */
  readonly closesAt: string;
  readonly sums: FundSumsView;
  readonly projectsHelped: number;
}

/** One project a fund has matched. */
export interface FundProjectView {
  readonly projectId: string;
  readonly slug: string;
  readonly title: Localized;
  readonly placeName: string;
  readonly ratioPercent: number;
  readonly matchedMinor: number;
  readonly capMinor: number;
}

export interface MatchingFundPageView extends MatchingFundView {
  readonly projects: readonly FundProjectView[];
}

export interface FundMoneyView {
  readonly id: string;
  readonly kind: FundMoneyKind;
  readonly amountMinor: number;
  readonly state: 'proposed' | 'confirmed' | 'refused';
  readonly note: string;
  readonly proposedAt: string;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  /** For those who may open it. */
  readonly fileId: string | null;
  readonly bankReference: string | null;
  /** Another person of finance than its maker is looking at it. */
  readonly mayDecide: boolean;
}

/** R78, R79: what a funder is asked about one project it matched. */
export interface FundQuestionView {
  readonly id: string;
  readonly projectId: string;
  readonly slug: string;
  readonly title: Localized;
  readonly reason: FundQuestionReason;
  readonly state: FundQuestionState;
  /** What of its matching the project still holds; once answered, what went back. */
  readonly amountMinor: number;
  readonly askedAt: string;
  readonly answerUntil: string;
  readonly answeredAt: string | null;
  readonly mayAnswer: boolean;
}

/** For the funder's own people and finance. */
export interface FundDeskView extends MatchingFundPageView {
  readonly organisationId: string;
  readonly placeIds: readonly string[];
  readonly money: readonly FundMoneyView[];
  /** Newest first. */
  readonly questions: readonly FundQuestionView[];
  /** First and last day, as they were written. */
  readonly opensOn: string;
  readonly closesOn: string;
  readonly noticeEndsAt: string | null;
  readonly mayWrite: boolean;
  readonly mayGiveNotice: boolean;
  readonly maySettle: boolean;
}

/** A booking on the bank's statement nobody has explained yet. */
export interface OpenBankLineView {
  readonly id: string;
  readonly reference: string;
  readonly direction: 'in' | 'out';
  readonly amountMinor: number;
  readonly bookedOn: string;
  readonly counterpartyName: string | null;
  readonly remittance: string | null;
}

/** What a fund adds to a project's next gift, while it does. */
export interface MatchOfferView {
  readonly fundId: string;
  readonly fundTitle: Localized;
  readonly funderName: string;
  readonly ratioPercent: number;
  /** What one donor is matched at most; earlier matches of the same donor use it up. */
  readonly donorCapMinor: number;
  readonly projectRestMinor: number;
  readonly potMinor: number;
  readonly closesAt: string;
}
