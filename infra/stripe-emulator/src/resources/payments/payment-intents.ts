import type { Stripe } from 'stripe';
import { idOf } from '../../book/identifiers.js';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { parameterMissing } from '../../errors/parameter-errors.js';
import { refused } from '../../errors/request-errors.js';
import { invalidRequest, type StripeFailure } from '../../errors/stripe-failure.js';
import { checkChargeAmount, readCurrency } from '../../money/currencies.js';
import { checkEmail } from '../customers/customers.js';
import { resolvePaymentMethod } from '../methods/card-methods.js';
import { cardFailure } from '../methods/card-refusals.js';
import { checkUsable } from '../methods/owners.js';
import { CREATED, LIST, paramsOf, type Call, type Handlers } from '../operation.js';
import { pageOf, type ListParams } from '../pages.js';
import { releaseCharge } from './capture.js';
import { attemptPayment, type AttemptOutcome } from './payment-attempt.js';
import { paymentIntentObject } from './payment-intent-object.js';
import { automaticMethods, checkReturnUrl } from './return-url.js';

type Intent = Stripe.PaymentIntent;
type ConfirmParams = Stripe.PaymentIntentConfirmParams;

const DETAILS = [
  'amount',
  'currency',
  'customer',
  'description',
  'expand',
  'metadata.*',
  'payment_method',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
];
const ON_CONFIRM = [
  'error_on_requires_action',
  'mandate',
  'mandate_data.*',
  'off_session',
  'payment_method',
  'return_url',
];
const OPEN: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

function unexpectedState(message: string): Error {
  return refused(message, 'payment_intent_unexpected_state');
}

function checkCreate(emulator: Emulator, params: Stripe.PaymentIntentCreateParams): void {
  checkChargeAmount(params.amount, readCurrency(params.currency), 'amount');
  checkEmail(params.receipt_email, 'receipt_email');
  if (params.customer !== undefined) emulator.book.refer('customer', params.customer, 'customer');
  if (params.confirm && params.payment_method === undefined)
    throw parameterMissing('payment_method');
  if (params.off_session !== undefined && !params.confirm)
    throw invalidRequest('You can only use `off_session` when `confirm` is `true`.', {
      param: 'off_session',
    });
}

function methodOf(
  emulator: Emulator,
  asked: string | undefined,
  customer: string | null,
): Stripe.PaymentMethod | null {
  if (asked === undefined) return null;
  const method = resolvePaymentMethod(emulator, asked, 'payment_method');
  checkUsable(emulator, method, customer);
  return method;
}

/** Nobody is sent to a page off session. */
function checkBack(intent: Intent, params: ConfirmParams): void {
  if (!params.off_session) checkReturnUrl('PaymentIntent', intent, params.return_url);
}

function create(call: Call): object {
  const { emulator } = call;
  const params = paramsOf<Stripe.PaymentIntentCreateParams>(call);
  checkCreate(emulator, params);
  const intent = paymentIntentObject(
    {
      amount: params.amount,
      currency: readCurrency(params.currency),
      customer: params.customer,
      description: params.description,
      metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
      receiptEmail: params.receipt_email,
      statementDescriptor: params.statement_descriptor,
      statementDescriptorSuffix: params.statement_descriptor_suffix,
      transferGroup: params.transfer_group,
      setupFutureUsage: params.setup_future_usage,
      captureMethod: params.capture_method,
      automaticMethods: automaticMethods(params),
    },
    emulator.now,
  );
  if (params.confirm) checkBack(intent, params);
  const method = methodOf(emulator, params.payment_method, params.customer ?? null);
  const born = emulator.book.put('payment_intent', {
    ...intent,
    payment_method: method?.id ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  });
  emulator.emit('payment_intent.created', born);
  return params.confirm && method ? confirmWith(emulator, born, method, params) : born;
}

function confirmWith(
  emulator: Emulator,
  intent: Intent,
  method: Stripe.PaymentMethod,
  params: ConfirmParams,
): Intent {
  const offSession = params.off_session !== undefined && params.off_session !== false;
  const outcome = attemptPayment(emulator, {
    intentId: intent.id,
    method,
    offSession,
    refusesAction: params.error_on_requires_action === true,
    authenticated: false,
    returnUrl: params.return_url ?? null,
  });
  if (outcome.is === 'declined') throw declined(outcome);
  return outcome.intent;
}

function declined({ intent, error }: Extract<AttemptOutcome, { is: 'declined' }>): StripeFailure {
  const { code = 'card_declined', charge, message = '', payment_method: method } = error;
  const { decline_code: declineCode } = error;
  return cardFailure(
    { code, message, ...(declineCode !== undefined && { declineCode }) },
    {
      ...(charge && { charge }),
      payment_intent: intent,
      ...(method && { payment_method: method }),
    },
  );
}

