import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Config } from '../config/config.js';
import { CallLimiter } from './call-limiter.js';
import { asOutcome } from './stripe-failure.js';
import {
  chargeOf,
  disputeOf,
  expectObject,
  payoutOf,
  refundOf,
  seconds,
  sessionOf,
  topUpOf,
} from './stripe-objects.js';
import { eventOf, readSignedEvent, type SignedEvent } from './stripe-webhooks.js';
import type {
  NewPayout,
  NewRefund,
  NewSession,
  StripeCharge,
  StripeDispute,
  StripeEvent,
  StripePage,
  StripePayout,
  StripeRefund,
  StripeSession,
  StripeTopUp,
  Window,
} from './stripe.types.js';

/** Five thousand pages to pay on between the asking and the looking: more is no day of ours. */
const SEARCHED_PAGES_MAX = 50;
/** Longer than Stripe's slow answers, shorter than an operation's lease. */
const TIMEOUT_MS = 20_000;
/** Well below Stripe's limit of each endpoint (ruling 18). */
const CALLS_PER_SECOND = 20;
const CALLS_PER_SECOND_EMULATOR = 2_000;
const PAGE = 100;

const REFUND_MONEY = ['balance_transaction', 'failure_balance_transaction'];

/** The one folder that speaks to Stripe. Every writing call needs a key that outlives the process. */
@Injectable()
export class StripeGateway {
  private readonly sdk: Stripe;
  private readonly limiter: CallLimiter;
  private readonly secrets: readonly string[];
  /** Whether real money moves. */
  readonly livemode: boolean;

  constructor(config: Config) {
    this.livemode = /^(sk|rk)_live_/.test(config.stripeSecretKey);
    if (this.livemode && config.stripeApiBase !== null) {
      throw new Error('A live Stripe key is never sent to another address');
    }
    this.secrets = config.stripeWebhookSecrets;
    this.limiter = new CallLimiter(
      config.stripeApiBase === null ? CALLS_PER_SECOND : CALLS_PER_SECOND_EMULATOR,
    );
    this.sdk = new Stripe(config.stripeSecretKey, {
      ...addressOf(config.stripeApiBase),
      maxNetworkRetries: 0,
      timeout: TIMEOUT_MS,
      telemetry: false,
      appInfo: { name: 'vatra' },
    });
  }

  /** @throws WebhookRejected */
  readEvent(rawBody: Buffer, signature: string): SignedEvent {
    const { secrets, livemode } = this;
    return readSignedEvent(this.sdk, { rawBody, signature }, { secrets, livemode });
  }

  createSession(session: NewSession, key: string): Promise<StripeSession> {
    return this.call(async () =>
      sessionOf(
        await this.sdk.checkout.sessions.create(sessionParams(session), { idempotencyKey: key }),
      ),
    );
  }

  /** With the charge that paid it, if one did. */
  getSession(id: string): Promise<StripeSession> {
    const expand = ['payment_intent.latest_charge.balance_transaction'];
    return this.call(async () =>
      sessionOf(await this.sdk.checkout.sessions.retrieve(id, { expand })),
    );
  }

  expireSession(id: string, key: string): Promise<StripeSession> {
    return this.call(async () =>
      sessionOf(await this.sdk.checkout.sessions.expire(id, {}, { idempotencyKey: key })),
    );
  }

  listSessions(window: Window, after?: string): Promise<StripePage<StripeSession>> {
    return this.page(() => this.sdk.checkout.sessions.list(listing(window, after)), sessionOf);
  }

  /** The newest one that is meant; the window is read to its end, a hundred at a time. */
  async findSession(
    window: Window,
    isMeant: (session: StripeSession) => boolean,
  ): Promise<StripeSession | null> {
    let after: string | undefined;
    for (let page = 0; page < SEARCHED_PAGES_MAX; page += 1) {
      const { items, hasMore } = await this.listSessions(window, after);
      const found = items.find(isMeant);
      if (found !== undefined) return found;
      if (!hasMore) return null;
      after = items.at(-1)?.id;
    }
    throw new Error('too many sessions to find one by looking');
  }

  getCharge(id: string): Promise<StripeCharge> {
    return this.call(async () =>
      chargeOf(await this.sdk.charges.retrieve(id, { expand: ['balance_transaction'] })),
    );
  }

  listCharges(window: Window, after?: string): Promise<StripePage<StripeCharge>> {
    const params = { ...listing(window, after), expand: ['data.balance_transaction'] };
    return this.page(() => this.sdk.charges.list(params), chargeOf);
  }

  createRefund(refund: NewRefund, key: string): Promise<StripeRefund> {
    const { chargeId, amountMinor, metadata } = refund;
    const params = { charge: chargeId, amount: amountMinor, metadata, expand: REFUND_MONEY };
    return this.call(async () =>
      refundOf(await this.sdk.refunds.create(params, { idempotencyKey: key })),
    );
  }

