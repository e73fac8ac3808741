import type { Stripe } from 'stripe';
import type { Emulator } from '../../emulator.js';
import {
  exclusiveParameters,
  invalidUrl,
  notEmulated,
  parameterMissing,
} from '../../errors/parameter-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { leastCharge, showAmount } from '../../money/currencies.js';
import { methodTypesFor, type NewMethod } from '../methods/new-method.js';
import { checkEmail } from '../customers/customers.js';

export type SessionParams = Stripe.Checkout.SessionCreateParams;
export type SessionMode = 'payment' | 'setup' | 'subscription';

const MODES: readonly SessionMode[] = ['payment', 'setup', 'subscription'];
/** The emulator collects subscriptions by card only. */
const CARD_ONLY: readonly NewMethod['type'][] = ['card'];
const LIFETIME_S = 24 * 3600;
const LIFETIME_LEAST_S = 30 * 60;

/** What each mode has no use for, and Stripe therefore refuses. */
const FOREIGN: Readonly<Record<SessionMode, readonly (keyof SessionParams)[]>> = {
  payment: ['setup_intent_data', 'subscription_data'],
  setup: ['line_items', 'payment_intent_data', 'submit_type', 'subscription_data'],
  subscription: ['customer_creation', 'payment_intent_data', 'setup_intent_data', 'submit_type'],
};

/** @throws Stripe's refusals of what does not depend on the mode's own data. */
export function checkSession(emulator: Emulator, params: SessionParams): SessionMode {
  const mode = checkMode(params);
  if (params.success_url === undefined) throw parameterMissing('success_url');
  checkUrl(params.success_url, 'success_url');
  checkUrl(params.cancel_url, 'cancel_url');
  checkWho(emulator, params);
  return mode;
}

function checkMode(params: SessionParams): SessionMode {
  const { mode: asked, ui_mode: uiMode = 'hosted_page' } = params;
  if (asked === undefined) throw parameterMissing('mode');
  const mode = MODES.find((known) => known === asked);
  if (!mode) throw notEmulated([`mode=${asked}`]);
  if (uiMode !== 'hosted_page') throw notEmulated([`ui_mode=${uiMode}`]);
  if (params.adaptive_pricing?.enabled) throw notEmulated(['adaptive_pricing[enabled]=true']);
  const foreign = FOREIGN[mode].find((name) => params[name] !== undefined);
  if (foreign)
    throw invalidRequest(`You can not pass \`${foreign}\` in \`${mode}\` mode.`, {
      param: foreign,
    });
  return mode;
}

function checkUrl(url: string | undefined, param: string): void {
  if (url !== undefined && !/^https?:\/\/[^\s/]+/.test(url)) throw invalidUrl(param);
}

function checkWho(emulator: Emulator, params: SessionParams): void {
  if (params.customer !== undefined && params.customer_email !== undefined)
    throw exclusiveParameters('customer', 'customer_email');
  if (params.customer !== undefined && params.customer_creation !== undefined)
    throw exclusiveParameters('customer', 'customer_creation');
  if (params.customer !== undefined) emulator.book.refer('customer', params.customer, 'customer');
  checkEmail(params.customer_email, 'customer_email');
  checkEmail(params.payment_intent_data?.receipt_email, 'payment_intent_data[receipt_email]');
}

/**
 * The ways to pay a session offers: those the caller names or the dashboard has switched on, as far as they fit.
 * @throws when none is left.
 */
export function methodTypesOf(
  { knobs }: Emulator,
  params: SessionParams,
  currency: string | null,
): NewMethod['type'][] {
  const asked: readonly string[] = params.allowed_payment_method_types ?? knobs.dashboardMethods;
  const possible = params.mode === 'subscription' ? CARD_ONLY : methodTypesFor(currency);
  const types = possible.filter((type) => asked.includes(type));
  if (!types.length)
    throw invalidRequest('No valid payment method types for this Checkout Session.', {
      param: 'allowed_payment_method_types',
    });
  return types;
}

/** @throws when the session would end too soon or too late. */
export function expiryOf(params: SessionParams, now: number): number {
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

/** @throws amount_too_small or amount_too_large. */
export function checkTotal(total: number, currency: string): void {
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
