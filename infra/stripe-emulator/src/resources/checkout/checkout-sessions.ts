import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import {
  exclusiveParameters,
  invalidUrl,
  notEmulated,
  parameterMissing,
} from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { leastCharge, showAmount } from '../../money/currencies.js';
import { checkoutSessionObject } from './checkout-session-object.js';
import { checkEmail } from '../customers/customers.js';
import { addLine, readLines } from './line-items.js';
import { cancelIntent } from '../payments/payment-intents.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, pageOfList, type ListParams } from '../pages.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;

const LIFETIME_S = 24 * 3600;
const LIFETIME_LEAST_S = 30 * 60;

const HONOURED_ON_CREATE = [
  'adaptive_pricing.enabled',
  'allowed_payment_method_types',
  'cancel_url',
  'client_reference_id',
  'custom_text.submit.message',
  'customer',
  'customer_creation',
  'customer_email',
  'expand',
  'expires_at',
  'line_items.price',
  'line_items.price_data.currency',
  'line_items.price_data.product_data.description',
  'line_items.price_data.product_data.images',
  'line_items.price_data.product_data.metadata.*',
  'line_items.price_data.product_data.name',
  'line_items.price_data.unit_amount',
  'line_items.quantity',
  'locale',
  'metadata.*',
  'mode',
  'payment_intent_data.description',
  'payment_intent_data.metadata.*',
  'payment_intent_data.receipt_email',
  'payment_intent_data.statement_descriptor',
  'payment_intent_data.statement_descriptor_suffix',
  'payment_intent_data.transfer_group',
  'submit_type',
  'success_url',
  'ui_mode',
];

/** What the hosted page needs and the session does not show. */
export interface SessionSecrets {
  readonly intentData: NonNullable<CreateParams['payment_intent_data']>;
  readonly lines: Stripe.LineItem[];
}

export function secretsOf(emulator: Emulator, sessionId: string): SessionSecrets {
  return emulator.book.hidden('checkout.session', sessionId) as unknown as SessionSecrets;
}

function checkUrl(url: string | undefined, param: string): void {
  if (url !== undefined && !/^https?:\/\/[^\s/]+/.test(url)) throw invalidUrl(param);
}

function checkMode(params: CreateParams): void {
  const { mode, ui_mode: uiMode = 'hosted_page' } = params;
  if (mode === undefined) throw parameterMissing('mode');
  if (mode !== 'payment') throw notEmulated([`mode=${mode}`]);
  if (uiMode !== 'hosted_page') throw notEmulated([`ui_mode=${uiMode}`]);
  if (params.adaptive_pricing?.enabled) throw notEmulated(['adaptive_pricing[enabled]=true']);
  const types = params.allowed_payment_method_types;
  if (types && !types.includes('card'))
    throw invalidRequest('No valid payment method types for this Checkout Session.', {
      param: 'allowed_payment_method_types',
    });
}

function checkWho(emulator: Emulator, params: CreateParams): void {
  if (params.customer !== undefined && params.customer_email !== undefined)
    throw exclusiveParameters('customer', 'customer_email');
  if (params.customer !== undefined && params.customer_creation !== undefined)
    throw exclusiveParameters('customer', 'customer_creation');
  if (params.customer !== undefined) emulator.book.refer('customer', params.customer, 'customer');
  checkEmail(params.customer_email, 'customer_email');
  checkEmail(params.payment_intent_data?.receipt_email, 'payment_intent_data[receipt_email]');
}

function expiryOf(params: CreateParams, now: number): number {
  const expiresAt = params.expires_at ?? now + LIFETIME_S;
  if (expiresAt < now + LIFETIME_LEAST_S)
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      { param: 'expires_at' },
    );
  if (expiresAt > now + LIFETIME_S)
    throw invalidRequest(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      { param: 'expires_at' },
    );
  return expiresAt;
}

function checkTotal(total: number, currency: string): void {
  const least = leastCharge(currency);
  if (total < least)
    throw invalidRequest(
      `The Checkout Session's total amount due must add up to at least ${showAmount(least, currency)} ${currency}`,
      { code: 'amount_too_small', param: 'line_items' },
    );
  if (total > 99_999_999)
    throw invalidRequest(
      `The Checkout Session's total amount due must be no more than ${showAmount(99_999_999, currency)}`,
      { code: 'amount_too_large', param: 'line_items' },
    );
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<CreateParams>(call);
  checkMode(params);
  if (params.success_url === undefined) throw parameterMissing('success_url');
  checkUrl(params.success_url, 'success_url');
  checkUrl(params.cancel_url, 'cancel_url');
  checkWho(emulator, params);
  const expiresAt = expiryOf(params, emulator.now);
  const lines = readLines(params);
  const total = lines.reduce((sum, line) => sum + line.unitAmount * line.quantity, 0);
  const currency = lines[0]?.currency ?? '';
  checkTotal(total, currency);
  const session = checkoutSessionObject({
    params,
    currency,
    total,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    created: emulator.now,
    expiresAt,
    publicUrl: emulator.publicUrl,
  });
  const secrets: SessionSecrets = {
    intentData: params.payment_intent_data ?? {},
    lines: lines.map((line) => addLine(emulator, line)),
  };
  return emulator.book.put('checkout.session', session, {
    ...secrets,
    due: { atMs: expiresAt * 1000, act: 'checkout.session.expire' },
  });
}

/** Closes an open session for good: asked for, or because its time is over. An unpaid intent goes with it. */
export function expireSession(emulator: Emulator, id: string): Stripe.Checkout.Session {
  const { payment_intent: intentId } = emulator.book.get('checkout.session', id);
  if (typeof intentId === 'string') cancelIntent(emulator, intentId, 'expired');
  const session = emulator.book.change(
    'checkout.session',
    id,
    { status: 'expired', url: null },
    { due: undefined },
  );
  emulator.emit('checkout.session.expired', session);
  return session;
}

function expire({ emulator, id }: Call): object {
  const session = emulator.book.get('checkout.session', id);
  if (session.status !== 'open')
    throw refused(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of "${session.status ?? ''}".`,
    );
  return expireSession(emulator, id);
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.Checkout.SessionListParams>(call);
  const email = params.customer_details?.email;
  return pageOf(call.emulator, 'checkout.session', params, {
    url: '/v1/checkout/sessions',
    matches: (session) =>
      (params.customer === undefined || session.customer === params.customer) &&
      (params.payment_intent === undefined || session.payment_intent === params.payment_intent) &&
      (params.status === undefined || session.status === params.status) &&
      (email === undefined || session.customer_details?.email === email),
  });
}

function listLineItems(call: Call): object {
  const { emulator, id } = call;
  emulator.book.get('checkout.session', id);
  const url = `/v1/checkout/sessions/${id}/line_items`;
  return pageOfList(secretsOf(emulator, id).lines, paramsOf<ListParams>(call), url);
}

export const checkoutSessions: Handlers = {
  'checkout.sessions.create': { honours: HONOURED_ON_CREATE, run: create },
  'checkout.sessions.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('checkout.session', id),
  },
  'checkout.sessions.expire': { honours: ['expand'], run: expire },
  'checkout.sessions.list': {
    honours: [...LIST, ...CREATED, 'customer', 'customer_details.*', 'payment_intent', 'status'],
    run: list,
  },
  'checkout.sessions.listLineItems': { honours: LIST, run: listLineItems },
};
