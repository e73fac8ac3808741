import type { Stripe } from 'stripe';
import { StripeAnswerWrong } from './stripe-failure.js';
import type {
  BalanceTransaction,
  StripeAccount,
  StripeCharge,
  StripeDispute,
  StripeIntent,
  StripePayout,
  StripeRefund,
  StripeReversal,
  StripeSession,
  StripeTopUp,
  StripeSetupIntent,
  StripeTransfer,
} from './stripe.types.js';

/**
 * The SDK hands a 404 without an `error` member over as a success, and a broken proxy may answer
 * anything: no answer is read before it says what it is.
 */
export function expectObject<T extends { object: string }>(answer: T, object: T['object']): T {
  if ((answer as { object?: unknown }).object !== object) {
    throw new StripeAnswerWrong(
      `Asked for ${object}, got ${String((answer as { object?: unknown }).object)}`,
    );
  }
  return answer;
}

export function chargeOf(answer: Stripe.Charge): StripeCharge {
  const charge = expectObject(answer, 'charge');
  const card = charge.payment_method_details?.card;
  return {
    type: 'charge',
    id: charge.id,
    created: instant(charge.created),
    livemode: charge.livemode,
    paymentIntentId: idOf(charge.payment_intent),
    status: charge.status as StripeCharge['status'],
    amountMinor: charge.amount,
    currency: charge.currency.toUpperCase(),
    metadata: charge.metadata,
    failureCode: charge.failure_code,
    disputed: charge.disputed,
    cardFingerprint: card?.fingerprint ?? null,
    cardCountry: card?.country ?? null,
    balance: balanceOf(charge.balance_transaction),
  };
}

export function refundOf(answer: Stripe.Refund): StripeRefund {
  const refund = expectObject(answer, 'refund');
  return {
    type: 'refund',
    id: refund.id,
    created: instant(refund.created),
    chargeId: idOf(refund.charge),
    status: (refund.status ?? 'pending') as StripeRefund['status'],
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    metadata: refund.metadata ?? {},
    failureReason: refund.failure_reason ?? null,
    balance: balanceOf(refund.balance_transaction),
    failureBalance: balanceOf(refund.failure_balance_transaction ?? null),
  };
}

export function disputeOf(answer: Stripe.Dispute): StripeDispute {
  const dispute = expectObject(answer, 'dispute');
  const moves = dispute.balance_transactions.map(balanceOf);
  const dueBy = dispute.evidence_details.due_by;
  return {
    type: 'dispute',
    id: dispute.id,
    created: instant(dispute.created),
    chargeId: idOf(dispute.charge) ?? '',
    status: dispute.status as StripeDispute['status'],
    amountMinor: dispute.amount,
    currency: dispute.currency.toUpperCase(),
    reason: dispute.reason,
    dueBy: dueBy === null ? null : instant(dueBy),
    withdrawn: moves.find((move) => move !== null && move.amountMinor < 0) ?? null,
    reinstated: moves.find((move) => move !== null && move.amountMinor > 0) ?? null,
    answerId: dispute.metadata.answer_id ?? null,
    submissions: dispute.evidence_details.submission_count,
  };
}

export function payoutOf(answer: Stripe.Payout): StripePayout {
  const payout = expectObject(answer, 'payout');
  return {
    type: 'payout',
    id: payout.id,
    created: instant(payout.created),
    status: payout.status as StripePayout['status'],
    amountMinor: payout.amount,
    currency: payout.currency.toUpperCase(),
    arrivalDate: instant(payout.arrival_date),
    metadata: payout.metadata ?? {},
    failureCode: payout.failure_code,
  };
}

export function topUpOf(answer: Stripe.Topup): StripeTopUp {
  const topUp = expectObject(answer, 'topup');
  return {
    type: 'topup',
    id: topUp.id,
    created: instant(topUp.created),
    status: topUp.status as StripeTopUp['status'],
    amountMinor: topUp.amount,
    currency: topUp.currency.toUpperCase(),
    failureCode: topUp.failure_code,
  };
}

