import type { Stripe } from 'stripe';
import { newId, randomText } from '../../book/identifiers.js';

export interface SetupFacts {
  readonly customer?: string | null;
  readonly description?: string | null;
  readonly metadata?: Record<string, string>;
  readonly usage?: string;
  readonly automaticMethods: Stripe.SetupIntent.AutomaticPaymentMethods | null;
}

export function setupIntentObject(facts: SetupFacts, created: number): Stripe.SetupIntent {
  const id = newId('seti');
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: facts.automaticMethods,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(29)}`,
    created,
    customer: facts.customer ?? null,
    customer_account: null,
    description: facts.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: facts.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: facts.usage ?? 'off_session',
  };
}
