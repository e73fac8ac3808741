import type { Localized } from '../localized.dto.js';
import type { Money } from '../money.js';
import type { DonorChoice } from './contributions.dto.js';
import type { GiftDisputeView } from './disputes.views.js';
import type { RefundClaimView } from './refund-claims.views.js';
import type { ContributionState, RefundState } from './contribution.states.js';
import type { TransferInstructionsView } from './transfers.views.js';

/** The way a gift came: by card, by bank transfer, or in cash through an association. */
export type Channel = 'card' | 'bank_transfer' | 'offline';

export interface FeeEstimateView {
  readonly gift: Money;
  readonly tip: Money;
  readonly feeCover: Money;
  readonly gross: Money;
  readonly estimatedFee: Money;
  readonly projectGets: Money;
  /** About as much in euro; null in euro, and while no rate of these days is known. */
  readonly inEuro: EuroEstimateView | null;
}

/** What a payment in another currency may come to, by the rate of one that was settled lately. */
export interface EuroEstimateView {
  readonly gift: Money;
  readonly projectGets: Money;
  readonly ratedAt: string;
}

/** The answer to a new contribution: where the donor goes to pay. */
export interface StartedContributionView {
  readonly id: string;
  readonly state: ContributionState;
  /** The provider's page; null when the provider has not answered yet: ask again at the poll address. */
  readonly checkoutUrl: string | null;
  readonly gross: Money;
  /** Opens `GET /contributions/:id/progress?key=` for the page after paying. */
  readonly key: string;
}

/** What a payment in another currency brought (R45). */
export interface SettledView {
  readonly gift: Money;
  readonly tip: Money;
  readonly feeCover: Money;
  readonly gross: Money;
  /** The provider's own, of its balance transaction. */
  readonly exchangeRate: string;
}

/** Why a donor is asked what becomes of a gift. */
export type ChoiceReasonView =
  'failed' | 'overflow' | 'cancelled' | 'returned' | 'passed_on' | 'idle' | 'purpose' | 'recovered';

/** A contribution as its donor sees it. */
export interface ContributionView {
  readonly id: string;
  readonly state: ContributionState;
  readonly channel: Channel;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectTitle: Localized;
  readonly placeName: string;
  /** As the donor paid, in the currency of the payment. */
  readonly gift: Money;
  readonly tip: Money;
  readonly feeCover: Money;
  readonly gross: Money;
  /** Of a payment in another currency: what it came to in euro; null in euro, and until it is settled. */
  readonly settled: SettledView | null;
  /** Real fee and net credit in EUR, known with the provider's balance transaction (R45). */
  readonly fee: Money | null;
  readonly netCredit: Money | null;
  /** What a matching fund adds to it; null when none does (R53). */
  readonly matched: Money | null;
  /** What of the net credit still lies in a fund; null before it is paid. */
  readonly held: Money | null;
  /** What of it was paid out for the works before the rest was shared out (R82). */
  readonly spent: Money;
  readonly checkoutUrl: string | null;
  /** R43: a person looks at it before it can be paid. */
  readonly isChecked: boolean;
  /** How to pay an announced transfer; null for everything else. */
  readonly transfer: TransferInstructionsView | null;
  readonly createdAt: string;
  readonly paidAt: string | null;
  readonly receiptNumber: string | null;
  readonly publicName: string | null;
  /** R46: until when the whole payment comes back on request. */
  readonly withdrawUntil: string | null;
  /** What would come back on request now, and the lost fee that would not (R46). */
  readonly withdrawal: { readonly amount: Money; readonly lostFee: Money } | null;
  readonly choiceUntil: string | null;
  /** Null when its donor was never asked. */
  readonly choiceReason: ChoiceReasonView | null;
  /** It came from another project by its donor's choice (R50): no payment of its own. */
  readonly isMovedHere: boolean;
  /** What has gone back, or is on its way, in euro. */
  readonly returned: Money;
  readonly refunds: readonly {
    readonly id: string;
    readonly state: RefundState;
    /** In the currency of the payment. */
    readonly amount: Money;
    /** What of the books it is, in euro; null when that is the amount. */
    readonly inEuro: Money | null;
    readonly at: string;
    readonly reason: string;
    /** It goes by the bank, because it came past the provider or came back to us (R47). */
    readonly claim: RefundClaimView | null;
  }[];
  /** A bank that claims the payment back, or did; null when none does. */
  readonly dispute: GiftDisputeView | null;
  readonly may: readonly ('withdraw' | 'choose' | 'give_account' | 'retry')[];
}

/** What a donor may decide about money that was not needed, with what each answer means. */
export interface ChoiceOptionsView {
  readonly reason: ChoiceReasonView;
  readonly until: string | null;
  readonly options: readonly DonorChoice[];
  /** What happens when nothing is said until then. */
  readonly byDefault: DonorChoice;
  /** The whole payment, tip included; of a gift that was spent in part only what is left of it. */
  readonly refund: Money;
  /** What arrives elsewhere: the net credit. The tip stays with the platform. */
  readonly kept: Money;
  /** A part of the gift was paid out for the works before the rest was shared out (R80, R82). */
  readonly isShare: boolean;
  readonly tip: Money;
  readonly placeName: string;
  readonly projects: readonly {
    readonly campaignId: string;
    readonly slug: string;
    readonly title: Localized;
    readonly endsAt: string;
    readonly zone: string;
    readonly countedMinor: number;
    readonly minimumMinor: number;
  }[];
}

/** R104: where donors live, only of countries with at least five of them. */
export interface DonorHomesView {
  readonly countries: readonly { readonly country: string; readonly people: number }[];
  /** From other countries, or who did not say. */
  readonly others: number;
}

/** An opt-in line of the donor wall. */
export interface WallLineView {
  readonly name: string | null;
  readonly message: string | null;
  readonly day: string;
}
