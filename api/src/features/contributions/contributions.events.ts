import type { Currency } from '@vatra/shared/money';
import { defineEvent } from '../../platform/outbox/events.js';
import type { ChoiceReason, ShareOutReason } from './contribution.record.js';

interface ContributionFact extends Record<string, string> {
  contributionId: string;
  campaignId: string;
  projectId: string;
}

/** Paid, booked and counted (N1). */
export const CONTRIBUTION_SUCCEEDED = defineEvent<ContributionFact>('contribution.succeeded');
/** Somebody means to give by transfer and needs to know how. */
export const TRANSFER_ANNOUNCED = defineEvent<ContributionFact>('contribution.transfer-announced');
/** The page was left or the card said no until the session ended, or no transfer came. */
export const CONTRIBUTION_EXPIRED = defineEvent<ContributionFact>('contribution.expired');
/** Stripe would not open a page for it. */
export const CONTRIBUTION_FAILED = defineEvent<ContributionFact>('contribution.failed');
/** R43: a person has to look at it before it can be paid; and what they said. */
export const GIVER_CHECK_ASKED = defineEvent<ContributionFact>('contribution.giver-check-asked');
export const GIVER_CHECK_DECIDED = defineEvent<
  ContributionFact & { decision: 'accept' | 'refuse' }
>('contribution.giver-check-decided');
/** Paid after the end: it goes back in full (R31, N6). */
export const CONTRIBUTION_LATE = defineEvent<ContributionFact>('contribution.late');
/** The donor decides where the money goes; `reason` says why (N3, N7). */
export const CHOICE_OPENED = defineEvent<ContributionFact & { reason: ChoiceReason }>(
  'contribution.choice-opened',
);
/** The donor has not decided yet: asked again, `step` times until then (N7). */
export const CHOICE_DUE = defineEvent<{
  contributionId: string;
  campaignId: string;
  projectId: string;
  reason: ChoiceReason;
  step: number;
}>('contribution.choice-due');
/** R50: it is a new contribution of another campaign; campaign and project are the new ones. */
export const GIFT_MOVED = defineEvent<
  ContributionFact & { newContributionId: string; fromProjectId: string }
>('contribution.moved');
/** It stays: with the hometown, for repairs of this project, or for the project itself. */
export const GIFT_KEPT = defineEvent<
  ContributionFact & { as: 'hometown_fund' | 'reserve' | 'project' }
>('contribution.kept');
/** Everybody has decided, or their time is over: nothing of the project waits for a donor any more. */
export const SHARE_OUT_FINISHED = defineEvent<{
  shareOutId: string;
  projectId: string;
  reason: ShareOutReason;
}>('share-out.finished');
/** The whole payment is on its way back; the provider has not confirmed it yet. */
export const REFUND_DECIDED = defineEvent<ContributionFact & { refundId: string }>(
  'contribution.refund-decided',
);
/** Which refund of the contribution, and how much of it. */
export type RefundFact = {
  contributionId: string;
  campaignId: string;
  projectId: string;
  refundId: string;
  amountMinor: number;
};
/** What the donor gets of it, in the currency of the payment. */
type SentFact = { isWhole: boolean; sentMinor: number; sentCurrency: Currency };
/** The provider sent it back (N6); `isWhole` when nothing of the gift stayed with the project. */
export const CONTRIBUTION_REFUNDED = defineEvent<RefundFact & SentFact>('contribution.refunded');
/** It came back to us: the donor is asked for an account, for sixty days (R47). */
export const REFUND_FAILED = defineEvent<RefundFact>('contribution.refund-failed');
/** Which dispute, and what of the project it holds up or has cost. */
export type DisputeFact = ContributionFact & { disputeId: string };
/** The cardholder's bank asks, or has taken the money back. */
export const DISPUTE_OPENED = defineEvent<DisputeFact>('contribution.dispute-opened');
/** The bank has decided; what of the gift had rested until then. */
export const DISPUTE_ENDED = defineEvent<DisputeFact & { as: 'won' | 'lost'; restedMinor: number }>(
  'contribution.dispute-ended',
);
/** Money that came past the provider goes back, and we know no account it could go to. */
export const ACCOUNT_ASKED = defineEvent<RefundFact>('contribution.account-asked');
/** The donor has not named an account yet: asked again. */
export const CLAIM_DUE = defineEvent<RefundFact & { step: number }>('contribution.claim-due');
/** Nobody named an account: kept for twelve months more. */
export const CLAIM_UNCLAIMED = defineEvent<RefundFact>('contribution.claim-unclaimed');
/** The bank has paid the donor's account. */
export const CLAIM_PAID = defineEvent<RefundFact>('contribution.claim-paid');
/** The bank could not pay on it: the donor is asked for another account. */
export const CLAIM_FAILED = defineEvent<RefundFact & { attempt: number }>(
  'contribution.claim-failed',
);
