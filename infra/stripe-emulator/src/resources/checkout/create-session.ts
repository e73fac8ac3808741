import type { Stripe } from 'stripe';
import { mergeMetadata } from '../../contract/metadata.js';
import type { Emulator } from '../../emulator.js';
import { parameterMissing } from '../../errors/parameter-errors.js';
import { invalidRequest } from '../../errors/stripe-failure.js';
import { readCurrency } from '../../money/currencies.js';
import { paramsOf, type Call } from '../operation.js';
import { setupIntentObject } from '../setup/setup-intent-object.js';
import { checkoutSessionObject } from './checkout-session-object.js';
import { addLine, readLines, type Line } from './line-items.js';
import {
  checkSession,
  checkTotal,
  expiryOf,
  methodTypesOf,
  type SessionParams,
} from './session-checks.js';

type Session = Stripe.Checkout.Session;

/** What the hosted page needs and the session does not show. */
export interface SessionSecrets {
  readonly intentData: NonNullable<SessionParams['payment_intent_data']>;
  readonly subscriptionData: NonNullable<SessionParams['subscription_data']>;
  readonly lines: Stripe.LineItem[];
}

export function secretsOf(emulator: Emulator, sessionId: string): SessionSecrets {
  return emulator.book.hidden('checkout.session', sessionId) as unknown as SessionSecrets;
}

/** What a mode decides about a session. */
interface Deal {
  readonly currency: string | null;
  readonly total: number | null;
  readonly lines: readonly Line[];
}

function paymentDeal(emulator: Emulator, params: SessionParams): Deal {
  const lines = readLines(emulator, params);
  const total = lines.reduce((sum, line) => sum + line.unitAmount * line.quantity, 0);
  const currency = lines[0]?.currency ?? '';
  if (params.currency !== undefined && readCurrency(params.currency) !== currency)
    throw invalidRequest('The currency of the prices must be that of the Checkout Session.', {
      param: 'currency',
    });
  checkTotal(total, currency);
  return { currency, total, lines };
}

function setupDeal(params: SessionParams): Deal {
  const { currency, allowed_payment_method_types: types } = params;
  if (currency === undefined && types === undefined) throw parameterMissing('currency');
  return {
    currency: currency === undefined ? null : readCurrency(currency),
    total: null,
    lines: [],
  };
}

export function createSession(call: Call): Session {
  const { emulator } = call;
  const params = paramsOf<SessionParams>(call);
  const mode = checkSession(emulator, params);
  const expiresAt = expiryOf(params, emulator.now);
  const deal = mode === 'setup' ? setupDeal(params) : paymentDeal(emulator, params);
  const session = checkoutSessionObject({
    params,
    mode,
    methodTypes: methodTypesOf(emulator, params, deal.currency),
    currency: deal.currency,
    total: deal.total,
    metadata: mergeMetadata(null, params.metadata as Record<string, string> | undefined),
    created: emulator.now,
    expiresAt,
    publicUrl: emulator.publicUrl,
  });
  const secrets: SessionSecrets = {
    intentData:
      mode === 'subscription'
        ? { setup_future_usage: 'off_session', description: 'Subscription creation' }
        : (params.payment_intent_data ?? {}),
    subscriptionData: params.subscription_data ?? {},
    lines: deal.lines.map((line) => addLine(emulator, line)),
  };
  const setupIntent = mode === 'setup' ? addSetup(emulator, session.id, params) : null;
  return emulator.book.put(
    'checkout.session',
    { ...session, setup_intent: setupIntent },
    { ...secrets, due: { atMs: expiresAt * 1000, act: 'checkout.session.expire' } },
  );
}

/** Unlike the intent of a payment, that of a setup is there from the beginning. */
function addSetup(emulator: Emulator, sessionId: string, params: SessionParams): string {
  const data = params.setup_intent_data;
  const intent = setupIntentObject(
    {
      customer: params.customer,
      description: data?.description,
      metadata: mergeMetadata(null, data?.metadata as Record<string, string> | undefined),
      automaticMethods: null,
    },
    emulator.now,
  );
  emulator.book.put('setup_intent', intent, { session: sessionId });
  emulator.emit('setup_intent.created', intent);
  return intent.id;
}
