import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import { refused } from '../../errors/request-errors.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { agrees, pageOf, pageOfList, type ListParams } from '../pages.js';
import { cancelIntent } from '../payments/payment-intents.js';
import { cancelSetup } from '../setup/setup-intents.js';
import { createSession, secretsOf } from './create-session.js';

const HONOURED_ON_CREATE = [
  'adaptive_pricing.enabled',
  'allowed_payment_method_types',
  'cancel_url',
  'client_reference_id',
  'currency',
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
  'line_items.price_data.recurring.interval',
  'line_items.price_data.recurring.interval_count',
  'line_items.price_data.unit_amount',
  'line_items.quantity',
  'locale',
  'metadata.*',
  'mode',
  'payment_intent_data.description',
  'payment_intent_data.metadata.*',
  'payment_intent_data.receipt_email',
  'payment_intent_data.setup_future_usage',
  'payment_intent_data.statement_descriptor',
  'payment_intent_data.statement_descriptor_suffix',
  'payment_intent_data.transfer_group',
  'setup_intent_data.description',
  'setup_intent_data.metadata.*',
  'submit_type',
  'subscription_data.description',
  'subscription_data.metadata.*',
  'success_url',
  'ui_mode',
];

/** Closes an open session for good: asked for, or because its time is over. An unpaid intent goes with it. */
export function expireSession(emulator: Emulator, id: string): Stripe.Checkout.Session {
  const { payment_intent: intentId, setup_intent: setupId } = emulator.book.get(
    'checkout.session',
    id,
  );
  if (typeof intentId === 'string') cancelIntent(emulator, intentId, 'expired');
  if (typeof setupId === 'string') cancelSetup(emulator, setupId, 'abandoned');
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
      agrees(session, params, ['customer', 'payment_intent', 'status', 'subscription']) &&
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
  'checkout.sessions.create': { honours: HONOURED_ON_CREATE, run: createSession },
  'checkout.sessions.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('checkout.session', id),
  },
  'checkout.sessions.expire': { honours: ['expand'], run: expire },
  'checkout.sessions.list': {
    honours: [
      ...LIST,
      ...CREATED,
      'customer',
      'customer_details.*',
      'payment_intent',
      'status',
      'subscription',
    ],
    run: list,
  },
  'checkout.sessions.listLineItems': { honours: LIST, run: listLineItems },
};
