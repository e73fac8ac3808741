import type { Localized } from '../localized.dto.js';
import type { Money } from '../money.js';
import type { TrancheState } from './tranche.states.js';

/** As Stripe says it, and the two steps before and after Stripe has a say. */
export type AccountStanding =
  | 'making'
  | 'pending'
  | 'restricted'
  | 'active'
  | 'rejected'
  | 'unsupported'
  | 'closed'
  | 'refused';

/** The account an authority has at Stripe, for its own people and for finance. */
export interface ConnectedAccountView {
  readonly organisationId: string;
  readonly country: string;
  readonly standing: AccountStanding;
  /** How many things Stripe still wants to know. */
  readonly wanted: number;
  readonly startedAt: string;
  /** When Stripe was last asked. */
  readonly readAt: string | null;
  /** Stripe's page, for the authority's own people; it opens once and only until the time beside it. */
  readonly onboarding: { readonly url: string; readonly expiresAt: string } | null;
}

/** The authority's choice of rail: whether there is one, and what it has made of it. */
export interface StripeRailView {
  readonly isOffered: boolean;
  readonly account: ConnectedAccountView | null;
}

/** Where a payment through Stripe is, beyond the state of its tranche. */
export interface TransferView {
  readonly step: 'waiting' | 'asked' | 'made' | 'refused';
  /** `balance`: Stripe does not hold enough yet; otherwise why it was refused. */
  readonly reason: string | null;
  readonly stripeId: string | null;
  readonly returnedMinor: number;
  readonly payoutState:
    'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled' | 'refused' | null;
  readonly payoutFailure: string | null;
  readonly arrivesOn: string | null;
  /** A part that is being taken back right now. */
  readonly takingBackMinor: number;
}

/** A payment that left our balance at Stripe, for finance to find again. */
export interface StripePaymentView {
  readonly id: string;
  readonly trancheId: string;
  readonly trancheNumber: number;
  readonly trancheState: TrancheState;
  readonly projectTitle: Localized;
  readonly attempt: number;
  readonly amount: Money;
  /** Taken back, or sent back by the bank. */
  readonly returned: Money;
  /** Of the transfer, as Stripe names it. */
  readonly stripeId: string;
  readonly askedAt: string;
}
