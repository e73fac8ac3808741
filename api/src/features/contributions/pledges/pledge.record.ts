import type { PledgeState } from '@vatra/shared/contributions/pledge.states';
import type { Locale } from '@vatra/shared/localized.dto';

/** A promise to pay by a saved card if the campaign succeeds; amounts in EUR minor units. */
export interface PledgeRecord {
  readonly id: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly state: PledgeState;
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly feeCoverMinor: number;
  readonly grossMinor: number;
  readonly createdAt: Date;
  readonly sessionId: string | null;
  /** The provider's page that was opened last. */
  readonly pageUrl: string | null;
  readonly customerId: string | null;
  readonly methodId: string | null;
  /** The one payment that all charges of it are attempts at; it succeeds once. */
  readonly intentId: string | null;
  readonly dueSince: Date | null;
  readonly nextChargeAt: Date | null;
  /** The provider's code of the last charge that failed. */
  readonly refusal: string | null;
}

/** The card a pledge is to be paid with, as the provider names it. */
export interface SavedCard {
  readonly customerId: string;
  readonly methodId: string;
}

/** What a mail about a pledge needs; no address when its donor was erased. */
export interface PledgeNotice {
  readonly pledge: PledgeRecord;
  readonly email: string | null;
  readonly locale: Locale;
}
