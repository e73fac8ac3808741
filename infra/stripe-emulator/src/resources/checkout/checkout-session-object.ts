import type { Stripe } from 'stripe';
import { newId } from '../../book/identifiers.js';
import type { SessionMode } from './session-checks.js';

export interface SessionFacts {
  readonly params: Stripe.Checkout.SessionCreateParams;
  readonly mode: SessionMode;
  readonly methodTypes: string[];
  readonly currency: string | null;
  readonly total: number | null;
  readonly metadata: Record<string, string>;
  readonly created: number;
  readonly expiresAt: number;
  readonly publicUrl: string;
}

const NO_TEXT: Stripe.Checkout.Session.CustomText = {
  after_submit: null,
  shipping_address: null,
  submit: null,
  terms_of_service_acceptance: null,
};

/** What a hosted payment session without any of Stripe's extras always answers. */
const PLAIN = {
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  customer_account: null,
  customer_details: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  livemode: false,
  managed_payments: null,
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  subscription: null,
  ui_mode: 'hosted_page',
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

export function checkoutSessionObject(facts: SessionFacts): Stripe.Checkout.Session {
  const { params, total, mode } = facts;
  const asksMoney = mode !== 'setup';
  const id = newId('cs_test', 58);
  return {
    ...PLAIN,
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: total,
    amount_total: total,
    created: facts.created,
    currency: facts.currency,
    custom_text: customText(params),
    expires_at: facts.expiresAt,
    invoice_creation: mode === 'payment' ? invoiceCreation() : null,
    metadata: facts.metadata,
    mode,
    payment_method_collection: mode === 'payment' ? 'if_required' : 'always',
    payment_method_types: facts.methodTypes,
    payment_status: asksMoney ? 'unpaid' : 'no_payment_required',
    total_details: asksMoney ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ...payer(params),
    ...appearance(params),
    url: `${facts.publicUrl}/c/pay/${id}`,
  };
}

type Params = Stripe.Checkout.SessionCreateParams;

function payer(
  params: Params,
): Pick<
  Stripe.Checkout.Session,
  'client_reference_id' | 'customer' | 'customer_creation' | 'customer_email'
> {
  return {
    client_reference_id: params.client_reference_id ?? null,
    customer: params.customer ?? null,
    customer_creation: params.customer ? null : (params.customer_creation ?? 'if_required'),
    customer_email: params.customer_email ?? null,
  };
}

function appearance(
  params: Params,
): Pick<Stripe.Checkout.Session, 'cancel_url' | 'locale' | 'submit_type' | 'success_url'> {
  return {
    cancel_url: params.cancel_url ?? null,
    locale: params.locale ?? null,
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
  };
}

function customText(params: Params): Stripe.Checkout.Session.CustomText {
  const submit = params.custom_text?.submit;
  return { ...NO_TEXT, submit: submit ? { message: submit.message } : null };
}

function invoiceCreation(): Stripe.Checkout.Session.InvoiceCreation {
  return {
    enabled: false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    },
  };
}
