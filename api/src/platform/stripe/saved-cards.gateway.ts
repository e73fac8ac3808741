import { Injectable } from '@nestjs/common';
import { findListed } from './find-listed.js';
import { intentOf, seconds, sessionOf, setupIntentOf } from './stripe-objects.js';
import { listing, paging, StripeGateway } from './stripe.gateway.js';
import type {
  NewCardPage,
  NewIntent,
  StripeIntent,
  StripePage,
  StripeSession,
  StripeSetupIntent,
  Window,
} from './stripe.types.js';

/** Cards that are kept now and charged later, while nobody is there to ask. */
@Injectable()
export class SavedCardsGateway {
  constructor(private readonly stripe: StripeGateway) {}

  /** It belongs to a customer: a card of nobody could be charged only once. */
  createPage(page: NewCardPage, key: string): Promise<StripeSession> {
    const metadata = { ...page.metadata };
    return this.stripe.call(async (sdk) =>
      sessionOf(
        this.stripe.answer(
          await sdk.checkout.sessions.create(
            {
              mode: 'setup',
              ui_mode: 'hosted_page',
              currency: page.currency.toLowerCase(),
              ...(page.customerId === null
                ? { customer_creation: 'always', customer_email: page.email }
                : { customer: page.customerId }),
              locale: page.locale,
              client_reference_id: page.reference,
              metadata,
              setup_intent_data: { metadata },
              success_url: page.successUrl,
              cancel_url: page.cancelUrl,
              expires_at: seconds(page.expiresAt),
            },
            { idempotencyKey: key },
          ),
          { client_reference_id: page.reference, mode: 'setup', metadata },
        ),
      ),
    );
  }

  /** The newest one that is meant. */
  findPage(
    window: Window & { readonly to: Date },
    isMeant: (page: StripeSession) => boolean,
  ): Promise<StripeSession | null> {
    return this.stripe.findSession(window, isMeant);
  }

  getSetupIntent(id: string): Promise<StripeSetupIntent> {
    return this.stripe.call(async (sdk) =>
      setupIntentOf(this.stripe.answer(await sdk.setupIntents.retrieve(id), { id })),
    );
  }

  listSetupIntents(window: Window, after?: string): Promise<StripePage<StripeSetupIntent>> {
    return this.stripe.page((sdk) => sdk.setupIntents.list(listing(window, after)), setupIntentOf);
  }

  createIntent(intent: NewIntent, key: string): Promise<StripeIntent> {
    const { amountMinor, currency, customerId, metadata, transferGroup } = intent;
    const params = {
      amount: amountMinor,
      currency: currency.toLowerCase(),
      customer: customerId,
      metadata,
      transfer_group: transferGroup,
    };
    return this.stripe.call(async (sdk) =>
      intentOf(
        this.stripe.answer(
          await sdk.paymentIntents.create(params, { idempotencyKey: key }),
          params,
        ),
      ),
    );
  }

  getIntent(id: string): Promise<StripeIntent> {
    return this.stripe.call(async (sdk) =>
      intentOf(this.stripe.answer(await sdk.paymentIntents.retrieve(id), { id })),
    );
  }

  /** The newest one of the customer that is meant. */
  findIntent(
    customer: string,
    isMeant: (intent: StripeIntent) => boolean,
  ): Promise<StripeIntent | null> {
    return findListed(
      (after) =>
        this.stripe.page(
          (sdk) => sdk.paymentIntents.list({ customer, ...paging(after) }),
          intentOf,
        ),
      isMeant,
    );
  }

  /** The payer is away: a bank that wants the payer declines. */
  charge(intentId: string, methodId: string, key: string): Promise<StripeIntent> {
    const params = { payment_method: methodId, off_session: true };
    return this.stripe.call(async (sdk) =>
      intentOf(
        this.stripe.answer(
          await sdk.paymentIntents.confirm(intentId, params, { idempotencyKey: key }),
          { id: intentId },
        ),
      ),
    );
  }

  /** The payer is here: a bank that wants the payer shows its own page. */
  confirm(
    intentId: string,
    how: { readonly methodId: string; readonly returnUrl: string },
    key: string,
  ): Promise<StripeIntent> {
    const params = { payment_method: how.methodId, return_url: how.returnUrl };
    return this.stripe.call(async (sdk) =>
      intentOf(
        this.stripe.answer(
          await sdk.paymentIntents.confirm(intentId, params, { idempotencyKey: key }),
          { id: intentId },
        ),
      ),
    );
  }

  cancelIntent(id: string, key: string): Promise<StripeIntent> {
    const params = { cancellation_reason: 'abandoned' as const };
    return this.stripe.call(async (sdk) =>
      intentOf(
        this.stripe.answer(await sdk.paymentIntents.cancel(id, params, { idempotencyKey: key }), {
          id,
        }),
      ),
    );
  }

  /** Nothing can be charged to it any more. */
  forget(methodId: string, key: string): Promise<{ readonly id: string }> {
    return this.stripe.call(async (sdk) => {
      const told = await sdk.paymentMethods.detach(methodId, {}, { idempotencyKey: key });
      const { id } = this.stripe.answer(told, { id: methodId });
      return { id };
    });
  }
}
