import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { accountOf, payoutOf, transferOf } from './stripe-objects.js';
import { connectedPayoutId } from './stripe-webhooks.js';
import { listing, StripeGateway } from './stripe.gateway.js';
import type {
  NewAccount,
  NewPayout,
  NewTransfer,
  StripeAccount,
  StripeAccountLink,
  StripeConnectedPayout,
  StripePage,
  StripePayout,
  StripeTransfer,
  Window,
} from './stripe.types.js';

const INCLUDE: ('configuration.recipient' | 'requirements')[] = [
  'configuration.recipient',
  'requirements',
];

/** Accounts that are looked through for one of ours: authorities of a country are fewer. */
const SEARCHED_MAX = 5_000;

/** A member of the metadata by which an object of ours is known again. */
export interface Mark {
  readonly key: string;
  readonly value: string;
}

/** Accounts of those we pay, the transfers to them, and their own payouts to their banks. */
@Injectable()
export class ConnectedAccountsGateway {
  constructor(private readonly stripe: StripeGateway) {}

  /**
   * An account that can only receive: we answer for fees and losses, Stripe asks the questions. Its
   * payouts are ours to order, so that each of them carries one payment and proves its arrival.
   */
  createAccount(account: NewAccount, key: string): Promise<StripeAccount> {
    return this.stripe.call(async (sdk) => {
      const made = await sdk.v2.core.accounts.create(
        {
          display_name: account.displayName,
          contact_email: account.contactEmail,
          identity: { country: account.country, entity_type: 'government_entity' },
          dashboard: 'none',
          configuration: {
            recipient: {
              capabilities: { stripe_balance: { stripe_transfers: { requested: true } } },
            },
          },
          defaults: {
            currency: 'eur',
            responsibilities: { fees_collector: 'application', losses_collector: 'application' },
          },
          metadata: account.metadata,
          include: INCLUDE,
        },
        { idempotencyKey: key },
      );
      await payOutByHand(sdk, made.id, key);
      return accountOf(made);
    });
  }

  /** Made by an earlier attempt that may not have come further; null when none was. */
  async finishAccount(mark: Mark, key: string): Promise<StripeAccount | null> {
    return this.stripe.call(async (sdk) => {
      const id = await findMarked(sdk, mark);
      if (id === null) return null;
      await payOutByHand(sdk, id, key);
      return accountOf(await sdk.v2.core.accounts.retrieve(id, { include: INCLUDE }));
    });
  }

  getAccount(id: string): Promise<StripeAccount> {
    return this.stripe.call(async (sdk) =>
      accountOf(await sdk.v2.core.accounts.retrieve(id, { include: INCLUDE })),
    );
  }

  createLink(
    accountId: string,
    urls: { readonly returnUrl: string; readonly refreshUrl: string },
    key: string,
  ): Promise<StripeAccountLink> {
    return this.stripe.call(async (sdk) => {
      const { url, expires_at: expiresAt } = await sdk.v2.core.accountLinks.create(
        {
          account: accountId,
          use_case: {
            type: 'account_onboarding',
            account_onboarding: {
              return_url: urls.returnUrl,
              refresh_url: urls.refreshUrl,
            },
          },
        },
        { idempotencyKey: key },
      );
      return { url, expiresAt };
    });
  }

  createTransfer(transfer: NewTransfer, key: string): Promise<StripeTransfer> {
    const { amountMinor, currency, accountId, transferGroup, metadata } = transfer;
    const params = {
      amount: amountMinor,
      currency: currency.toLowerCase(),
      destination: accountId,
      transfer_group: transferGroup,
      metadata,
    };
    return this.stripe.call(async (sdk) =>
      transferOf(await sdk.transfers.create(params, { idempotencyKey: key })),
    );
  }

  getTransfer(id: string): Promise<StripeTransfer> {
    return this.stripe.call(async (sdk) => transferOf(await sdk.transfers.retrieve(id)));
  }

  listTransfers(window: Window, after?: string): Promise<StripePage<StripeTransfer>> {
    return this.stripe.page((sdk) => sdk.transfers.list(listing(window, after)), transferOf);
  }

  /** All that was sent under one group, newest first. */
  listTransfersOf(transferGroup: string): Promise<StripePage<StripeTransfer>> {
    const params = { transfer_group: transferGroup, limit: 100 };
    return this.stripe.page((sdk) => sdk.transfers.list(params), transferOf);
  }

  /** The transfer as it is afterwards. */
  async reverseTransfer(
    transferId: string,
    reversal: { readonly amountMinor: number; readonly metadata: Record<string, string> },
    key: string,
  ): Promise<StripeTransfer> {
    const params = { amount: reversal.amountMinor, metadata: reversal.metadata };
    await this.stripe.call((sdk) =>
      sdk.transfers.createReversal(transferId, params, { idempotencyKey: key }),
    );
    return this.getTransfer(transferId);
  }

  createPayout(accountId: string, payout: NewPayout, key: string): Promise<StripeConnectedPayout> {
    const { amountMinor, currency, metadata } = payout;
    const params = { amount: amountMinor, currency: currency.toLowerCase(), metadata };
    const options = { stripeAccount: accountId, idempotencyKey: key };
    return this.stripe.call(async (sdk) =>
      connected(accountId, payoutOf(await sdk.payouts.create(params, options))),
    );
  }

  /** @param id of account and payout, as events name it */
  getPayout(id: string): Promise<StripeConnectedPayout> {
    const [accountId = '', payoutId = ''] = id.split('/');
    return this.stripe.call(async (sdk) =>
      connected(
        accountId,
        payoutOf(await sdk.payouts.retrieve(payoutId, {}, { stripeAccount: accountId })),
      ),
    );
  }

  async listPayouts(accountId: string): Promise<readonly StripeConnectedPayout[]> {
    const { items } = await this.stripe.page(
      (sdk) => sdk.payouts.list({ limit: 100 }, { stripeAccount: accountId }),
      payoutOf,
    );
    return items.map((payout) => connected(accountId, payout));
  }
}

function connected(accountId: string, payout: StripePayout): StripeConnectedPayout {
  const id = connectedPayoutId(accountId, payout.id);
  return { ...payout, type: 'connected_payout', id, payoutId: payout.id, accountId };
}

async function payOutByHand(sdk: Stripe, stripeAccount: string, key: string): Promise<void> {
  const payouts = { schedule: { interval: 'manual' as const } };
  const options = { stripeAccount, idempotencyKey: `${key}-manual` };
  await sdk.balanceSettings.update({ payments: { payouts } }, options);
}

async function findMarked(sdk: Stripe, { key, value }: Mark): Promise<string | null> {
  let looked = 0;
  for await (const { id, metadata } of sdk.v2.core.accounts.list({ limit: 100 })) {
    if (metadata?.[key] === value) return id;
    looked += 1;
    if (looked === SEARCHED_MAX) throw new Error('too many accounts to find one by looking');
  }
  return null;
}
