import type { Stripe } from 'stripe';
import { idOf, newId } from '../../book/identifiers.js';

export const DISPUTE_REASONS = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const;

export type DisputeReason = (typeof DISPUTE_REASONS)[number];

/**
 * A chargeback takes the money at once; an inquiry only asks, and may become a chargeback; what a bank takes back of a
 * debit is final.
 */
export type DisputeKind = 'chargeback' | 'inquiry' | 'final';

export interface DisputeFacts {
  readonly charge: Stripe.Charge;
  readonly amount: number;
  readonly reason: DisputeReason;
  readonly kind: DisputeKind;
  readonly created: number;
  readonly dueBy: number | null;
}

/** Visa's codes for the reasons that have one. */
const NETWORK_CODES: Readonly<Partial<Record<DisputeReason, string>>> = {
  fraudulent: '10.4',
  credit_not_processed: '13.6',
  duplicate: '12.6.1',
  product_not_received: '13.1',
  product_unacceptable: '13.3',
  subscription_canceled: '13.2',
};

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

const FIRST_STATUS: Readonly<Record<DisputeKind, Stripe.Dispute.Status>> = {
  chargeback: 'needs_response',
  inquiry: 'warning_needs_response',
  final: 'lost',
};

export function disputeObject(facts: DisputeFacts): Stripe.Dispute {
  const { charge, reason, kind } = facts;
  return {
    id: newId('du'),
    object: 'dispute',
    amount: facts.amount,
    balance_transactions: [],
    charge: charge.id,
    created: facts.created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE, ...knownFrom(charge) },
    evidence_details: {
      due_by: facts.dueBy,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: kind === 'inquiry',
    livemode: false,
    metadata: {},
    payment_intent: idOf(charge.payment_intent) || null,
    ...methodDetails(charge, reason, kind),
    reason,
    status: FIRST_STATUS[kind],
  };
}

/** What Stripe fills in from the payment before anybody has written evidence. */
function knownFrom({ billing_details: billing }: Stripe.Charge): Partial<Stripe.Dispute.Evidence> {
  return { customer_name: billing.name, customer_email_address: billing.email };
}

function methodDetails(
  charge: Stripe.Charge,
  reason: DisputeReason,
  kind: DisputeKind,
): Pick<Stripe.Dispute, 'network_reason_code' | 'payment_method_details'> {
  const card = charge.payment_method_details?.card;
  const code = NETWORK_CODES[reason] ?? null;
  if (!card || kind === 'final') return {};
  const brand = card.brand ?? 'unknown';
  return {
    network_reason_code: code,
    payment_method_details: {
      card: { brand, case_type: kind, network: brand, network_reason_code: code },
      type: 'card',
    },
  };
}
