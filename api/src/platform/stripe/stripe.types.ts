/** What the product reads of Stripe's objects; nothing else of them gets past this folder. */

export interface StripeCharge {
  readonly type: 'charge';
  readonly id: string;
  readonly created: Date;
  readonly livemode: boolean;
  readonly paymentIntentId: string | null;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly amountMinor: number;
  /** Upper case, as the ledger writes it. */
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly failureCode: string | null;
  readonly disputed: boolean;
  /** Stripe's own name for the card number; never the number. */
  readonly cardFingerprint: string | null;
  readonly cardCountry: string | null;
  /** Null until Stripe has settled the asynchronous capture (ruling 16). */
  readonly balance: BalanceTransaction | null;
}

/** What really happened to the balance, in the settlement currency (R45). */
export interface BalanceTransaction {
  readonly id: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly currency: string;
  /** As Stripe writes it; null when nothing was converted. */
  readonly exchangeRate: string | null;
}

export interface StripeRefund {
  readonly type: 'refund';
  readonly id: string;
  readonly created: Date;
  readonly chargeId: string | null;
  readonly status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  readonly amountMinor: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly failureReason: string | null;
  readonly balance: BalanceTransaction | null;
  readonly failureBalance: BalanceTransaction | null;
}

export type StripeDisputeStatus =
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed'
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost'
  | 'prevented';

export interface StripeDispute {
  readonly type: 'dispute';
  readonly id: string;
  readonly created: Date;
  readonly chargeId: string;
  readonly status: StripeDisputeStatus;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
  /** When the answer has to be there; null when nobody is asked. */
  readonly dueBy: Date | null;
  /** Money and fee that went; null while the bank only asks. */
  readonly withdrawn: BalanceTransaction | null;
  /** What came back after it was won. */
  readonly reinstated: BalanceTransaction | null;
  /** The answer of ours it carries, sent or not; null when it was answered by hand. */
  readonly answerId: string | null;
  /** How often evidence went to the bank. */
  readonly submissions: number;
}

export interface StripePayout {
  readonly type: 'payout';
  readonly id: string;
  readonly created: Date;
  readonly status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  readonly amountMinor: number;
  readonly currency: string;
  readonly arrivalDate: Date;
  readonly metadata: Readonly<Record<string, string>>;
  readonly failureCode: string | null;
}

/** Money from our bank on our balance at Stripe, whoever set it going. */
export interface StripeTopUp {
  readonly type: 'topup';
  readonly id: string;
  readonly created: Date;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'canceled' | 'reversed';
  readonly amountMinor: number;
  readonly currency: string;
  readonly failureCode: string | null;
}

export interface StripeSession {
  readonly type: 'checkout.session';
  readonly id: string;
  readonly created: Date;
  readonly status: 'open' | 'complete' | 'expired';
  readonly paymentStatus: 'paid' | 'unpaid' | 'no_payment_required';
  readonly url: string | null;
  readonly expiresAt: Date;
  readonly paymentIntentId: string | null;
  /** Of a page that saves a card. */
  readonly setupIntentId: string | null;
  readonly clientReferenceId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Only when the session was asked for by itself, not from a list. */
  readonly charge: StripeCharge | null;
}

/** A card that is kept for a later payment. */
export interface StripeSetupIntent {
  readonly type: 'setup_intent';
  readonly id: string;
  readonly created: Date;
  readonly isSaved: boolean;
  readonly customerId: string | null;
  readonly methodId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An attempt to take money, however many times it is tried: it succeeds once. */
export interface StripeIntent {
  readonly id: string;
  readonly status:
    'open' | 'requires_action' | 'processing' | 'requires_capture' | 'canceled' | 'succeeded';
  /** Where the payer's bank asks the payer; null when it does not. */
  readonly bankUrl: string | null;
  readonly chargeId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StripeReversal {
  readonly id: string;
  readonly amountMinor: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Money sent from our balance to the account of somebody we pay; it has no status of its own. */
export interface StripeTransfer {
  readonly type: 'transfer';
  readonly id: string;
  readonly created: Date;
  readonly amountMinor: number;
  readonly currency: string;
  readonly accountId: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** What has come back, whoever took it back; newest first. */
  readonly reversedMinor: number;
  readonly reversals: readonly StripeReversal[];
}

export type StripeCapability = 'active' | 'pending' | 'restricted' | 'rejected' | 'unsupported';

/** An account we can send to, as Accounts v2 tells of it. */
export interface StripeAccount {
  readonly type: 'v2.core.account';
  readonly id: string;
  readonly created: Date;
  readonly isClosed: boolean;
  /** Whether transfers can be sent to it; null when that was never asked for. */
  readonly transfers: StripeCapability | null;
  /** What Stripe still wants to know, in Stripe's own names of fields. */
  readonly wanted: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** A payout from a connected account to its own bank; its id names the account, too. */
export interface StripeConnectedPayout extends Omit<StripePayout, 'type'> {
  readonly type: 'connected_payout';
  readonly accountId: string;
  readonly payoutId: string;
}

export interface StripeObjects {
  'v2.core.account': StripeAccount;
  transfer: StripeTransfer;
  connected_payout: StripeConnectedPayout;
  charge: StripeCharge;
  refund: StripeRefund;
  dispute: StripeDispute;
  payout: StripePayout;
  topup: StripeTopUp;
  'checkout.session': StripeSession;
  setup_intent: StripeSetupIntent;
}

/** Kinds of objects that events are about and that we read again before believing anything. */
export type StripeObjectType = keyof StripeObjects;

/** What is kept of an event: enough to read its object again, and not its payload (ruling 18). */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly objectType: string;
  readonly objectId: string;
  /** When the object came to be: lists are asked for by it. */
  readonly objectCreatedAt: Date | null;
  readonly apiVersion: string | null;
  readonly createdAt: Date;
  readonly livemode: boolean;
}

export interface NewSession {
  readonly lines: readonly { readonly name: string; readonly amountMinor: number }[];
  readonly currency: string;
  readonly email: string;
  readonly locale: 'ro' | 'en';
  readonly reference: string;
  /** Opaque ids only; Stripe copies them to the payment and its charge. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly transferGroup: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: Date;
}

/** A page that saves a card: nothing is charged on it. */
export interface NewCardPage extends Omit<NewSession, 'lines' | 'transferGroup'> {
  /** Whose card it is to be; null makes a new customer. */
  readonly customerId: string | null;
}

export interface NewIntent {
  readonly amountMinor: number;
  readonly currency: string;
  readonly customerId: string;
  readonly metadata: Record<string, string>;
  readonly transferGroup: string;
}

export interface Window {
  readonly from: Date;
  readonly to?: Date;
}

/** The whole charge is written out too: an amount that was left out could mean two things later. */
export interface NewRefund {
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly metadata: Record<string, string>;
}

export interface NewPayout {
  readonly amountMinor: number;
  readonly currency: string;
  readonly metadata: Record<string, string>;
}

export interface NewAccount {
  readonly displayName: string;
  readonly contactEmail: string;
  readonly country: string;
  readonly metadata: Record<string, string>;
}

export interface NewTransfer {
  readonly amountMinor: number;
  readonly currency: string;
  readonly accountId: string;
  readonly transferGroup: string;
  readonly metadata: Record<string, string>;
}

/** A page of Stripe's own on which the account's people say who they are; opens once. */
export interface StripeAccountLink {
  readonly url: string;
  readonly expiresAt: string;
}

/** Newest first, 100 at most. */
export interface StripePage<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}
