import type { Fault } from './fault.js';

export const FORGERIES = ['wrong_secret', 'missing', 'altered_body', 'expired', 'future'] as const;
/** How a signature is wrong: another secret, none, a body changed after signing, or a time out of bounds. */
export type Forgery = (typeof FORGERIES)[number];

/** Behaviour that a caller of the control API may change while the emulator runs. */
export interface Knobs {
  /** What every chance is drawn from; the same seed and the same calls bring the same trouble. */
  seed: number;
  /** Recorded time before every API answer, and how much more it may be by chance. */
  latencyMs: number;
  latencyJitterMs: number;
  /** Recorded time until a new charge has its balance transaction; 0: it is born with it, null holds it back. */
  settlementDelayMs: number | null;
  /** Recorded time before an event is first sent; null holds events back. */
  webhookDelayMs: number | null;
  /** Virtual time, up to this and by chance, before an event is first sent: it waits for the clock to be moved. */
  webhookDelayVirtualSeconds: number;
  /** Share of events never sent, 0 to 1. */
  webhookDropRate: number;
  /** How often each event is sent when all goes well, and by chance up to how often. */
  webhookCopies: number;
  webhookCopiesMax: number;
  /** Sends waiting events in random order. */
  webhookShuffle: boolean;
  /** Share of events that are signed wrongly, 0 to 1, and how. */
  webhookBadSignatureRate: number;
  webhookBadSignature: Forgery;
  /** How many webhooks are on their way side by side. */
  webhookConcurrency: number;
  /** Recorded time after which an endpoint that has not answered has failed. */
  webhookTimeoutMs: number;
  /** Recorded time between attempts; the last one repeats until the attempts are used up. */
  webhookBackoffMs: number[];
  /** How often an event is tried before it is given up. */
  webhookAttemptsMax: number;
  /** Virtual days for which events can be listed and read. */
  eventsKeptDays: number;
  /** Virtual days from a charge to money that can be paid out. */
  availableAfterDays: number;
  /** Virtual days from a payout to its arrival. */
  payoutArrivalDays: number;
  /** Virtual time until a pending refund succeeds or a refund that will fail has failed. */
  refundOutcomeAfterSeconds: number;
  /** Virtual time from the settlement of a charge on a dispute card to its dispute. */
  disputeAfterSeconds: number;
  /** What Stripe takes for a dispute, in euro cents. */
  disputeFeeCents: number;
  /** Whether a won dispute gives the fee back as well. */
  disputeFeeReturned: boolean;
  /** Virtual days to answer a dispute; without an answer it is lost. */
  disputeResponseDays: number;
  /** Virtual time until the bank says how a direct debit ended. */
  debitOutcomeAfterSeconds: number;
  /** Stripe's fee for a direct debit, and for one that is taken back, in euro cents. */
  debitFeeCents: number;
  debitDisputeFeeCents: number;
  /** How often a renewal that failed is tried again, three virtual days apart, before the subscription ends. */
  invoiceRetries: number;
  /** Ways to pay that the dashboard has switched on, for those who do not name them. */
  dashboardMethods: string[];
  /** Lets every Luhn-valid number of the reserved range 4929 succeed, and every valid IBAN, so that payers are different people. */
  people: boolean;
  /** Refunds created from now on that will fail later, whatever the card. */
  failNextRefunds: number;
  /** Payouts created from now on that will fail instead of arriving. */
  failNextPayouts: number;
  /** Payouts created from now on that are paid, and come back later. */
  returnNextPayouts: number;
  /** Virtual days after which such a payout comes back. */
  payoutReturnAfterDays: number;
  /** Virtual time until a top-up has arrived. */
  topupAfterSeconds: number;
  /** Top-ups created from now on that fail. */
  failNextTopups: number;
  /** How far a rate swings around the built-in table as virtual days pass, as a share of it. */
  exchangeRateDrift: number;
  /** Days since 1970 from which the swing is counted, so that one story has the same rates whenever it is told. */
  exchangeRateFirstDay: number;
  /** What Stripe takes for a conversion, in hundredths of a percent of the settled amount. */
  conversionFeeBasisPoints: number;
  /** Euro cents for one minor unit of a presentment currency; a rate named here does not swing. */
  exchangeRates: Record<string, number>;
  faults: Fault[];
}

export function initialKnobs(): Knobs {
  return {
    seed: 1,
    latencyMs: 0,
    latencyJitterMs: 0,
    settlementDelayMs: 50,
    webhookDelayMs: 0,
    webhookDelayVirtualSeconds: 0,
    webhookDropRate: 0,
    webhookCopies: 1,
    webhookCopiesMax: 1,
    webhookShuffle: false,
    webhookBadSignatureRate: 0,
    webhookBadSignature: 'wrong_secret',
    webhookConcurrency: 16,
    webhookTimeoutMs: 10_000,
    webhookBackoffMs: [100, 500, 2_000, 5_000, 15_000, 60_000],
    webhookAttemptsMax: 20,
    eventsKeptDays: 30,
    availableAfterDays: 3,
    payoutArrivalDays: 2,
    refundOutcomeAfterSeconds: 172_800,
    disputeAfterSeconds: 0,
    disputeFeeCents: 2_000,
    disputeFeeReturned: false,
    disputeResponseDays: 9,
    debitOutcomeAfterSeconds: 432_000,
    debitFeeCents: 35,
    debitDisputeFeeCents: 750,
    invoiceRetries: 3,
    dashboardMethods: ['card'],
    people: true,
    failNextRefunds: 0,
    failNextPayouts: 0,
    returnNextPayouts: 0,
    payoutReturnAfterDays: 3,
    topupAfterSeconds: 86_400,
    failNextTopups: 0,
    exchangeRateDrift: 0.03,
    exchangeRateFirstDay: 0,
    conversionFeeBasisPoints: 200,
    exchangeRates: {},
    faults: [],
  };
}
