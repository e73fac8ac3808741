import type { Stripe } from 'stripe';
import { idOf } from '../book/identifiers.js';
import { parseForm } from '../contract/form.js';
import type { Emulator } from '../emulator.js';
import { redirect, sendPage, type Exchange } from '../http/exchange.js';
import { completeSession, successUrl } from '../resources/checkout/pay-session.js';
import {
  attemptPayment,
  failAuthentication,
  type AttemptOutcome,
} from '../resources/payments/payment-attempt.js';
import { challengePage, messagePage } from './other-pages.js';

const GONE = 410;

/** The bank's authentication page, for hosted sessions and for intents confirmed over the API. */
export class Challenges {
  readonly #emulator: Emulator;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  async answer(exchange: Exchange, intentId: string): Promise<void> {
    const intent = this.#emulator.book.find('payment_intent', intentId)?.object;
    if (intent?.status !== 'requires_action') {
      this.#nothingToDo(exchange);
      return;
    }
    if (exchange.method !== 'POST') {
      sendPage(exchange.response, 200, challengePage(intent.id, intent.amount, intent.currency));
      return;
    }
    const passed = parseForm(exchange.body)['result'] === 'complete';
    const outcome = await this.#emulator.step(() => this.#conclude(intent, passed));
    redirect(exchange.response, this.#nextUrl(outcome));
  }

  #conclude(intent: Stripe.PaymentIntent, passed: boolean): AttemptOutcome {
    const { book } = this.#emulator;
    const method = book.get('payment_method', idOf(intent.payment_method));
    if (!passed) return failAuthentication(this.#emulator, intent.id, method);
    const outcome = attemptPayment(this.#emulator, {
      intentId: intent.id,
      method,
      offSession: false,
      authenticated: true,
      returnUrl: null,
    });
    const sessionId = this.#sessionOf(intent.id);
    if (outcome.is === 'succeeded' && sessionId) completeSession(this.#emulator, sessionId);
    return outcome;
  }

  #sessionOf(intentId: string): string | null {
    const { session } = this.#emulator.book.hidden('payment_intent', intentId);
    return typeof session === 'string' ? session : null;
  }

  /** A hosted payer goes on or back to the form; an API payer to the return URL with Stripe's parameters. */
  #nextUrl({ intent, is }: AttemptOutcome): string {
    const sessionId = this.#sessionOf(intent.id);
    if (sessionId) {
      const session = this.#emulator.book.get('checkout.session', sessionId);
      return is === 'succeeded' ? successUrl(session) : `/c/pay/${sessionId}`;
    }
    const { returnUrl } = this.#emulator.book.hidden('payment_intent', intent.id);
    if (typeof returnUrl !== 'string') return `/c/challenge/${intent.id}`;
    const url = new URL(returnUrl);
    url.searchParams.set('payment_intent', intent.id);
    url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
    url.searchParams.set('redirect_status', is === 'succeeded' ? 'succeeded' : 'failed');
    return url.href;
  }

  #nothingToDo(exchange: Exchange): void {
    const text = 'This payment does not wait for an authentication.';
    sendPage(exchange.response, GONE, messagePage('Nothing to confirm', text, null));
  }
}
