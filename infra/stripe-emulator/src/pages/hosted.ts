import type { Stripe } from 'stripe';
import { idOf } from '../book/identifiers.js';
import { parseForm } from '../contract/form.js';
import type { Emulator } from '../emulator.js';
import { StripeFailure } from '../errors/stripe-failure.js';
import { redirect, sendPage, type Exchange } from '../http/exchange.js';
import { secretsOf } from '../resources/checkout/create-session.js';
import { successUrl } from '../resources/checkout/session-payer.js';
import { submitSession } from '../resources/checkout/submit-session.js';
import type { AttemptOutcome } from '../resources/payments/payment-attempt.js';
import type { SetupOutcome } from '../resources/setup/setup-attempt.js';
import type { NewMethod } from '../resources/methods/new-method.js';
import {
  EMPTY_FORM,
  payerFormOf,
  PayerFormError,
  readPayerForm,
  type PayerForm,
  type PayerMethod,
} from './payer-form.js';
import { answerChallenge } from './challenges.js';
import { checkoutPage, type CheckoutView } from './checkout-page.js';
import { messagePage } from './other-pages.js';

type Session = Stripe.Checkout.Session;

const DECLINED = 402;
const INVALID = 422;
const GONE = 410;

const CLOSED: Readonly<Record<string, readonly [string, string]>> & {
  readonly expired: readonly [string, string];
} = {
  payment: ['This payment is complete', 'You have already paid here. Nothing more is needed.'],
  subscription: ['This payment is complete', 'You have subscribed. Nothing more is needed.'],
  setup: ['This card is saved', 'You have already saved it here. Nothing more is needed.'],
  expired: [
    'This payment page has expired',
    'Nothing was charged. Please start again where you came from.',
  ],
};

/** The pages a payer's browser visits, under `/c/`. */
export class HostedPages {
  readonly #emulator: Emulator;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  async answer(exchange: Exchange): Promise<void> {
    const [, , page = '', id = ''] = exchange.path.split('/');
    if (page === 'challenge') return answerChallenge(this.#emulator, exchange, id);
    const session = this.#emulator.book.find('checkout.session', id)?.object;
    if (page !== 'pay' || !session) {
      nothingHere(exchange);
      return;
    }
    if (session.status !== 'open') {
      this.#closed(exchange, session);
      return;
    }
    if (exchange.method === 'POST') return this.#submit(exchange, session);
    this.#show(exchange, session, this.#errorLeft(session), EMPTY_FORM);
  }

  #show(
    exchange: Exchange,
    session: Session,
    error: CheckoutView['error'],
    form: PayerForm,
    status = 200,
  ): void {
    const { lines } = secretsOf(this.#emulator, session.id);
    const method = methodOf(exchange, session);
    sendPage(exchange.response, status, checkoutPage({ session, lines, form, error, method }));
  }

  /** After a failed authentication the payer comes back by a redirect; the reason is kept with the intent. */
  #errorLeft(session: Session): CheckoutView['error'] {
    const { book } = this.#emulator;
    const payment = book.find('payment_intent', idOf(session.payment_intent))?.object;
    const setup = book.find('setup_intent', idOf(session.setup_intent))?.object;
    const message = payment?.last_payment_error?.message ?? setup?.last_setup_error?.message;
    return message ? { message, field: null } : null;
  }

  #closed(exchange: Exchange, session: Session): void {
    const done = session.status === 'complete';
    const [title, text] = CLOSED[done ? session.mode : 'expired'] ?? CLOSED.expired;
    const back = done ? successUrl(session) : session.cancel_url;
    sendPage(exchange.response, done ? 200 : GONE, messagePage(title, text, back));
  }

  async #submit(exchange: Exchange, session: Session): Promise<void> {
    const form = payerFormOf(parseForm(exchange.body));
    const submitted = this.#read(form, session, methodOf(exchange, session));
    if (submitted instanceof PayerFormError) {
      this.#show(exchange, session, submitted, form, INVALID);
      return;
    }
    const outcome = await this.#pay(session, submitted);
    if (outcome instanceof StripeFailure) {
      this.#show(exchange, session, { message: outcome.message, field: null }, form, DECLINED);
      return;
    }
    if (outcome.is === 'requires_action') {
      redirect(exchange.response, outcome.url);
      return;
    }
    if (outcome.is !== 'declined') {
      redirect(exchange.response, successUrl(session));
      return;
    }
    const message = outcome.error.message ?? 'Your card was declined.';
    this.#show(exchange, session, { message, field: null }, form, DECLINED);
  }

  #read(form: PayerForm, session: Session, method: PayerMethod): NewMethod | PayerFormError {
    try {
      return readPayerForm(form, {
        method,
        nowMs: this.#emulator.clock.nowMs(),
        knownEmail: session.customer_email,
        needsEmail: session.customer === null && session.customer_email === null,
        people: this.#emulator.knobs.people,
      });
    } catch (error) {
      if (error instanceof PayerFormError) return error;
      throw error;
    }
  }

  #pay(
    session: Session,
    submitted: NewMethod,
  ): Promise<AttemptOutcome | SetupOutcome | StripeFailure> {
    return this.#emulator.step(() => {
      try {
        return submitSession(this.#emulator, session.id, submitted);
      } catch (error) {
        if (error instanceof StripeFailure) return error;
        throw error;
      }
    });
  }
}

/** The way to pay that the address names, when the session offers it; otherwise its first. */
function methodOf({ query }: Exchange, session: Session): PayerMethod {
  const asked = new URLSearchParams(query).get('method');
  const [first = 'card'] = session.payment_method_types;
  const type = asked !== null && session.payment_method_types.includes(asked) ? asked : first;
  return type === 'sepa_debit' ? 'sepa_debit' : 'card';
}

function nothingHere(exchange: Exchange): void {
  const text = 'There is no such payment page. The address may have been cut off.';
  sendPage(exchange.response, 404, messagePage('Nothing here', text, null));
}
