import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Config } from '../config/config.js';
import { requireLease } from '../queue/keep-lease.js';
import { CallLimiter } from './call-limiter.js';
import { expectAnswer, type Asked } from './expect-answer.js';
import { allListed, findListed } from './find-listed.js';
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

/** Longer than Stripe's slow answers. */
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
    const { reference, metadata, lines } = session;
    const asked = {
      client_reference_id: reference,
      amount_total: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      currency: session.currency.toLowerCase(),
      metadata,
    };
    return this.call(async () => {
      const params = sessionParams(session);
      const made = await this.sdk.checkout.sessions.create(params, { idempotencyKey: key });
      return sessionOf(this.answer(made, asked));
    });
  }

  /** With the charge that paid it, if one did. */
  getSession(id: string): Promise<StripeSession> {
    const expand = ['payment_intent.latest_charge.balance_transaction'];
    return this.call(async () =>
      sessionOf(this.answer(await this.sdk.checkout.sessions.retrieve(id, { expand }), { id })),
    );
  }

  expireSession(id: string, key: string): Promise<StripeSession> {
    return this.call(async () => {
      const told = await this.sdk.checkout.sessions.expire(id, {}, { idempotencyKey: key });
      return sessionOf(this.answer(told, { id }));
    });
  }

  listSessions(window: Window, after?: string): Promise<StripePage<StripeSession>> {
    return this.page(() => this.sdk.checkout.sessions.list(listing(window, after)), sessionOf);
  }

  /** The newest one that is meant. */
  findSession(
    window: Window & { readonly to: Date },
    isMeant: (session: StripeSession) => boolean,
  ): Promise<StripeSession | null> {
    return findListed((after) => this.listSessions(window, after), isMeant);
  }

  /** All that are meant. */
  async findSessions(
    window: Window & { readonly to: Date },
    isMeant: (session: StripeSession) => boolean,
  ): Promise<StripeSession[]> {
    return (await allListed((after) => this.listSessions(window, after))).filter(isMeant);
  }

  getCharge(id: string): Promise<StripeCharge> {
    return this.call(async () =>
      chargeOf(
        this.answer(await this.sdk.charges.retrieve(id, { expand: ['balance_transaction'] }), {
          id,
        }),
      ),
    );
  }

  listCharges(window: Window, after?: string): Promise<StripePage<StripeCharge>> {
    const params = { ...listing(window, after), expand: ['data.balance_transaction'] };
    return this.page(() => this.sdk.charges.list(params), chargeOf);
  }

  createRefund(refund: NewRefund, key: string): Promise<StripeRefund> {
    const { chargeId, amountMinor, metadata } = refund;
    const params = { charge: chargeId, amount: amountMinor, metadata, expand: REFUND_MONEY };
    // A refund does not say whether its money is real.
    const asked = { charge: chargeId, amount: amountMinor, metadata };
    return this.call(async () =>
      refundOf(expectAnswer(await this.sdk.refunds.create(params, { idempotencyKey: key }), asked)),
    );
  }

  getRefund(id: string): Promise<StripeRefund> {
    return this.call(async () =>
      refundOf(expectAnswer(await this.sdk.refunds.retrieve(id, { expand: REFUND_MONEY }), { id })),
    );
  }

  listRefunds(window: Window, after?: string): Promise<StripePage<StripeRefund>> {
    const expand = REFUND_MONEY.map((path) => `data.${path}`);
    const params = { ...listing(window, after), expand };
    return this.page(() => this.sdk.refunds.list(params), refundOf);
  }

  /** The newest one of the charge that is meant. */
  findRefund(
    chargeId: string,
    isMeant: (refund: StripeRefund) => boolean,
  ): Promise<StripeRefund | null> {
    const params = { charge: chargeId, expand: REFUND_MONEY.map((path) => `data.${path}`) };
    return findListed(
      (after) => this.page(() => this.sdk.refunds.list({ ...params, ...paging(after) }), refundOf),
      isMeant,
    );
  }

  getDispute(id: string): Promise<StripeDispute> {
    return this.call(async () =>
      disputeOf(this.answer(await this.sdk.disputes.retrieve(id), { id })),
    );
  }

  listDisputes(window: Window, after?: string): Promise<StripePage<StripeDispute>> {
    return this.page(() => this.sdk.disputes.list(listing(window, after)), disputeOf);
  }

  createPayout(payout: NewPayout, key: string): Promise<StripePayout> {
    const { amountMinor, currency, metadata } = payout;
    const params = { amount: amountMinor, currency: currency.toLowerCase(), metadata };
    return this.call(async () =>
      payoutOf(this.answer(await this.sdk.payouts.create(params, { idempotencyKey: key }), params)),
    );
  }

  getPayout(id: string): Promise<StripePayout> {
    return this.call(async () =>
      payoutOf(this.answer(await this.sdk.payouts.retrieve(id), { id })),
    );
  }

  listPayouts(window: Window, after?: string): Promise<StripePage<StripePayout>> {
    return this.page(() => this.sdk.payouts.list(listing(window, after)), payoutOf);
  }

  /** The newest one that is meant. */
  findPayout(
    window: Window,
    isMeant: (payout: StripePayout) => boolean,
  ): Promise<StripePayout | null> {
    return findListed((after) => this.listPayouts(window, after), isMeant);
  }

  getTopUp(id: string): Promise<StripeTopUp> {
    return this.call(async () => topUpOf(this.answer(await this.sdk.topups.retrieve(id), { id })));
  }

  listTopUps(window: Window, after?: string): Promise<StripePage<StripeTopUp>> {
    return this.page(() => this.sdk.topups.list(listing(window, after)), topUpOf);
  }

  /** What may be paid out today, in minor units of the currency. */
  availableMinor(currency: string): Promise<number> {
    return this.call(async () => {
      const balance = expectObject(this.answer(await this.sdk.balance.retrieve(), {}), 'balance');
      const funds = balance.available.find((fund) => fund.currency === currency.toLowerCase());
      return funds?.amount ?? 0;
    });
  }

  /** What happened, newest first: the other way to hear of it when webhooks were lost. */
  listEvents(window: Window, after?: string): Promise<StripePage<StripeEvent>> {
    return this.page(() => this.sdk.events.list(listing(window, after)), eventOf);
  }

  /** One call with the SDK, in its turn; for the gateways of this folder. @throws LeaseOver */
  async call<T>(work: (sdk: Stripe) => Promise<T>): Promise<T> {
    await this.limiter.turn();
    requireLease();
    try {
      return await work(this.sdk);
    } catch (error) {
      throw asOutcome(error);
    }
  }

  /** It is about what was asked for, and about the money that is meant. @throws StripeAnswerWrong */
  answer<T extends object>(answer: T, asked: Asked): T {
    return expectAnswer(answer, { livemode: this.livemode, ...asked });
  }

  /** Some members of lists do not say. */
  private expectMode(item: unknown): void {
    const { livemode } = this;
    if (typeof item === 'object' && item !== null && 'livemode' in item) {
      expectAnswer(item, { livemode });
    }
  }

  page<Sdk, Ours>(
    list: (sdk: Stripe) => Promise<{ object: string; data: Sdk[]; has_more: boolean }>,
    read: (answer: Sdk) => Ours,
  ): Promise<StripePage<Ours>> {
    return this.call(async (sdk) => {
      const answer = expectObject(await list(sdk), 'list');
      for (const item of answer.data) this.expectMode(item);
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
    ...paging(after),
    created: { gte: seconds(from), ...(to === undefined ? {} : { lte: seconds(to) }) },
  };
}

/** A page of what an owner has. */
export function paging(after: string | undefined) {
  return { limit: PAGE, ...(after === undefined ? {} : { starting_after: after }) };
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
