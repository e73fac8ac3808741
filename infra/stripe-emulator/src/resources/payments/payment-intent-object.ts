import type { Stripe } from 'stripe';
import { newId, randomText } from '../../book/identifiers.js';

export interface IntentFacts {
  readonly amount: number;
  readonly currency: string;
  readonly customer?: string | null;
  readonly description?: string | null;
  readonly metadata?: Record<string, string>;
  readonly receiptEmail?: string | null;
  readonly statementDescriptor?: string | null;
  readonly statementDescriptorSuffix?: string | null;
  readonly transferGroup?: string | null;
  readonly setupFutureUsage?: Stripe.PaymentIntent.SetupFutureUsage | null;
  readonly captureMethod?: Stripe.PaymentIntent.CaptureMethod;
  readonly methodTypes?: string[];
  readonly automaticMethods: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
}

function waysOf({
  captureMethod,
  methodTypes,
}: IntentFacts): Pick<Stripe.PaymentIntent, 'capture_method' | 'payment_method_types'> {
  return {
    capture_method: captureMethod ?? 'automatic_async',
    payment_method_types: methodTypes ?? ['card'],
  };
}

export function paymentIntentObject(facts: IntentFacts, created: number): Stripe.PaymentIntent {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    ...waysOf(facts),
    allowed_payment_method_types: null,
    amount: facts.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: facts.automaticMethods,
    canceled_at: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created,
    currency: facts.currency,
    customer: facts.customer ?? null,
    customer_account: null,
    description: facts.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
      },
    },
    payment_record: null,
    processing: null,
    receipt_email: facts.receiptEmail ?? null,
    review: null,
    setup_future_usage: facts.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: facts.statementDescriptor ?? null,
    statement_descriptor_suffix: facts.statementDescriptorSuffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: facts.transferGroup ?? null,
  };
}
