import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';

export interface RefundFacts {
  readonly charge: Stripe.Charge;
  readonly amount: number;
  readonly reason: Stripe.Refund.Reason | null;
  readonly metadata: Record<string, string>;
  readonly pending: boolean;
  readonly created: number;
}

function destinationOf({ charge, pending }: RefundFacts): Stripe.Refund.DestinationDetails {
  if (charge.payment_method_details?.type === 'sepa_debit')
    return {
      eu_bank_transfer: { reference: null, reference_status: 'pending' },
      type: 'eu_bank_transfer',
    };
  return {
    card: {
      reference_status: 'pending',
      reference_type: 'acquirer_reference_number',
      type: pending ? 'pending' : 'refund',
    },
    type: 'card',
  };
}

export function refundObject(facts: RefundFacts): Stripe.Refund {
  const { charge, pending } = facts;
  return {
    id: newId('re'),
    object: 'refund',
    amount: facts.amount,
    balance_transaction: null,
    charge: charge.id,
    created: facts.created,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: destinationOf(facts),
    metadata: facts.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(pending && { pending_reason: 'processing' }),
    reason: facts.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
}
