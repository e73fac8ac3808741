import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import type { DeclineText } from '../../cards/declines.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';

export interface ChargeFacts {
  readonly intent: Stripe.PaymentIntent;
  readonly method: Stripe.PaymentMethod;
  readonly mandate: string | null;
  readonly status: Stripe.Charge.Status;
  readonly decline: DeclineText | null;
  readonly authenticated: boolean;
  readonly created: number;
}

/** A charge as it is born: paid, failed, or waiting for a bank; its balance transaction not yet known. */
export function chargeObject(facts: ChargeFacts): Stripe.Charge {
  const { intent, method, decline, status } = facts;
  const paid = status === 'succeeded';
  const captured = paid && intent.capture_method !== 'manual';
  const id = newId(method.type === 'card' ? 'ch' : 'py');
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'EMULATOR',
    captured,
    created: facts.created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(facts),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(facts),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: paid ? `https://pay.stripe.com/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function outcomeOf({ decline }: ChargeFacts): Stripe.Charge.Outcome {
  return {
    advice_code: decline ? 'try_again_later' : null,
    network_advice_code: null,
    network_decline_code: decline ? '05' : null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline?.declineCode ?? null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: decline?.sellerMessage ?? 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  };
}

function methodDetails(facts: ChargeFacts): Stripe.Charge.PaymentMethodDetails {
  const { sepa_debit: debit } = facts.method;
  if (!debit) return { card: cardDetails(facts), type: 'card' };
  return {
    sepa_debit: {
      bank_code: debit.bank_code,
      branch_code: debit.branch_code,
      country: debit.country,
      fingerprint: debit.fingerprint,
      last4: debit.last4,
      mandate: facts.mandate,
    },
    type: 'sepa_debit',
  };
}

function cardDetails({
  intent,
  method,
  authenticated,
  decline,
}: ChargeFacts): Stripe.Charge.PaymentMethodDetails.Card {
  const card = method.card as Stripe.PaymentMethod.Card;
  return {
    amount_authorized: decline ? null : intent.amount,
    authorization_code: decline ? null : '123456',
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: authenticated ? '05' : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_transaction_id: decline ? null : newId('net', 15).slice(4),
    regulated_status: 'unregulated',
    three_d_secure: authenticated ? AUTHENTICATED : null,
    transaction_link_id: null,
    wallet: null,
  };
}

const AUTHENTICATED: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: '00000000-0000-4000-8000-000000000000',
  version: '2.2.0',
};

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.ChargeListParams>(call);
  return pageOf(call.emulator, 'charge', params, {
    url: '/v1/charges',
    matches: (charge) =>
      (params.customer === undefined || charge.customer === params.customer) &&
      (params.payment_intent === undefined || charge.payment_intent === params.payment_intent) &&
      (params.transfer_group === undefined || charge.transfer_group === params.transfer_group),
  });
}

export const charges: Handlers = {
  'charges.retrieve': {
    honours: ['expand'],
    forAccounts: true,
    run: ({ emulator, id }) => emulator.book.get('charge', id),
  },
  'charges.list': {
    honours: [...LIST, ...CREATED, 'customer', 'payment_intent', 'transfer_group'],
    forAccounts: true,
    run: list,
  },
};