  getRefund(id: string): Promise<StripeRefund> {
    return this.call(async () =>
      refundOf(await this.sdk.refunds.retrieve(id, { expand: REFUND_MONEY })),
    );
  }

  listRefunds(window: Window, after?: string): Promise<StripePage<StripeRefund>> {
    const expand = REFUND_MONEY.map((path) => `data.${path}`);
    const params = { ...listing(window, after), expand };
    return this.page(() => this.sdk.refunds.list(params), refundOf);
  }

  listRefundsOfCharge(chargeId: string): Promise<StripePage<StripeRefund>> {
    const params = { charge: chargeId, limit: PAGE, expand: ['data.balance_transaction'] };
    return this.page(() => this.sdk.refunds.list(params), refundOf);
  }

  getDispute(id: string): Promise<StripeDispute> {
    return this.call(async () => disputeOf(await this.sdk.disputes.retrieve(id)));
  }

  listDisputes(window: Window, after?: string): Promise<StripePage<StripeDispute>> {
    return this.page(() => this.sdk.disputes.list(listing(window, after)), disputeOf);
  }

  createPayout(payout: NewPayout, key: string): Promise<StripePayout> {
    const { amountMinor, currency, metadata } = payout;
    const params = { amount: amountMinor, currency: currency.toLowerCase(), metadata };
    return this.call(async () =>
      payoutOf(await this.sdk.payouts.create(params, { idempotencyKey: key })),
    );
  }

  getPayout(id: string): Promise<StripePayout> {
    return this.call(async () => payoutOf(await this.sdk.payouts.retrieve(id)));
  }

  listPayouts(window: Window, after?: string): Promise<StripePage<StripePayout>> {
    return this.page(() => this.sdk.payouts.list(listing(window, after)), payoutOf);
  }

  getTopUp(id: string): Promise<StripeTopUp> {
    return this.call(async () => topUpOf(await this.sdk.topups.retrieve(id)));
  }

  listTopUps(window: Window, after?: string): Promise<StripePage<StripeTopUp>> {
    return this.page(() => this.sdk.topups.list(listing(window, after)), topUpOf);
  }

  /** What may be paid out today, in minor units of the currency. */
  availableMinor(currency: string): Promise<number> {
    return this.call(async () => {
      const balance = expectObject(await this.sdk.balance.retrieve(), 'balance');
      const funds = balance.available.find((fund) => fund.currency === currency.toLowerCase());
      return funds?.amount ?? 0;
    });
  }

  /** What happened, newest first: the other way to hear of it when webhooks were lost. */
  listEvents(window: Window, after?: string): Promise<StripePage<StripeEvent>> {
    return this.page(() => this.sdk.events.list(listing(window, after)), eventOf);
  }

  /** One call with the SDK, in its turn; for the gateways of this folder. */
  async call<T>(work: (sdk: Stripe) => Promise<T>): Promise<T> {
    await this.limiter.turn();
    try {
      return await work(this.sdk);
    } catch (error) {
      throw asOutcome(error);
    }
  }

  page<Sdk, Ours>(
    list: (sdk: Stripe) => Promise<{ object: string; data: Sdk[]; has_more: boolean }>,
    read: (answer: Sdk) => Ours,
  ): Promise<StripePage<Ours>> {
    return this.call(async (sdk) => {
      const answer = expectObject(await list(sdk), 'list');
      return { items: answer.data.map(read), hasMore: answer.has_more };
    });
  }
}

function addressOf(base: string | null): {
  host?: string;
  port?: string;
  protocol?: 'http' | 'https';
} {
  if (base === null) return {};
  const { hostname, port, protocol } = new URL(base);
  const isPlain = protocol === 'http:';
  return {
    host: hostname,
    port: port === '' ? (isPlain ? '80' : '443') : port,
    protocol: isPlain ? 'http' : 'https',
  };
}

export function listing({ from, to }: Window, after: string | undefined) {
  return {
    limit: PAGE,
    created: { gte: seconds(from), ...(to === undefined ? {} : { lte: seconds(to) }) },
    ...(after === undefined ? {} : { starting_after: after }),
  };
}

function sessionParams(session: NewSession): Stripe.Checkout.SessionCreateParams {
  const metadata = { ...session.metadata };
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    submit_type: 'donate',
    line_items: session.lines.map(({ name, amountMinor }) => ({
      quantity: 1,
      price_data: {
        currency: session.currency.toLowerCase(),
        unit_amount: amountMinor,
        product_data: { name },
      },
    })),
    customer_email: session.email,
    locale: session.locale,
    client_reference_id: session.reference,
    metadata,
    payment_intent_data: { metadata, transfer_group: session.transferGroup },
    success_url: session.successUrl,
    cancel_url: session.cancelUrl,
    expires_at: seconds(session.expiresAt),
  };
}