export function sessionOf(answer: Stripe.Checkout.Session): StripeSession {
  const session = expectObject(answer, 'checkout.session');
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
  return {
    type: 'checkout.session',
    id: session.id,
    created: instant(session.created),
    status: (session.status ?? 'open') as StripeSession['status'],
    paymentStatus: session.payment_status as StripeSession['paymentStatus'],
    url: session.url,
    expiresAt: instant(session.expires_at),
    paymentIntentId: idOf(session.payment_intent),
    setupIntentId: idOf(session.setup_intent),
    clientReferenceId: session.client_reference_id,
    metadata: session.metadata ?? {},
    charge: charge === null ? null : chargeOf(charge),
  };
}

export function setupIntentOf(answer: Stripe.SetupIntent): StripeSetupIntent {
  const intent = expectObject(answer, 'setup_intent');
  return {
    type: 'setup_intent',
    id: intent.id,
    created: instant(intent.created),
    isSaved: intent.status === 'succeeded',
    customerId: idOf(intent.customer),
    methodId: idOf(intent.payment_method),
    metadata: intent.metadata ?? {},
  };
}

export function transferOf(answer: Stripe.Transfer): StripeTransfer {
  const transfer = expectObject(answer, 'transfer');
  return {
    type: 'transfer',
    id: transfer.id,
    created: instant(transfer.created),
    amountMinor: transfer.amount,
    currency: transfer.currency.toUpperCase(),
    accountId: idOf(transfer.destination) ?? '',
    metadata: transfer.metadata,
    reversedMinor: transfer.amount_reversed,
    reversals: transfer.reversals.data.map(reversalOf),
  };
}

export function reversalOf(answer: Stripe.TransferReversal): StripeReversal {
  const { id, amount, metadata } = expectObject(answer, 'transfer_reversal');
  return { id, amountMinor: amount, metadata: metadata ?? {} };
}

export function accountOf(answer: Stripe.V2.Core.Account): StripeAccount {
  const account = expectObject(answer, 'v2.core.account');
  const { id, created, closed = false, metadata = {}, requirements } = account;
  return {
    type: 'v2.core.account',
    id,
    created: new Date(created),
    isClosed: closed,
    transfers: transfersOf(account),
    wanted: (requirements?.entries ?? []).map(({ description }) => description),
    metadata,
  };
}

function transfersOf({ configuration }: Stripe.V2.Core.Account): StripeAccount['transfers'] {
  const capabilities = configuration?.recipient?.capabilities;
  return capabilities?.stripe_balance?.stripe_transfers?.status ?? null;
}

/** What has not been tried, or was declined, can be tried: both are open. */
export function intentOf(answer: Stripe.PaymentIntent): StripeIntent {
  const intent = expectObject(answer, 'payment_intent');
  const isOpen = ['requires_payment_method', 'requires_confirmation'].includes(intent.status);
  return {
    id: intent.id,
    status: isOpen ? 'open' : (intent.status as StripeIntent['status']),
    bankUrl: intent.next_action?.redirect_to_url?.url ?? null,
    chargeId: idOf(intent.latest_charge),
    metadata: intent.metadata,
  };
}

/** Only an expanded balance transaction has figures; a bare id counts as "not read yet". */
function balanceOf(
  reference: string | Stripe.BalanceTransaction | null | undefined,
): BalanceTransaction | null {
  if (reference === null || reference === undefined || typeof reference === 'string') return null;
  const transaction = expectObject(reference, 'balance_transaction');
  return {
    id: transaction.id,
    amountMinor: transaction.amount,
    feeMinor: transaction.fee,
    netMinor: transaction.net,
    currency: transaction.currency.toUpperCase(),
    exchangeRate: transaction.exchange_rate === null ? null : String(transaction.exchange_rate),
  };
}

function idOf(reference: string | { readonly id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

export function instant(seconds: number): Date {
  return new Date(seconds * 1000);
}

export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
