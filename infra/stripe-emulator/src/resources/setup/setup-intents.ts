import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { parameterMissing } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { resolvePaymentMethod } from '../methods/card-methods.js';
import { cardFailure } from '../methods/card-refusals.js';
import { checkUsable } from '../methods/owners.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { automaticMethods, checkReturnUrl } from '../payments/return-url.js';
import { attemptSetup } from './setup-attempt.js';
import { setupIntentObject } from './setup-intent-object.js';

type SetupIntent = Stripe.SetupIntent;
type Method = Stripe.PaymentMethod;

const DETAILS = ['customer', 'description', 'expand', 'metadata.*', 'payment_method'];
const OPEN: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

function unexpectedState(message: string): Error {
  return refused(message, 'setup_intent_unexpected_state');
}

function methodOf(
  emulator: Emulator,
  asked: string | undefined,
  customer: string | null,
): Method | null {
  if (asked === undefined) return null;
  const method = resolvePaymentMethod(emulator, asked, 'payment_method');
  checkUsable(emulator, method, customer);
  return method;
}

function checkCreate(emulator: Emulator, params: Stripe.SetupIntentCreateParams): void {
  if (params.customer !== undefined) emulator.book.refer('customer', params.customer, 'customer');
  if (params.confirm && params.payment_method === undefined)
    throw parameterMissing('payment_method');
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<Stripe.SetupIntentCreateParams>(call);
  checkCreate(emulator, params);
  const intent = setupIntentObject(
    {
      customer: params.customer,
      description: params.description,
      metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
      usage: params.usage,
      automaticMethods: automaticMethods(params),
    },
    emulator.now,
  );
  if (params.confirm) checkReturnUrl('SetupIntent', intent, params.return_url);
  const method = methodOf(emulator, params.payment_method, params.customer ?? null);
  const born = emulator.book.put('setup_intent', {
    ...intent,
    payment_method: method?.id ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  });
  emulator.emit('setup_intent.created', born);
  return params.confirm && method ? confirmWith(emulator, born, method, params.return_url) : born;
}

function confirmWith(
  emulator: Emulator,
  { id }: SetupIntent,
  method: Method,
  returnUrl: string | undefined,
): SetupIntent {
  const outcome = attemptSetup(emulator, {
    intentId: id,
    method,
    authenticated: false,
    returnUrl: returnUrl ?? null,
  });
  if (outcome.is !== 'declined') return outcome.intent;
  const { code = 'card_declined', decline_code: declineCode, message = '' } = outcome.error;
  throw cardFailure(
    { code, message, ...(declineCode !== undefined && { declineCode }) },
    { setup_intent: outcome.intent, payment_method: method },
  );
}

function confirm(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.SetupIntentConfirmParams>(call);
  const intent = emulator.book.get('setup_intent', id, 'intent');
  if (!OPEN.includes(intent.status))
    throw unexpectedState(
      `You cannot confirm this SetupIntent because it has already ${intent.status === 'succeeded' ? 'succeeded' : 'been canceled'}.`,
    );
  const asked = params.payment_method ?? intent.payment_method;
  const method = methodOf(emulator, idOf(asked) || undefined, idOf(intent.customer) || null);
  if (!method)
    throw unexpectedState(
      "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
  checkReturnUrl('SetupIntent', intent, params.return_url);
  return confirmWith(emulator, intent, method, params.return_url);
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.SetupIntentUpdateParams>(call);
  const intent = emulator.book.get('setup_intent', id, 'intent');
  const changesDeal = params.customer !== undefined || params.payment_method !== undefined;
  if (changesDeal && !OPEN.includes(intent.status))
    throw unexpectedState(
      `You cannot update this SetupIntent because it has a status of ${intent.status}.`,
    );
  if (params.customer !== undefined) emulator.book.refer('customer', params.customer, 'customer');
  const customer = params.customer ?? (idOf(intent.customer) || null);
  const method = methodOf(emulator, params.payment_method, customer);
  const metadata = params.metadata as Record<string, string> | '' | undefined;
  return emulator.book.change('setup_intent', id, {
    customer,
    ...(params.description !== undefined && { description: params.description }),
    ...(method && { payment_method: method.id, status: 'requires_confirmation' }),
    metadata: mergeMetadata(intent.metadata, metadata),
  });
}

function cancel(call: Call): object {
  const { emulator, id } = call;
  const { cancellation_reason: reason } = paramsOf<Stripe.SetupIntentCancelParams>(call);
  const { status } = emulator.book.get('setup_intent', id, 'intent');
  if (emulator.book.hidden('setup_intent', id)['session'])
    throw unexpectedState(
      "You can't cancel the SetupIntent for a Checkout Session. Expire the Checkout Session instead.",
    );
  if (!OPEN.includes(status))
    throw unexpectedState(
      `You cannot cancel this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be canceled: requires_payment_method, requires_confirmation, requires_action.`,
    );
  return cancelSetup(emulator, id, reason ?? null);
}

export function cancelSetup(
  emulator: Emulator,
  id: string,
  reason: Stripe.SetupIntent.CancellationReason | null,
): SetupIntent {
  return emulator.changeAndEmit('setup_intent.canceled', 'setup_intent', id, {
    status: 'canceled',
    cancellation_reason: reason,
    next_action: null,
  });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.SetupIntentListParams>(call);
  return pageOf(call.emulator, 'setup_intent', params, {
    url: '/v1/setup_intents',
    matches: ({ customer, payment_method: method }) =>
      (params.customer === undefined || customer === params.customer) &&
      (params.payment_method === undefined || method === params.payment_method),
  });
}

export const setupIntents: Handlers = {
  'setupIntents.create': {
    honours: [
      ...DETAILS,
      'allowed_payment_method_types',
      'automatic_payment_methods.*',
      'confirm',
      'return_url',
      'usage',
    ],
    run: create,
  },
  'setupIntents.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('setup_intent', id, 'intent'),
  },
  'setupIntents.update': { honours: [...DETAILS, 'metadata'], run: update },
  'setupIntents.confirm': { honours: ['expand', 'payment_method', 'return_url'], run: confirm },
  'setupIntents.cancel': { honours: ['cancellation_reason', 'expand'], run: cancel },
  'setupIntents.list': { honours: [...LIST, ...CREATED, 'customer', 'payment_method'], run: list },
};
