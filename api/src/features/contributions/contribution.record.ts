import type {
  ContributionState,
  RefundState,
} from '@vatra/shared/contributions/contribution.states';
import type { Channel } from '@vatra/shared/contributions/contributions.views';
import type { Locale } from '@vatra/shared/localized.dto';
import type { Currency } from '@vatra/shared/money';

/** The parts of one payment, in one currency (R44). */
export interface PaymentAmounts {
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly feeCoverMinor: number;
  readonly grossMinor: number;
}

/** A payment as its donor made it, in another currency than the ledger's. */
export interface Presented extends PaymentAmounts {
  readonly currency: Currency;
  /** The provider's own, as it writes it; null until the payment is settled (R45). */
  readonly exchangeRate: string | null;
}

/**
 * A contribution as the api works with it; amounts in EUR minor units. Those of a payment in another
 * currency are known when it is settled, and zero until then.
 */
export interface ContributionRecord extends PaymentAmounts {
  readonly id: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly state: ContributionState;
  readonly channel: Channel;
  /** Null when it was made in euro. */
  readonly presented: Presented | null;
  readonly createdAt: Date;
  readonly sessionExpiresAt: Date;
  readonly sessionVersion: number;
  readonly sessionId: string | null;
  readonly checkoutUrl: string | null;
  readonly chargeId: string | null;
  readonly paidAt: Date | null;
  readonly receiptNumber: string | null;
  readonly withdrawUntil: Date | null;
  readonly choiceUntil: Date | null;
  /** Why its money is its donor's to decide about; null when it never was. */
  readonly choiceReason: ChoiceReason | null;
  /** Of a gift that came from another project: the gift that was paid (R50). */
  readonly originId: string | null;
  /** The amount that is on its way back now; null when none is. */
  readonly openRefundId: string | null;
  /** The dispute that keeps it from moving; null when its bank claims nothing. */
  readonly openDisputeId: string | null;
  /** What has gone back, or is on its way, of the gift and of the whole payment. */
  readonly giftReturnedMinor: number;
  readonly returnedMinor: number;
  readonly settled: Settlement | null;
}

/** The real figures of a paid contribution (R45) and where its money lies now. */
export interface Settlement {
  readonly feeMinor: number;
  readonly feeProjectMinor: number;
  /** What the project's fund was credited with. */
  readonly netMinor: number;
  /** What of the net credit has not gone back to the donor. */
  readonly netLeftMinor: number;
  /** What of that was paid out for the works before the rest was shared out (R82); else 0. */
  readonly spentMinor: number;
  readonly fund: Fund;
}

/** What of a gift still lies in its fund. */
export function heldOf({ netLeftMinor, spentMinor }: Settlement): number {
  return netLeftMinor - spentMinor;
}

/** Where the money of a contribution lies: project, choice, hometown fund, maintenance reserve. */
export type Fund = '2100' | '2140' | '2150' | '2160';

/** R49, R83, and why a project shares out what it has left. */
export type ChoiceReason = 'failed' | 'overflow' | ShareOutReason;

/**
 * Why what a project has left goes back to those who gave it: it was cancelled (R82), or its campaign
 * had promised that leftovers go back, or on to another project (R80). Or nothing was paid out for so
 * long that its donors are asked anew (R79), or it is to serve another purpose or place (R78), or its
 * authority gave back what it had been paid (R82).
 */
export type ShareOutReason =
  'cancelled' | 'returned' | 'passed_on' | 'idle' | 'purpose' | 'recovered';

export interface DonorRecord {
  readonly personId: string | null;
  /** Null when the person was erased. */
  readonly email: string | null;
  /** Null when no address was ever given: cash from hand to hand. */
  readonly emailHash: string | null;
  readonly emailVerified: boolean;
  readonly donorName: string | null;
  readonly publicName: string | null;
  readonly message: string | null;
  readonly country: string | null;
  readonly locale: Locale;
}

export interface RefundRecord {
  readonly id: string;
  readonly contributionId: string;
  readonly state: RefundState;
  /** What the books owe, in euro. */
  readonly amountMinor: number;
  /** The same in the currency of the payment; null when that is the euro. */
  readonly presented: { readonly minor: number; readonly currency: Currency } | null;
  /** What the provider took for it in euro at the rate of its day; null before, and in euro. */
  readonly takenMinor: number | null;
  readonly reason: RefundReason;
  readonly posting: RefundPosting;
  /** Nothing of the payment stays behind; false for a part of the gift (R48). */
  readonly isWhole: boolean;
  /** Null when the money came past the provider. */
  readonly chargeId: string | null;
  readonly requestVersion: number;
  readonly stripeRefundId: string | null;
  readonly paidEntryId: string | null;
  readonly bouncedEntryId: string | null;
  /** Since when it rests because a bank claims the payment back; null when it does not. */
  readonly heldAt: Date | null;
  readonly createdAt: Date;
}

export type RefundReason =
  'withdrawal' | 'late' | 'campaign_failed' | 'overflow' | 'staff' | 'provider' | ShareOutReason;

/** Which entry of the books takes the money out of where it lies. */
export type RefundPosting = 'L13' | 'L14' | 'L15' | 'L17';

/** Where to write to somebody who gave. */
export interface GiverAddress {
  readonly email: string;
  readonly locale: Locale;
}

/** Why a contribution is where it is, for those who write to its donor. */
export interface ContributionNotice {
  readonly contribution: ContributionRecord;
  /** What arrives elsewhere when it is not sent back. */
  readonly keptMinor: number;
  readonly email: string | null;
  readonly locale: Locale;
}
