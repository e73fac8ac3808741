import type { Localized } from '../localized.dto.js';
import type { Money } from '../money.js';
import type { PledgeState } from './pledge.states.js';

/** The answer to a new pledge: where the donor goes to save a card. */
export interface StartedPledgeView {
  readonly id: string;
  readonly state: PledgeState;
  /** The provider's page; null when the provider has not answered yet: ask again at the poll address. */
  readonly pageUrl: string | null;
  readonly gross: Money;
  /** Opens `GET /pledges/:id/progress?key=` for the page after saving the card. */
  readonly key: string;
}

/** What a donor can do about a pledge now. */
export type PledgeAct = 'withdraw' | 'confirm' | 'change_card';

/** A pledge as its donor sees it: nothing of it is money yet. */
export interface PledgeView {
  readonly id: string;
  readonly state: PledgeState;
  readonly campaignId: string;
  readonly projectSlug: string;
  readonly projectTitle: Localized;
  readonly placeName: string;
  readonly gift: Money;
  readonly tip: Money;
  readonly feeCover: Money;
  readonly gross: Money;
  readonly createdAt: string;
  /** When the campaign ends, and with it the time to withdraw. */
  readonly endsAt: string;
  /** The provider's page that was opened last; null when there is none to go to. */
  readonly pageUrl: string | null;
  /** Why the last charge failed; null when none did. */
  readonly refusal: 'confirmation_needed' | 'declined' | null;
  /** When the card is tried again by itself; null when it is not. */
  readonly nextChargeAt: string | null;
  readonly may: readonly PledgeAct[];
}

/** The provider's page for one act; null when the provider has not answered, or nothing is to be done there. */
export interface PledgePageView {
  readonly pageUrl: string | null;
}
