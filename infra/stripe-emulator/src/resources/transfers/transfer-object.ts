import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import { SETTLEMENT_CURRENCY } from '../../money/currencies.js';

export interface TransferFacts {
  readonly amount: number;
  readonly destination: string;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly sourceTransaction: string | null;
  readonly transferGroup: string | null;
  readonly created: number;
}

export function transferObject(facts: TransferFacts): Stripe.Transfer {
  const id = newId('tr');
  return {
    id,
    object: 'transfer',
    amount: facts.amount,
    amount_reversed: 0,
    balance_transaction: null,
    created: facts.created,
    currency: SETTLEMENT_CURRENCY,
    description: facts.description,
    destination: facts.destination,
    livemode: false,
    metadata: facts.metadata,
    reversals: reversalsOf(id, []),
    reversed: false,
    source_transaction: facts.sourceTransaction,
    source_type: 'card',
    transfer_group: facts.transferGroup,
  };
}

const SHOWN_MAX = 10;

/** The newest reversals, which a transfer always shows. */
export function reversalsOf(
  id: string,
  reversals: readonly Stripe.TransferReversal[],
): Stripe.Transfer['reversals'] {
  return {
    object: 'list',
    data: reversals.slice(0, SHOWN_MAX),
    has_more: reversals.length > SHOWN_MAX,
    url: `/v1/transfers/${id}/reversals`,
  };
}

export interface ReversalFacts {
  readonly transfer: Stripe.Transfer;
  readonly amount: number;
  readonly metadata: Record<string, string>;
  readonly created: number;
}

export function reversalObject(facts: ReversalFacts): Stripe.TransferReversal {
  const { transfer } = facts;
  return {
    id: newId('trr'),
    object: 'transfer_reversal',
    amount: facts.amount,
    balance_transaction: null,
    created: facts.created,
    currency: transfer.currency,
    destination_payment_refund: null,
    metadata: facts.metadata,
    source_refund: null,
    transfer: transfer.id,
  };
}