function checkConfirmable({ status }: Intent): void {
  if (status === 'succeeded')
    throw unexpectedState(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    );
  if (!OPEN.includes(status))
    throw unexpectedState(
      `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action, requires_payment_method.`,
    );
}

function confirm(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<ConfirmParams>(call);
  const intent = emulator.book.get('payment_intent', id, 'intent');
  checkConfirmable(intent);
  const asked = params.payment_method ?? intent.payment_method;
  const method = methodOf(emulator, idOf(asked) || undefined, idOf(intent.customer) || null);
  if (!method)
    throw unexpectedState(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
  checkBack(intent, params);
  return confirmWith(emulator, intent, method, params);
}

function cancel(call: Call): object {
  const { emulator, id } = call;
  const { cancellation_reason: reason } = paramsOf<Stripe.PaymentIntentCancelParams>(call);
  const intent = emulator.book.get('payment_intent', id, 'intent');
  if (emulator.book.hidden('payment_intent', id)['session'])
    throw unexpectedState(
      "You can't cancel the PaymentIntent for a Checkout Session. Expire the Checkout Session instead.",
    );
  if (!OPEN.includes(intent.status) && intent.status !== 'requires_capture')
    throw unexpectedState(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, processing.`,
    );
  return cancelIntent(emulator, id, reason ?? null);
}

export function cancelIntent(
  emulator: Emulator,
  id: string,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Intent {
  releaseCharge(emulator, emulator.book.get('payment_intent', id));
  return emulator.changeAndEmit('payment_intent.canceled', 'payment_intent', id, {
    status: 'canceled',
    canceled_at: emulator.now,
    cancellation_reason: reason,
    next_action: null,
  });
}

const FIXED_WHEN_CLOSED = ['amount', 'currency', 'customer', 'payment_method'] as const;

function checkUpdate(
  emulator: Emulator,
  intent: Intent,
  params: Stripe.PaymentIntentUpdateParams,
): void {
  const closed = OPEN.includes(intent.status)
    ? undefined
    : FIXED_WHEN_CLOSED.find((name) => params[name] !== undefined);
  if (closed)
    throw unexpectedState(
      `This PaymentIntent's ${closed} could not be updated because it has a status of ${intent.status}. You may only update the ${closed} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
    );
  const currency = readCurrency(params.currency ?? intent.currency);
  if (params.amount !== undefined || params.currency !== undefined)
    checkChargeAmount(params.amount ?? intent.amount, currency, 'amount');
  if (params.customer !== undefined) emulator.book.refer('customer', params.customer, 'customer');
  checkEmail(params.receipt_email || undefined, 'receipt_email');
}

function update(call: Call): object {
  const { emulator, id } = call;
  const params = paramsOf<Stripe.PaymentIntentUpdateParams>(call);
  const intent = emulator.book.get('payment_intent', id, 'intent');
  checkUpdate(emulator, intent, params);
  const { metadata, payment_method: asked, receipt_email: email, currency, ...others } = params;
  const { setup_future_usage: usage, ...plain } = others;
  delete plain.expand;
  const customer = params.customer ?? (idOf(intent.customer) || null);
  const method = methodOf(emulator, asked, customer);
  return emulator.book.change('payment_intent', id, {
    ...(plain as Partial<Intent>),
    ...(currency !== undefined && { currency: readCurrency(currency) }),
    ...(email !== undefined && { receipt_email: email || null }),
    ...(usage !== undefined && { setup_future_usage: usage || null }),
    ...(method && { payment_method: method.id, status: 'requires_confirmation' }),
    metadata: mergeMetadata(intent.metadata, metadata as Record<string, string> | '' | undefined),
  });
}

function list(call: Call): object {
  const params = paramsOf<ListParams & Stripe.PaymentIntentListParams>(call);
  return pageOf(call.emulator, 'payment_intent', params, {
    url: '/v1/payment_intents',
    matches: ({ customer }) => params.customer === undefined || customer === params.customer,
  });
}

export const paymentIntents: Handlers = {
  'paymentIntents.create': {
    honours: [
      ...DETAILS,
      ...ON_CONFIRM,
      'allowed_payment_method_types',
      'automatic_payment_methods.*',
      'capture_method',
      'confirm',
    ],
    run: create,
  },
  'paymentIntents.retrieve': {
    honours: ['expand'],
    run: ({ emulator, id }) => emulator.book.get('payment_intent', id, 'intent'),
  },
  'paymentIntents.update': { honours: [...DETAILS, 'metadata'], run: update },
  'paymentIntents.confirm': { honours: [...ON_CONFIRM, 'expand'], run: confirm },
  'paymentIntents.cancel': { honours: ['cancellation_reason', 'expand'], run: cancel },
  'paymentIntents.list': { honours: [...LIST, ...CREATED, 'customer'], run: list },
};
